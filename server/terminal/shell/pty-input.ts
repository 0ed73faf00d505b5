import { writeSync } from 'node:fs';
import type { IPty } from '@lydell/node-pty';
import type { Clock } from '../clock';

const FIRST_RETRY_MS = 4;
const LAST_RETRY_MS = 64;
const INTERRUPT = '\x03';

/**
 * Types into a PTY without ever blocking. node-pty's own `write` must not be used: libuv treats the master side as a blocking
 * stream and spins the event loop until somebody reads, so that one large paste into a program that doesn't read its input
 * would stop the whole server. The descriptor itself is non-blocking; what the kernel doesn't take now waits here.
 */
export class PtyInput {
  #queue: Buffer[] = [];
  #waiting: (() => void) | null = null;
  #retryMs = FIRST_RETRY_MS;

  constructor(
    private readonly pty: IPty,
    private readonly clock: Clock,
  ) {}

  /** Bytes that the kernel has not taken yet. */
  get queued(): number {
    return this.#queue.reduce((sum, bytes) => sum + bytes.length, 0);
  }

  write(data: string): void {
    // What was typed ahead of an interrupt is void, as in the kernel's own queue.
    if (data === INTERRUPT) this.#queue = [];
    this.#queue.push(Buffer.from(data));
    if (!this.#waiting || data === INTERRUPT) this.#drain();
  }

  stop(): void {
    this.#waiting?.();
    this.#waiting = null;
    this.#queue = [];
  }

  #drain(): void {
    this.#waiting?.();
    this.#waiting = null;
    for (let bytes = this.#queue[0]; bytes; bytes = this.#queue[0]) {
      const written = this.#writeSome(bytes);
      if (written > 0) this.#retryMs = FIRST_RETRY_MS;
      if (written === bytes.length) this.#queue.shift();
      else if (written >= 0) {
        this.#queue[0] = bytes.subarray(written);
        this.#waiting = this.clock.after(this.#retryMs, () => this.#drain());
        this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
        return;
      } else this.#queue = [];
    }
  }

  /** Bytes the kernel took; -1 when the terminal is closed. */
  #writeSome(bytes: Buffer): number {
    const fd = openDescriptor(this.pty);
    if (fd === null) return -1;
    try {
      return writeSync(fd, bytes);
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? 0 : -1;
    }
  }
}

/** node-pty has both, but not in its types. Null once the socket is destroyed: the number may then be someone else's file. */
function openDescriptor(pty: IPty): number | null {
  const fd: unknown = Reflect.get(pty, 'fd');
  const socket: unknown = Reflect.get(pty, '_socket');
  const open = typeof socket === 'object' && socket !== null && Reflect.get(socket, 'destroyed') === false;
  return open && typeof fd === 'number' ? fd : null;
}
