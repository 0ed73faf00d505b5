// Writes a data folder into one archive. The server may go on meanwhile: it replaces its files whole, so each one is as it was at some moment.
import { createWriteStream } from 'node:fs';
import { lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CONTENTS, type Contents, isPassing, isPlainPath, SEATS } from './layout';
import { refuse } from './refused';
import { BLOCK, encodeHeader, padded, paddingOf } from './tar-header';

export interface Saved {
  files: number;
  /** Before compression. */
  bytes: number;
  /** Links, sockets and the like, and names that are no text: not in the archive. */
  leftOut: string[];
}

/** The archive appears under its name when it is complete, readable by its owner only. Rejects with Refused or a system error. */
export async function saveBackup(dataDir: string, file: string, version: string, at: Date): Promise<Saved> {
  if (await exists(file)) refuse('fileExists', { file });
  const beginning = `${file}.part`;
  const saved: Saved = { files: 0, bytes: 0, leftOut: [] };
  const first: Contents = { format: 1, version, at: at.toISOString(), seats: await foldersIn(join(dataDir, SEATS)) };
  try {
    const source = Readable.from(archive(dataDir, first, saved));
    await pipeline(source, createGzip(), createWriteStream(beginning, { mode: 0o600, flush: true }));
    await rename(beginning, file);
  } catch (error) {
    await rm(beginning, { force: true });
    throw error;
  }
  return saved;
}

async function* archive(dataDir: string, first: Contents, saved: Saved): AsyncGenerator<Buffer> {
  const text = Buffer.from(JSON.stringify(first));
  yield encodeHeader({ path: CONTENTS, kind: '0', mode: 0o600, size: text.length });
  yield padded(text);
  yield* below(dataDir, '', saved);
  yield Buffer.alloc(2 * BLOCK);
}

async function* below(dataDir: string, folder: string, saved: Saved): AsyncGenerator<Buffer> {
  for (const name of (await readdir(join(dataDir, folder))).sort()) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (isPassing(path)) continue;
    const found = await lstat(join(dataDir, path)).catch(ignoreMissing);
    if (!found) continue;
    const mode = found.mode & 0o777;
    if (!isPlainPath(path) || !(found.isFile() || found.isDirectory())) saved.leftOut.push(path);
    else if (found.isDirectory()) {
      yield encodeHeader({ path: `${path}/`, kind: '5', mode, size: 0 });
      yield* below(dataDir, path, saved);
    } else yield* oneFile(join(dataDir, path), path, mode, saved);
  }
}

/** As long as it was when opened: a file that grows meanwhile is cut, one that shrinks is filled with zeros, as tar does. */
async function* oneFile(file: string, path: string, mode: number, saved: Saved): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r').catch(ignoreMissing);
  if (!handle) return;
  try {
    const { size } = await handle.stat();
    yield encodeHeader({ path, kind: '0', mode, size });
    let left = size;
    while (left > 0) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(left, 256 * 1024)), 0);
      yield bytesRead > 0 ? buffer.subarray(0, bytesRead) : buffer;
      left -= bytesRead > 0 ? bytesRead : buffer.length;
    }
    yield Buffer.alloc(paddingOf(size));
    saved.files += 1;
    saved.bytes += size;
  } finally {
    await handle.close();
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const rows = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing);
  return (rows ?? []).filter((row) => row.isDirectory()).map((row) => row.name);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

const exists = async (file: string): Promise<boolean> => (await lstat(file).catch(ignoreMissing)) !== undefined;
