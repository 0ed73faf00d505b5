// Bytes of a log become numbered lines, of which the newest are kept until they are read.

/** A line without an end is cut here, characters. */
const MAX_LINE = 32_768;

export interface LogPage {
  lines: string[];
  /** Number of the line after the last one. */
  next: number;
}

export class LogLines {
  private readonly decoder = new TextDecoder();
  private rest = '';
  private lines: string[] = [];
  /** Number of the first line kept. */
  private first = 0;
  /** Characters kept. */
  private size = 0;

  push(bytes: Uint8Array): void {
    this.take(this.decoder.decode(bytes, { stream: true }), false);
  }

  /** The log is over: what has no line end is a line too. */
  end(): void {
    this.take(this.decoder.decode(), true);
  }

  /** Characters that nobody has read yet. */
  get unread(): number {
    return this.size;
  }

  /** At most `max` lines from number `from` on; what is before it is read and forgotten. */
  read(from: number, max: number): LogPage {
    const done = Math.max(0, Math.min(this.lines.length, from - this.first));
    for (const line of this.lines.splice(0, done)) this.size -= line.length;
    this.first += done;
    const lines = this.lines.slice(0, max);
    return { lines, next: this.first + lines.length };
  }

  private take(text: string, last: boolean): void {
    const pieces = (this.rest + text).split('\n');
    this.rest = pieces.pop() ?? '';
    if (last && this.rest !== '') {
      pieces.push(this.rest);
      this.rest = '';
    }
    for (const piece of pieces) this.keep(piece);
    while (this.rest.length > MAX_LINE) {
      this.keep(this.rest.slice(0, MAX_LINE));
      this.rest = this.rest.slice(MAX_LINE);
    }
  }

  private keep(line: string): void {
    for (let from = 0; from === 0 || from < line.length; from += MAX_LINE) {
      const part = line.slice(from, from + MAX_LINE);
      this.lines.push(part);
      this.size += part.length;
    }
  }
}
