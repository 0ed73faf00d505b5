// What a name may lead to. Names are validated by schema on arrival; the disk is asked again here, because a learner's shell can put
// links and folders behind any name.
import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ack } from '@/lib/protocol/events';
import { FILE_NAME, MAX_FILE_BYTES } from '@/lib/protocol/limits';
import { leadsOutside } from './listing';
import { codeOf, done, failed, systemFailure } from './results';

/** Longest name that file systems take, in bytes. */
const MAX_NAME_BYTES = 253;

export function checkName(file: string): Ack<string> {
  const good = FILE_NAME.test(file) && Buffer.byteLength(file) <= MAX_NAME_BYTES;
  return good ? done(file) : failed('BadFileName', { file });
}

export interface Target {
  path: string;
  /** null: nothing of this name. */
  stats: Stats | null;
}

/** A name that may be written or removed: free, or a regular file of this very folder. The folder itself may be missing, not a link. */
export async function writable(dir: string, file: string): Promise<Ack<Target>> {
  const name = checkName(file);
  if (!name.ok) return name;
  const folder = await lstatOrNull(dir);
  if (folder && !folder.isDirectory()) return failed('WriteFailed', { file, message: `${dir} is not a directory` });
  const path = join(dir, file);
  const stats = folder && (await lstatOrNull(path));
  if (stats?.isSymbolicLink() && (await leadsOutside(dir, file).catch(() => true))) {
    return failed('WriteFailed', { file, message: `${file} is a symbolic link out of the folder` });
  }
  if (stats && !stats.isFile() && !stats.isSymbolicLink()) {
    return failed('WriteFailed', { file, message: `${file} is not a regular file` });
  }
  return done({ path, stats });
}

/** A name that may be read into the editor: a regular file, not above the editor's limit, not a link out of the folder. */
export async function readable(dir: string, file: string, stats: Stats): Promise<Ack<Stats>> {
  if (!stats.isFile()) return failed('Failed', { message: `${file} is not a regular file` });
  if (stats.size > MAX_FILE_BYTES) return failed('TooLarge', { file, bytes: stats.size, limit: MAX_FILE_BYTES });
  if (await leadsOutside(dir, file))
    return failed('Failed', { message: `${file} is a symbolic link out of the folder` });
  return done(stats);
}

export async function lstatOrNull(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Runs a file operation; a system error becomes the failure that it stands for. */
export async function guarded<T>(file: string, operation: () => Promise<Ack<T>>): Promise<Ack<T>> {
  try {
    return await operation();
  } catch (error) {
    return systemFailure(error, file);
  }
}
