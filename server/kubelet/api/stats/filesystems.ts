// Room on file systems, and what is used below a directory.
import type { Stats } from 'node:fs';
import { lstat, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { nearestExisting } from '../../disk/machine';

export interface FileSystem {
  availableBytes: number;
  capacityBytes: number;
  usedBytes: number;
  inodesFree: number;
  inodes: number;
  inodesUsed: number;
}

/** The file system that a path lies on; null where it can't be asked. */
export async function fileSystemOf(path: string): Promise<FileSystem | null> {
  try {
    const { bsize, blocks, bfree, bavail, files, ffree } = await statfs(nearestExisting(path));
    return {
      availableBytes: bavail * bsize,
      capacityBytes: blocks * bsize,
      usedBytes: (blocks - bfree) * bsize,
      inodesFree: ffree,
      inodes: files,
      inodesUsed: files - ffree,
    };
  } catch {
    return null;
  }
}

export interface DirectoryUse {
  usedBytes: number;
  inodesUsed: number;
}

const BLOCK_BYTES = 512;

/** As `du -x` and `find -xdev | wc -l` count (pkg/volume/util/fs, 1.20); null where it can't be read. Links are not followed. */
export async function directoryUse(path: string): Promise<DirectoryUse | null> {
  try {
    const top = await lstat(path);
    const use: DirectoryUse = { usedBytes: 0, inodesUsed: 0 };
    await count(path, top, top.dev, new Set(), use);
    return use;
  } catch {
    return null;
  }
}

async function count(path: string, stats: Stats, device: number, seen: Set<number>, use: DirectoryUse): Promise<void> {
  if (stats.dev !== device) return;
  use.inodesUsed += 1;
  // A file with several names takes its room once.
  if (!seen.has(stats.ino)) use.usedBytes += stats.blocks * BLOCK_BYTES;
  if (stats.nlink > 1 && !stats.isDirectory()) seen.add(stats.ino);
  if (!stats.isDirectory()) return;
  for (const name of await readdir(path)) {
    const child = join(path, name);
    const found = await lstat(child).catch(() => null);
    // What goes while it is counted does not count.
    if (found) await count(child, found, device, seen, use);
  }
}
