// Writes POSIX ustar archives in memory: all that image layers and `docker load` need.

export type TarEntry = { path: string; mode?: number } & (
  | { kind: 'file'; content: Buffer | string }
  | { kind: 'directory' }
  | { kind: 'symlink'; target: string }
);

const BLOCK = 512;
const TYPE_FLAGS = { file: '0', symlink: '2', directory: '5' } as const;
const DEFAULT_MODES = { file: 0o644, symlink: 0o777, directory: 0o755 } as const;

/** Places of the header's fields: offset and length in bytes. */
const FIELDS = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  link: [157, 100],
  magic: [257, 8],
} as const;

function put(header: Buffer, [offset, length]: readonly [number, number], text: string): void {
  const bytes = Buffer.from(text);
  if (bytes.length > length) throw new RangeError(`too long for a tar header: ${text}`);
  bytes.copy(header, offset);
}

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;

function header(entry: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  put(block, FIELDS.name, entry.kind === 'directory' ? `${entry.path}/` : entry.path);
  put(block, FIELDS.mode, octal(entry.mode ?? DEFAULT_MODES[entry.kind], 8));
  put(block, FIELDS.uid, octal(0, 8));
  put(block, FIELDS.gid, octal(0, 8));
  put(block, FIELDS.size, octal(size, 12));
  put(block, FIELDS.mtime, octal(0, 12));
  put(block, FIELDS.type, TYPE_FLAGS[entry.kind]);
  if (entry.kind === 'symlink') put(block, FIELDS.link, entry.target);
  put(block, FIELDS.magic, 'ustar\x0000');
  // The checksum is taken over a header whose own field holds blanks.
  put(block, FIELDS.checksum, ' '.repeat(8));
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(block, FIELDS.checksum, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** The entries as one archive, owned by root, with the epoch as time: equal entries give equal bytes. Paths up to 99 bytes, without a leading slash. */
export function tarArchive(entries: readonly TarEntry[]): Buffer {
  const blocks: Buffer[] = [];
  for (const entry of entries) {
    const content = entry.kind === 'file' ? Buffer.from(entry.content) : Buffer.alloc(0);
    blocks.push(header(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK));
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}
