// A robot's hands at a terminal: how long a key takes until it is seen.
import type { RoomClient } from './room-client';

const ECHO_MS = 10_000;
const ERASE = '\x7f';

export class Typist {
  #terminal = '';
  #seq = 0;
  #seen = '';
  #waiting: (() => void) | undefined;

  constructor(private readonly client: RoomClient) {
    client.onData = ({ terminal, bytes }) => {
      if (terminal !== this.#terminal) return;
      this.#seen = `${this.#seen}${Buffer.from(bytes).toString('latin1')}`.slice(-4096);
      this.#waiting?.();
    };
  }

  /** Opens a shell and waits for its prompt. */
  async sitDown(): Promise<void> {
    const opened = await this.client.perform('term:open', { id: crypto.randomUUID(), cols: 100, rows: 24 });
    if (!opened.ok) throw new Error(`term:open: ${opened.error.code}`);
    this.#terminal = opened.value.terminal;
    this.#seen = '';
    await this.client.perform('term:attach', { terminal: this.#terminal, offset: 0 });
    if (!(await this.#sees('$ ', 30_000))) throw new Error('no prompt');
  }

  press(data: string): Promise<unknown> {
    this.#seq += 1;
    return this.client.perform('term:input', { terminal: this.#terminal, seq: this.#seq, data });
  }

  /** Types one letter, waits until it is on the screen, and takes it back. Resolves with ms, or null when it did not come. */
  async echo(letter: string): Promise<number | null> {
    this.#seen = '';
    const from = performance.now();
    void this.press(letter);
    const came = await this.#sees(letter, ECHO_MS);
    const took = performance.now() - from;
    await this.press(ERASE);
    return came ? took : null;
  }

  #sees(text: string, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (result: boolean) => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(result);
      };
      const timer = setTimeout(() => end(false), ms);
      this.#waiting = () => {
        if (this.#seen.includes(text)) end(true);
      };
      this.#waiting();
    });
  }
}
