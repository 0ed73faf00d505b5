// Puts an archive back, entry by entry, each checked before anything of it is written. All or nothing: the files come into a new
// folder, which gets its name at the end. Only plain files and folders are ever made, so that no entry can reach through another.
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ByteReader, EndOfBytes } from './byte-reader';
import { CONTENTS, type Contents, contents, isPlainPath, seatOf } from './layout';
import { refuse } from './refused';
import { BLOCK, decodeHeader, paddingOf, pathInPax, type TarHeader } from './tar-header';

export interface RestoreLimits {
  entries: number;
  /** Bytes of all files together, after decompression. */
  bytes: number;
}

/** Sixty seats with a hundred megabytes each, and some. */
export const RESTORE_LIMITS: RestoreLimits = { entries: 500_000, bytes: 8e9 };
/** Of an extended header or the list of contents. */
const MAX_TEXT = 64 * 1024;

export interface Restored {
  files: number;
  bytes: number;
  /** Version of Kulissen that made it. */
  version: string;
}

/** `dataDir` must be empty or not exist. Rejects with Refused or a system error; `dataDir` is then as it was. */
export async function restoreBackup(file: string, dataDir: string, limits = RESTORE_LIMITS): Promise<Restored> {
  const there = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (there && there.length > 0) refuse('targetNotEmpty', { folder: dataDir });
  await mkdir(dirname(dataDir), { recursive: true });
  const beginning = await mkdtemp(join(dirname(dataDir), `.${basename(dataDir)}-`));
  try {
    const restored = await unpack(file, beginning, limits);
    if (there) await rmdir(dataDir);
    await rename(beginning, dataDir);
    return restored;
  } catch (error) {
    await rm(beginning, { recursive: true, force: true });
    throw error;
  }
}

async function unpack(file: string, folder: string, limits: RestoreLimits): Promise<Restored> {
  const gunzip = createGunzip();
  // A fault arrives at the reader by way of the destroyed gunzip.
  pipeline(createReadStream(file), gunzip, () => {});
  const reader = new ByteReader(gunzip);
  const unpacking = new Unpacking(reader, folder, limits);
  try {
    return await unpacking.run();
  } catch (error) {
    if (error instanceof EndOfBytes) refuse('cutOff', { path: unpacking.at });
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'Z_BUF_ERROR') refuse('cutOff', { path: unpacking.at });
    if (code.startsWith('Z_')) refuse('notAnArchive', { reason: code });
    throw error;
  } finally {
    gunzip.destroy();
  }
}

class Unpacking {
  /** The entry that is being read, for messages. */
  at = CONTENTS;
  private readonly seen = new Set<string>();
  private seats: readonly string[] = [];
  private files = 0;
  private bytes = 0;

  constructor(
    private readonly reader: ByteReader,
    private readonly folder: string,
    private readonly limits: RestoreLimits,
  ) {}

  async run(): Promise<Restored> {
    const { version, seats } = await this.readContents();
    this.seats = seats;
    for (let header = await this.nextHeader(); header; header = await this.nextHeader()) await this.take(header);
    // To the end, so that the checksum of the whole is checked.
    await this.reader.drain(2 * BLOCK * 20);
    return { files: this.files, bytes: this.bytes, version };
  }

  private async readContents(): Promise<Contents> {
    const header = decodeHeader(await this.reader.take(BLOCK));
    if (!header || header === 'broken' || header.path !== CONTENTS || header.kind !== '0' || header.size > MAX_TEXT)
      return refuse('notAnArchive', { reason: CONTENTS });
    const text = (await this.reader.take(header.size + paddingOf(header.size))).subarray(0, header.size).toString();
    const found = parsed(text);
    const format = typeof found === 'object' && found !== null && 'format' in found ? String(found.format) : '?';
    const result = contents.safeParse(found);
    return result.success ? result.data : refuse('otherFormat', { found: format.slice(0, 40) });
  }

  /** With its long path, if it has one. Undefined at the end. */
  private async nextHeader(): Promise<TarHeader | undefined> {
    const header = decodeHeader(await this.reader.take(BLOCK));
    if (header === undefined) return undefined;
    if (header === 'broken') return refuse('cutOff', { path: this.at });
    if (header.kind !== 'x') return header;
    if (header.size > MAX_TEXT) return refuse('badPath', { path: header.path });
    const content = await this.reader.take(header.size + paddingOf(header.size));
    const path = pathInPax(content.subarray(0, header.size));
    const next = decodeHeader(await this.reader.take(BLOCK));
    if (path === undefined || next === undefined || next === 'broken') return refuse('badPath', { path: header.path });
    return { ...next, path };
  }

  private async take({ path: written, kind, mode, size }: TarHeader): Promise<void> {
    const path = kind === '5' ? written.replace(/\/$/, '') : written;
    this.at = path;
    if (!isPlainPath(path)) refuse('badPath', { path: shown(path) });
    if (kind !== '0' && kind !== '5') refuse('badKind', { path, kind });
    if (this.seen.has(path)) refuse('twice', { path });
    const seat = seatOf(path);
    if (seat !== undefined && !this.seats.includes(seat)) refuse('foreignSeat', { path });
    this.seen.add(path);
    if (this.seen.size > this.limits.entries) refuse('tooMany', { limit: this.limits.entries });
    const target = join(this.folder, path);
    if (kind === '5') await this.makeFolder(target, path, mode, size);
    else await this.makeFile(target, path, mode, size);
  }

  private async makeFolder(target: string, path: string, mode: number, size: number): Promise<void> {
    if (size !== 0) refuse('badKind', { path, kind: '5' });
    await orClash(path, () => mkdir(target, { recursive: true }));
    // Whoever restores must be able to go on writing into it.
    await chmod(target, mode | 0o700);
  }

  private async makeFile(target: string, path: string, mode: number, size: number): Promise<void> {
    this.bytes += size;
    if (this.bytes > this.limits.bytes) refuse('tooLarge', { path, limit: this.limits.bytes });
    const handle = await orClash(path, async () => {
      await mkdir(dirname(target), { recursive: true });
      return open(target, 'wx', mode);
    });
    try {
      for await (const chunk of this.reader.chunks(size)) await handle.writeFile(chunk);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await this.reader.take(paddingOf(size));
    this.files += 1;
  }
}

/** A file where another entry needs a folder, or the other way round. */
async function orClash<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EEXIST', 'EISDIR', 'ENOTDIR'].includes(code)) throw error;
    return refuse('twice', { path });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A path from a stranger, fit for a terminal. */
const shown = (path: string): string => JSON.stringify(path.slice(0, 200)).slice(1, -1);
