// A reader of JSON bytes that behaves like the one in json-iterator, faults included: it remembers the first fault, with the bytes
// around it, and reads on. Upstream: github.com/json-iterator/go 1.1.10 (iter.go, iter_int.go, iter_str.go, iter_skip_strict.go).

export const code = (c: string): number => c.charCodeAt(0);
const QUOTE = code('"');
const SPACES = [0x20, 0x0a, 0x0d, 0x09];
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
/** Longer numbers overflow whatever they hold. */
const MAX_DIGITS = 40;

/** A byte as text; what is no ASCII cannot stand alone. */
export const char = (byte: number): string => (byte < 0x80 ? String.fromCharCode(byte) : '\ufffd');

export class JsonCursor {
  error: string | null = null;
  protected head = 0;

  constructor(private readonly buf: Uint8Array) {}

  protected text(from: number, to: number): string {
    return new TextDecoder().decode(this.buf.subarray(Math.max(0, from), Math.min(to, this.buf.length)));
  }

  protected report(operation: string, message: string): void {
    if (this.error !== null) return;
    const peek = Math.max(0, this.head - 10);
    const parsing = this.text(peek, this.head + 10);
    const context = this.text(this.head - 50, this.head + 50);
    this.error =
      `${operation}: ${message}, error found in #${this.head - peek} byte of ` +
      `...|${parsing}|..., bigger context ...|${context}|...`;
  }

  /** The next byte that is no space; 0 at the end. */
  protected next(): number {
    while (SPACES.includes(this.buf[this.head] ?? 0)) this.head += 1;
    const byte = this.buf[this.head];
    if (byte === undefined) return 0;
    this.head += 1;
    return byte;
  }

  protected readNil(): boolean {
    if (this.next() === code('n')) {
      this.head += 3;
      return true;
    }
    this.head = Math.max(0, this.head - 1);
    return false;
  }

  /** Up to and including the closing quote; the opening one has been read. */
  private skipString(): void {
    while (this.head < this.buf.length) {
      const byte = this.buf[this.head];
      this.head += byte === code('\\') ? 2 : 1;
      if (byte === QUOTE) return;
    }
  }

  protected readString(): string {
    const c = this.next();
    if (c === QUOTE) {
      const start = this.head;
      this.skipString();
      return this.text(start, this.head - 1);
    }
    if (c === code('n')) this.head += 3;
    else this.report('ReadString', `expects " or n, but found ${char(c)}`);
    return '';
  }

  /** The next value, as text. */
  protected skip(): string {
    this.next();
    this.head = Math.max(0, this.head - 1);
    const start = this.head;
    const c = char(this.next());
    if (c === '"') this.skipString();
    else if (c === 'n' || c === 't') this.head += 3;
    else if (c === 'f') this.head += 4;
    else if (c === '[' || c === '{') this.skipNested();
    else while (/[-+.\deE]/.test(char(this.buf[this.head] ?? 0))) this.head += 1;
    return this.text(start, this.head);
  }

  private skipNested(): void {
    for (let depth = 1; depth > 0 && this.head < this.buf.length; ) {
      const c = char(this.buf[this.head] ?? 0);
      this.head += 1;
      if (c === '"') this.skipString();
      else if (c === '[' || c === '{') depth += 1;
      else if (c === ']' || c === '}') depth -= 1;
    }
  }

  private readUnsigned(first: number, bits: 32 | 64): bigint {
    if (!isDigit(first)) {
      // The original prints its own marker for "no digit" here, a byte that is no text.
      this.report(`readUint${bits}`, 'unexpected character: \ufffd');
      return 0n;
    }
    let digits = char(first);
    while (first !== 0x30 && isDigit(this.buf[this.head])) {
      if (digits.length < MAX_DIGITS) digits += char(this.buf[this.head] ?? 0);
      this.head += 1;
    }
    const value = BigInt(digits);
    if (value >= 2n ** BigInt(bits)) this.report(`readUint${bits}`, 'overflow');
    else if (this.buf[this.head] === code('.')) this.report('assertInteger', 'can not decode float as int');
    return value;
  }

  protected readInteger(bits: 32 | 64): void {
    if (this.readNil()) return;
    const first = this.next();
    const negative = first === code('-');
    if (negative) this.head += 1;
    const value = this.readUnsigned(negative ? (this.buf[this.head - 1] ?? 0) : first, bits);
    const limit = 2n ** BigInt(bits - 1) - (negative ? 0n : 1n);
    if (value > limit) this.report(`ReadInt${bits}`, `overflow: ${value}`);
  }

  protected readBool(): void {
    if (this.readNil()) return;
    const c = char(this.next());
    if (c === 't') this.head += 3;
    else if (c === 'f') this.head += 4;
    else this.report('ReadBool', `expect t or f, but found ${c}`);
  }
}
