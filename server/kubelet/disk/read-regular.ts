// Reading a file that somebody else may be writing, or may have replaced by something else: never waits for the other end of a pipe,
// never reads more than it was allowed.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Opening a named pipe must not wait for a writer. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
const CHUNK = 64 * 1024;

/** What a small text (a certificate, a configuration) may have, bytes. */
export const MAX_TEXT_BYTES = 1024 * 1024;

const failure = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: read '${path}'`), { code, syscall: 'read', path });

/** The whole of a regular file. Throws the system's error; EINVAL for what is no regular file, EFBIG above `limit` bytes. */
export async function readRegular(path: string, limit = MAX_TEXT_BYTES): Promise<Buffer> {
  const file = await open(path, FLAGS);
  try {
    const stats = await file.stat();
    if (stats.isDirectory()) throw failure('EISDIR', path);
    if (!stats.isFile()) throw failure('EINVAL', path);
    return await readAtMost(file, limit, path);
  } finally {
    await file.close();
  }
}

/** The rest of an open file, however it grows meanwhile. Throws EFBIG above `limit` bytes. */
export async function readAtMost(file: FileHandle, limit: number, path = ''): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, null);
    if (bytesRead === 0) return Buffer.concat(parts);
    length += bytesRead;
    if (length > limit) throw failure('EFBIG', path);
    parts.push(buffer.subarray(0, bytesRead));
  }
}

/** As `readRegular`, at once. */
export function readRegularSync(path: string, limit = MAX_TEXT_BYTES): Buffer {
  const file = openSync(path, FLAGS);
  try {
    const stats = fstatSync(file);
    if (stats.isDirectory()) throw failure('EISDIR', path);
    if (!stats.isFile()) throw failure('EINVAL', path);
    const buffer = Buffer.alloc(limit + 1);
    let length = 0;
    for (let got = 1; got > 0 && length < buffer.length; length += got) {
      got = readSync(file, buffer, length, buffer.length - length, null);
    }
    if (length > limit) throw failure('EFBIG', path);
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
