// Keeps one screen in step with one terminal of the lab: attaches by offset, sees gaps and duplicates, acknowledges.
import type { Ack, Answer, ClientEvent, Payload } from '@/lib/protocol/events';

/** What is drawn on. `written` is called when the bytes are on the screen, not when they are queued. */
export interface ByteScreen {
  write(bytes: Uint8Array, written: () => void): void;
  /** So many bytes of output between what is drawn and what comes next are lost. */
  gap(bytes: number): void;
}
export interface ByteChunk {
  offset: number;
  bytes: Uint8Array;
}
/** The part of components/client that a stream uses. */
export interface StreamClient {
  request<E extends ClientEvent>(event: E, payload: Payload<E>): Promise<Ack<Answer<E>>>;
  onTerminalData(terminal: string, listener: (chunk: ByteChunk) => void): () => void;
}

/** Fewer acknowledgements than chunks; far below the server's low-water mark. */
const TAKEN_STEP = 32 * 1024;

export class TerminalStream {
  /** Bytes of the terminal that this screen has been given. */
  #offset = 0;
  #taken = 0;
  /** Where drawing stands, and where the replay of the last attach ends. */
  #drawn = 0;
  #replayEnd = Number.POSITIVE_INFINITY;
  /** Chunks that came before the answer to `attach`; null while attached. */
  #early: ByteChunk[] | null = [];
  #attempt = 0;
  readonly #unsubscribe: () => void;

  constructor(
    private readonly terminal: string,
    private readonly screen: ByteScreen,
    private readonly client: StreamClient,
  ) {
    this.#unsubscribe = client.onTerminalData(terminal, (chunk) => this.#arrived(chunk));
  }

  /** To be called with every new connection. Goes on where the screen stands; false when the terminal can't be had now. */
  async attach(): Promise<boolean> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#early = [];
    this.#taken = 0;
    const answer = await this.client.request('term:attach', { terminal: this.terminal, offset: this.#offset });
    if (attempt !== this.#attempt) return true;
    if (!answer.ok) return false;
    this.#skipTo(answer.value.from);
    this.#replayEnd = answer.value.end;
    const early = this.#early;
    this.#early = null;
    for (const chunk of early) this.#take(chunk);
    return true;
  }

  /** What is being drawn happened before this screen attached. */
  get replaying(): boolean {
    return this.#drawn < this.#replayEnd;
  }

  /** The shell no longer waits for this screen. */
  detach(): void {
    this.#attempt += 1;
    this.#early = [];
    void this.client.request('term:detach', { terminal: this.terminal });
  }

  dispose(): void {
    this.#unsubscribe();
    this.detach();
  }

  #arrived(chunk: ByteChunk): void {
    if (this.#early) this.#early.push(chunk);
    else this.#take(chunk);
  }

  #take({ offset, bytes }: ByteChunk): void {
    if (offset > this.#offset) this.#skipTo(offset);
    const fresh = bytes.subarray(Math.min(bytes.length, this.#offset - offset));
    this.#offset += fresh.length;
    const drawnTo = this.#offset;
    const attempt = this.#attempt;
    this.screen.write(fresh, () => {
      this.#drawn = drawnTo;
      if (attempt === this.#attempt) this.#acknowledge(bytes.length);
    });
  }

  /** Nothing is marked before the first byte: what a new screen can't show any more, it never had. */
  #skipTo(offset: number): void {
    if (this.#offset > 0 && offset > this.#offset) this.screen.gap(offset - this.#offset);
    this.#offset = offset;
  }

  #acknowledge(bytes: number): void {
    this.#taken += bytes;
    if (this.#taken < TAKEN_STEP) return;
    void this.client.request('term:taken', { terminal: this.terminal, bytes: this.#taken });
    this.#taken = 0;
  }
}
