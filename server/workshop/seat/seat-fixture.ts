// What the engine tests of seats share: a person who types, and a screen.
import { randomBytes } from 'node:crypto';
import type { Lab, LabClient } from '@/server/lab/lab';

/** A person at a seat: types lines, sees what comes back. */
export class Learner implements LabClient {
  readonly id = `tab-${randomBytes(4).toString('hex')}`;
  #screen = '';
  #terminal = '';
  #seq = 0;
  #count = 0;

  constructor(readonly lab: Lab) {}

  terminalData({ terminal, bytes }: { terminal: string; bytes: Uint8Array }): void {
    // An earlier terminal, with a kubelet's log, goes on behind this one.
    if (terminal === this.#terminal) this.#screen += Buffer.from(bytes).toString('utf8');
    void this.lab.perform(this, 'term:taken', { terminal, bytes: bytes.length });
  }

  async sitDown(): Promise<void> {
    const opened = await this.lab.perform(this, 'term:open', { id: crypto.randomUUID(), cols: 200, rows: 40 });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    this.#terminal = opened.value.terminal;
    const from = this.#screen.length;
    await this.lab.perform(this, 'term:attach', { terminal: this.#terminal, offset: 0 });
    await until(
      () => /\$ $/.exec(plain(this.#screen.slice(from))),
      20_000,
      () => this.#screen.slice(from),
    );
  }

  /** Closes the terminal. */
  async stand(): Promise<void> {
    await this.lab.perform(this, 'term:close', { id: crypto.randomUUID(), terminal: this.#terminal });
  }

  press(text: string): void {
    this.#seq += 1;
    void this.lab.perform(this, 'term:input', { terminal: this.#terminal, seq: this.#seq, data: text });
  }

  /** What the command prints, and its exit code. */
  async type(line: string, ms = 20_000): Promise<{ out: string; code: number }> {
    // What is typed before the prompt stands on the screen twice.
    await until(
      () => /\$ $/.exec(plain(this.#screen)),
      ms,
      () => plain(this.#screen).slice(-2000),
    );
    this.#count += 1;
    const mark = `mark${this.#count}`;
    const from = this.#screen.length;
    this.press(`${line}; echo "=${mark}=$?="\n`);
    const pattern = new RegExp(`\\n?=${mark}=(\\d+)=\\r?\\n`);
    const found = await until(
      () => pattern.exec(this.#screen.slice(from)),
      ms,
      () => this.#screen.slice(from),
    );
    const text = this.#screen.slice(from, from + found.index);
    return { out: plain(text.slice(text.indexOf('\n') + 1)).trim(), code: Number(found[1]) };
  }

  /** Waits for words on the screen. */
  sees(pattern: RegExp, ms = 30_000): Promise<RegExpExecArray> {
    return until(
      () => pattern.exec(plain(this.#screen)),
      ms,
      () => plain(this.#screen).slice(-3000),
    );
  }
}

const plain = (text: string): string => text.replace(/\x1b\][^\x07]*\x07|\x1b\[[0-9;?]*[A-Za-z]|\r/g, '');

export async function until<T>(look: () => T | null, ms: number, describe: () => string): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = look();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${describe()}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
