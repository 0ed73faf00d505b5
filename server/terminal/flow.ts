import { type Attachment, HIGH_WATER, LOW_WATER } from './attachment';
import type { Clock } from './clock';

/** A tab that takes nothing for so long is asleep (lid closed, background throttled) and may no longer hold the shell. */
export const SILENCE_MS = 5000;
/** Without a client nothing else slows a shell: at most so many bytes a tick, or one `yes` would starve the event loop. */
const TICK_MS = 50;
const TICK_BYTES = 1024 * 1024;

interface Source {
  pause(): void;
  resume(): void;
}

/** Decides when the PTY is read: not while an awake client lags, and not faster than the server can bear. */
export class Flow {
  #held = false;
  #resting = false;
  #tickEndsAt = 0;
  #tickBytes = 0;
  #cancelRest = () => {};
  #cancelSilence = () => {};

  constructor(
    private readonly source: Source,
    private readonly attachments: () => Iterable<Attachment>,
    private readonly clock: Clock,
  ) {}

  /** After `bytes` were read from the PTY. */
  produced(bytes: number): void {
    const now = this.clock.now();
    // A clock set back must not make a tick endless.
    if (now >= this.#tickEndsAt || now < this.#tickEndsAt - TICK_MS) {
      this.#tickEndsAt = now + TICK_MS;
      this.#tickBytes = 0;
    }
    this.#tickBytes += bytes;
    if (this.#tickBytes > TICK_BYTES && !this.#resting) this.#rest(this.#tickEndsAt - now);
    this.review();
  }

  /** After a client came, went or took something in. */
  review(): void {
    const lag = Math.max(0, ...[...this.attachments()].map((attachment) => attachment.lag));
    if (!this.#held && lag > HIGH_WATER) this.#hold();
    else if (this.#held && lag < LOW_WATER) this.#release();
  }

  stop(): void {
    this.#cancelRest();
    this.#cancelSilence();
  }

  #hold(): void {
    this.#held = true;
    this.source.pause();
    this.#watchSilence();
  }

  #release(): void {
    this.#held = false;
    this.#cancelSilence();
    if (!this.#resting) this.source.resume();
  }

  #watchSilence(): void {
    this.#cancelSilence = this.clock.after(SILENCE_MS, () => {
      const since = this.clock.now() - SILENCE_MS;
      for (const attachment of this.attachments()) attachment.sleepIfSilentSince(since);
      this.review();
      if (this.#held) this.#watchSilence();
    });
  }

  #rest(ms: number): void {
    this.#resting = true;
    this.source.pause();
    this.#cancelRest = this.clock.after(ms, () => {
      this.#resting = false;
      if (!this.#held) this.source.resume();
    });
  }
}
