// Writes that a reader sees whole or not at all: temporary dot-file in the same folder (no kubelet reads it), fsync, rename.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lchown, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isTemporary } from './listing';

/** The steps that a full or failing disk can refuse; tests put faults here. */
export interface FileOwner {
  uid: number;
  gid: number;
}
export interface Disk {
  /** Fine when it exists. Its parent does. */
  mkdir(path: string): Promise<void>;
  open(
    path: string,
    flags: number,
    mode: number,
  ): Promise<Pick<FileHandle, 'writeFile' | 'chmod' | 'chown' | 'sync' | 'close'>>;
  rename(from: string, to: string): Promise<void>;
}
export const realDisk: Disk = { open, rename, mkdir: async (path) => void (await mkdir(path, { recursive: true })) };

/** What is made belongs to `owner`. */
export function ownedDisk(disk: Disk, owner: FileOwner | undefined): Disk {
  if (!owner) return disk;
  const { uid, gid } = owner;
  return {
    ...disk,
    async open(path, flags, mode) {
      const file = await disk.open(path, flags, mode);
      await file.chown(uid, gid);
      return file;
    },
    async mkdir(path) {
      await disk.mkdir(path);
      await lchown(path, uid, gid);
    },
  };
}

/**
 * Replaces or creates `name` in `dir` with `content`. `beforeRename` may throw to leave everything as it was (a revision check at
 * the last moment). Throws system errors; the old content is then untouched and the temporary file is gone.
 */
export async function writeWhole(
  disk: Disk,
  dir: string,
  name: string,
  content: Uint8Array,
  mode: number,
  beforeRename: () => Promise<void>,
): Promise<void> {
  const temporary = join(dir, `.kulissen-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const file = await disk.open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await file.writeFile(content);
      await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await beforeRename();
    await disk.rename(temporary, join(dir, name));
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dir);
}

/** Makes the rename itself last; file systems that can't sync a folder are left to their own pace. */
async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, constants.O_RDONLY).catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Removes what a killed server left half-written. */
export async function removeLeftovers(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  await Promise.all(names.filter(isTemporary).map((name) => unlink(join(dir, name)).catch(() => undefined)));
}
