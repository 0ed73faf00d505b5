/** There were fewer bytes than asked for. */
export class EndOfBytes extends Error {
  override name = 'EndOfBytes';
}

/** Takes exact numbers of bytes from a stream, holding no more of it than one of its chunks. */
export class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** Rejects with EndOfBytes, or with what the stream failed with. Keep `count` small: it is gathered in memory. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const chunk of this.chunks(count)) parts.push(chunk);
    return Buffer.concat(parts);
  }

  /** The next `count` bytes, in pieces as they come. */
  async *chunks(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.held.length === 0 && !(await this.more())) throw new EndOfBytes();
      const piece = this.held.subarray(0, left);
      this.held = this.held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** Reads to the end; rejects with EndOfBytes when more than `most` bytes are left. */
  async drain(most: number): Promise<void> {
    let left = most - this.held.length;
    while (await this.more()) {
      left -= this.held.length;
      if (left < 0) throw new EndOfBytes();
    }
  }

  private async more(): Promise<boolean> {
    const { value, done } = await this.source.next();
    if (done) return false;
    this.held = value;
    return true;
  }
}
