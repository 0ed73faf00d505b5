// The last bytes of a terminal, addressed by their absolute offset since it was opened.

const FIRST_SIZE = 64 * 1024;

export class Ring {
  #buffer: Buffer;
  #end = 0;

  /** `capacity`: bytes kept at most; memory grows towards it only as output comes. */
  constructor(readonly capacity: number) {
    this.#buffer = Buffer.allocUnsafe(Math.min(FIRST_SIZE, capacity));
  }

  /** Offset of the next byte to come = number of bytes ever pushed. */
  get end(): number {
    return this.#end;
  }

  /** Offset of the oldest byte held. */
  get start(): number {
    return Math.max(0, this.#end - this.#buffer.length);
  }

  push(bytes: Buffer): void {
    if (this.#end + bytes.length > this.#buffer.length) this.#grow(this.#end + bytes.length);
    const kept = bytes.length > this.#buffer.length ? bytes.subarray(bytes.length - this.#buffer.length) : bytes;
    const at = (this.#end + bytes.length - kept.length) % this.#buffer.length;
    const first = Math.min(kept.length, this.#buffer.length - at);
    kept.copy(this.#buffer, at, 0, first);
    kept.copy(this.#buffer, 0, first);
    this.#end += bytes.length;
  }

  /** A copy of the bytes from `from` (inclusive) to `to` (exclusive), clamped to what is held. */
  read(from: number, to: number): Buffer {
    const low = Math.max(from, this.start);
    const high = Math.min(to, this.#end);
    if (high <= low) return Buffer.alloc(0);
    const out = Buffer.allocUnsafe(high - low);
    const at = low % this.#buffer.length;
    const first = Math.min(out.length, this.#buffer.length - at);
    this.#buffer.copy(out, 0, at, at + first);
    this.#buffer.copy(out, first, 0, out.length - first);
    return out;
  }

  /** Doubles up to the capacity. Growing happens only before the first wrap, so the held bytes keep their places. */
  #grow(needed: number): void {
    if (this.#buffer.length >= this.capacity) return;
    let size = this.#buffer.length;
    while (size < needed && size < this.capacity) size *= 2;
    const grown = Buffer.allocUnsafe(Math.min(size, this.capacity));
    this.#buffer.copy(grown, 0, 0, this.#end);
    this.#buffer = grown;
  }
}
