import type { Clock } from './clock';

const WINDOW_MS = 6;
const FULL_BYTES = 64 * 1024;

/**
 * Calls `flush` at once for the first byte after a quiet moment (a keystroke's echo must not wait) and then at most every six
 * milliseconds or 64 KB: fewer, larger frames are what keeps a flood cheap.
 */
export class Batch {
  #waiting = 0;
  #open = false;
  #cancel = () => {};

  constructor(
    private readonly flush: () => void,
    private readonly clock: Clock,
  ) {}

  add(bytes: number): void {
    this.#waiting += bytes;
    if (!this.#open || this.#waiting >= FULL_BYTES) this.#send();
  }

  /** Sends what waits and stops. */
  end(): void {
    this.#cancel();
    this.#open = true;
    this.flush();
  }

  #send(): void {
    this.#cancel();
    this.#waiting = 0;
    this.#open = true;
    this.#cancel = this.clock.after(WINDOW_MS, () => {
      this.#open = false;
      if (this.#waiting > 0) this.#send();
    });
    this.flush();
  }
}
