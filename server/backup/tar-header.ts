// One header of a POSIX tar archive (IEEE Std 1003.1, pax): as much of it as a backup has, and enough to refuse the rest by its kind.

export const BLOCK = 512;

export interface TarHeader {
  path: string;
  /** Type flag: `0` file, `5` directory, `x` extended header of the next entry; anything else is refused. */
  kind: string;
  /** Permission bits. */
  mode: number;
  /** Bytes of content. */
  size: number;
}

const NAME_BYTES = 100;
/** Eleven octal digits. */
const MAX_SIZE = 8 ** 11 - 1;

/** The blocks in front of an entry's content. A path over 100 bytes gets an extended header. */
export function encodeHeader({ path, kind, mode, size }: TarHeader): Buffer {
  if (size > MAX_SIZE) throw new RangeError(`too large for a tar archive: ${path}`);
  if (Buffer.byteLength(path) <= NAME_BYTES) return block(path, kind, mode, size);
  const record = paxRecord('path', path);
  return Buffer.concat([block('path', 'x', 0o600, record.length), padded(record), block('long', kind, mode, size)]);
}

/** Content with what fills its last block. */
export const padded = (content: Buffer): Buffer => Buffer.concat([content, Buffer.alloc(paddingOf(content.length))]);

export const paddingOf = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** Undefined for a block of zeros (the end) and `'broken'` when the checksum does not fit. */
export function decodeHeader(bytes: Buffer): TarHeader | undefined | 'broken' {
  if (bytes.every((byte) => byte === 0)) return undefined;
  const number = (from: number, to: number) => Number.parseInt(text(bytes, from, to).trim() || '0', 8);
  if (number(148, 156) !== checksum(bytes)) return 'broken';
  const prefix = text(bytes, 257, 262) === 'ustar' ? text(bytes, 345, 500) : '';
  const name = text(bytes, 0, NAME_BYTES);
  const size = number(124, 136);
  if (!Number.isSafeInteger(size) || size < 0) return 'broken';
  return {
    path: prefix ? `${prefix}/${name}` : name,
    kind: text(bytes, 156, 157) || '0',
    mode: number(100, 108) & 0o777,
    size,
  };
}

/** The path in an extended header; undefined when it says none or says anything else that we never write. */
export function pathInPax(content: Buffer): string | undefined {
  const found = /^(\d+) path=([^\n]+)\n$/.exec(content.toString('utf8'));
  return found && Number(found[1]) === content.length ? found[2] : undefined;
}

function block(path: string, kind: string, mode: number, size: number): Buffer {
  const bytes = Buffer.alloc(BLOCK);
  bytes.write(path, 0, NAME_BYTES);
  bytes.write(octal(mode, 7), 100);
  bytes.write(octal(0, 7), 108);
  bytes.write(octal(0, 7), 116);
  bytes.write(octal(size, 11), 124);
  bytes.write(octal(0, 11), 136);
  bytes.write(kind, 156);
  bytes.write('ustar\x0000', 257);
  bytes.write(`${octal(checksum(bytes), 6)}\0 `, 148);
  return bytes;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

function text(bytes: Buffer, from: number, to: number): string {
  const field = bytes.subarray(from, to);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? field.length : end).toString('utf8');
}

/** Of all bytes, with blanks in the checksum's own field. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (const [at, byte] of bytes.entries()) sum += at >= 148 && at < 156 ? 0x20 : byte;
  return sum;
}

/** `<length> <key>=<value>\n`; the length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}
