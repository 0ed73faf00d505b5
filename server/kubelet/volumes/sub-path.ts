// A part of a volume, bound to a place that no container can reach, and from there into the container: what was checked
// is what is mounted. Upstream: pkg/volume/util/subpath/subpath_linux.go doBindSubPath (1.20).
import { type FileHandle, mkdir, readlink, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { mountAt, mountPoints } from './mount-table';
import { bindDescriptor, MountDeniedError, unmount } from './mounter';
import { openSubPath } from './safe-path';
import { removeEmpty } from './tear-down';

const DIRECTORY_MODE = 0o750;
const FILE_MODE = 0o640;

/**
 * Binds `volumePath/subPath` to `target`, once; returns the path that goes into the container. Throws Error; its text may
 * tell of the host's files and must not reach a status. Deliberate deviation: where this process may not mount (not root),
 * it is the checked path itself, so that a container which replaces it by a link in the moment before the engine mounts it wins.
 */
export async function bindSubPath(volumePath: string, subPath: string, target: string): Promise<string> {
  const source = await openSubPath(volumePath, subPath);
  try {
    if (mountAt(await mountPoints(), target)) {
      if (await isSame(source, target)) return target;
      await unmount(target);
    }
    await makeTarget(target, (await source.stat()).isDirectory());
    await bindDescriptor(source.fd, target);
    if (await isSame(source, target)) return target;
    await unmount(target);
    throw new Error(`${target} is not what was checked`);
  } catch (error) {
    if (!(error instanceof MountDeniedError)) throw error;
    return await readlink(`/proc/self/fd/${source.fd}`);
  } finally {
    await source.close();
  }
}

async function isSame(source: FileHandle, target: string): Promise<boolean> {
  const [a, b] = [await source.stat(), await stat(target)];
  return a.dev === b.dev && a.ino === b.ino;
}

async function makeTarget(target: string, isDirectory: boolean): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: DIRECTORY_MODE });
  // What the last instance had may have been of the other kind.
  await removeEmpty(target);
  if (isDirectory) await mkdir(target, { mode: DIRECTORY_MODE });
  else await writeFile(target, '', { mode: FILE_MODE });
}
