import type { TerminalClient } from './door';
import { replayStart } from './replay-start';
import type { Ring } from './ring';

/**
 * Un-taken bytes above which a client holds the PTY, and below which it lets go. They bound what a tab still has to draw
 * after Ctrl-C: with 512 KB a tab on an eight times slower processor took 1.6 s to show the prompt again, with this 0.8 s.
 * Smaller costs throughput on slow lines: bytes in flight per round trip.
 */
export const HIGH_WATER = 160 * 1024;
export const LOW_WATER = 64 * 1024;
const CHUNK = 64 * 1024;

/** One client's place in one terminal's output. */
export class Attachment {
  /** Next byte to send. */
  #cursor: number;
  /** Sent, but not yet taken in by the client's screen. */
  #inFlight = 0;
  /** A client that stopped taking no longer holds the PTY; its next `take` wakes it. */
  #asleep = false;
  #lastTakenAt: number;
  /** Replay up to here doesn't count as lag: attaching must not stop the shell for the others. */
  readonly #liveFrom: number;

  constructor(
    readonly client: TerminalClient,
    private readonly terminal: string,
    private readonly ring: Ring,
    offset: number,
    now: number,
  ) {
    this.#cursor = offset >= ring.start && offset <= ring.end ? offset : replayStart(ring);
    this.#liveFrom = ring.end;
    this.#lastTakenAt = now;
  }

  get cursor(): number {
    return this.#cursor;
  }

  /** Live bytes that exist and are not on the client's screen; 0 while it sleeps. */
  get lag(): number {
    return this.#asleep ? 0 : this.ring.end - Math.max(this.#cursor - this.#inFlight, this.#liveFrom);
  }

  /** Sends what there is, in chunks, as far as the client keeps up. */
  pump(): void {
    if (this.#cursor < this.ring.start) this.#cursor = replayStart(this.ring);
    while (!this.#asleep && this.#cursor < this.ring.end && this.#inFlight < HIGH_WATER) {
      const bytes = this.ring.read(this.#cursor, this.#cursor + CHUNK);
      const offset = this.#cursor;
      this.#cursor += bytes.length;
      this.#inFlight += bytes.length;
      this.client.terminalData({ terminal: this.terminal, offset, bytes });
    }
  }

  /** The client's screen took in `bytes`. What was overwritten while it slept is skipped; it sees that by the next offset. */
  take(bytes: number, now: number): void {
    this.#inFlight = Math.max(0, this.#inFlight - bytes);
    this.#lastTakenAt = now;
    this.#asleep = false;
    this.pump();
  }

  /** Puts a client to sleep that holds the PTY and has taken nothing since `since` (ms). */
  sleepIfSilentSince(since: number): void {
    if (this.lag >= LOW_WATER && this.#lastTakenAt <= since) this.#asleep = true;
  }
}
