// fsGroup: what is in a volume belongs to the pod's group. Upstream: pkg/volume/volume_linux.go SetVolumeOwnership (1.20).
import { chmod, lchown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const READ_WRITE = 0o660;
const READ_ONLY = 0o440;
const DIRECTORY = 0o2110;
const MODE_BITS = 0o7777;
/** Leaves the owner as it is. */
const KEEP = -1;

/** Gives a directory and all below it to a group. Throws what the file system throws (EPERM: not root). */
export async function giveToGroup(directory: string, group: number, { readOnly = false } = {}): Promise<void> {
  const mask = readOnly ? READ_ONLY : READ_WRITE;
  const visit = async (path: string): Promise<void> => {
    const entry = await lstat(path);
    await lchown(path, KEEP, group);
    // A symbolic link has no mode of its own: chmod would follow it.
    if (entry.isSymbolicLink()) return;
    const isDirectory = entry.isDirectory();
    await chmod(path, (entry.mode & MODE_BITS) | mask | (isDirectory ? DIRECTORY : 0));
    if (!isDirectory) return;
    for (const name of await readdir(path)) await visit(join(path, name));
  };
  await visit(directory);
}
