// Volumes go: unmounted first, removed then. What is still mounted is never removed, for it may be a directory of the host.
// Upstream: TearDown of the volume plugins; kubelet_volumes.go cleanupOrphanedPodDirs (1.20).
import { readdir, rm, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './go-error';
import type { MemoryFallback } from './memory-fallback';
import { atOrBelow, mountPoints } from './mount-table';
import { unmountTree } from './mounter';
import { kindOfDirectory, readyDirectory, subPathsDirectory, type VolumeKind, volumeDirectory } from './paths';

/** What a pod has on the disk of one volume. */
export interface PresentVolume {
  kind: VolumeKind;
  name: string;
}

/** Volumes of which an earlier kubelet left something in a pod's directory. Never throws. */
export async function volumesOnDisk(podDir: string): Promise<PresentVolume[]> {
  const names = async (directory: string) => readdir(directory).catch(() => []);
  const volumes = join(podDir, 'volumes');
  const found = await Promise.all(
    (await names(volumes)).map(async (plugin) => {
      const kind = kindOfDirectory(plugin);
      return kind ? (await names(join(volumes, plugin))).map((name) => ({ kind, name })) : [];
    }),
  );
  return found.flat();
}

/** Removes one volume of a pod: what containers had of it, its mounts, its files. Idempotent. Throws Error, and then some of it is left. */
export async function tearDownVolume(
  podDir: string,
  { kind, name }: PresentVolume,
  fallback: MemoryFallback,
): Promise<void> {
  await cleanSubPaths(subPathsDirectory(podDir, name));
  if (kind === 'hostPath') return;
  const directory = volumeDirectory(podDir, kind, name);
  await rm(readyDirectory(podDir, kind, name), { recursive: true, force: true });
  if (!(await fallback.release(directory))) await removeUnmounted(directory);
}

/** Removes a pod's directory with all that is mounted below it. Throws Error, and then some of it is left. */
export async function tearDownPod(podDir: string, fallback: MemoryFallback): Promise<void> {
  for (const volume of await volumesOnDisk(podDir)) await tearDownVolume(podDir, volume, fallback);
  for (const volume of await readdir(join(podDir, 'volume-subpaths')).catch(() => [])) {
    await cleanSubPaths(subPathsDirectory(podDir, volume));
  }
  await removeUnmounted(podDir);
}

async function removeUnmounted(directory: string): Promise<void> {
  await unmountTree(directory);
  const [left] = atOrBelow(await mountPoints(), directory);
  if (left) throw new Error(`${left.path} is still mounted`);
  await rm(directory, { recursive: true, force: true });
}

/** volume-subpaths/<volume>/<container>/<n>: each a mount point, and an empty file or directory beneath. */
async function cleanSubPaths(directory: string): Promise<void> {
  await unmountTree(directory);
  for (const container of await readdir(directory).catch(() => [])) {
    for (const index of await readdir(join(directory, container))) await removeEmpty(join(directory, container, index));
    await rmdir(join(directory, container));
  }
  await rmdir(directory).catch(unless('ENOENT'));
}

/** Never what is in it: if it should be mounted after all, the kernel refuses. */
export async function removeEmpty(path: string): Promise<void> {
  await rmdir(path).catch(async (error: unknown) => {
    unless('ENOENT', 'ENOTDIR')(error);
    if (errorCode(error) === 'ENOTDIR') await unlink(path);
  });
}

const unless =
  (...codes: string[]) =>
  (error: unknown): void => {
    if (!codes.includes(errorCode(error))) throw error;
  };
