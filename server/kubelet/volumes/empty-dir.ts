// emptyDir: a directory of the pod, or memory mounted there. Upstream: pkg/volume/emptydir/empty_dir.go (1.20).
// 1.20 gives a tmpfs no size (SizeMemoryBackedVolumes is alpha): sizeLimit is for eviction alone.
import { chmod, lstat, mkdir, readlink, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { goQuote } from '@/lib/k8s/go-quote';
import type { StaticPod } from '@/lib/k8s/types';
import { errorCode } from './go-error';
import type { MemoryFallback } from './memory-fallback';
import { mountAt, mountPoints } from './mount-table';
import { MountDeniedError, mountHugePages, mountTmpfs } from './mounter';

const DIRECTORY_MODE = 0o750;
const VOLUME_MODE = 0o777;
const HUGE_PAGES = 'HugePages';
const HUGE_RESOURCE = 'hugepages-';

export interface EmptyDirWish {
  pod: StaticPod;
  directory: string;
  /** Where the file `ready` says that the volume is complete. */
  readyDirectory: string;
  /** '', `Memory`, `HugePages` or `HugePages-<size>`. */
  medium: string;
  /** Where memory comes from when this process may not mount; without it the directory stays on the disk. */
  fallback?: MemoryFallback;
}

/** Makes the volume unless it is there already; returns whether it is new. Throws Error with upstream's text. */
export async function setUpEmptyDir(wish: EmptyDirWish): Promise<boolean> {
  const { pod, directory, readyDirectory, medium, fallback } = wish;
  if (await isReady(wish)) return false;
  await makeVolumeDirectory(directory);
  if (medium === 'Memory') {
    await mountTmpfs(directory).catch(async (error: unknown) => {
      if (!(error instanceof MountDeniedError)) throw error;
      await fallback?.provide(pod, directory, error.message);
    });
  } else if (medium.startsWith(HUGE_PAGES)) {
    await mountHugePages(directory, hugePageSize(medium, pod));
  } else if (medium !== '') {
    throw new Error(`unknown storage medium ${goQuote(medium)}`);
  }
  await mkdir(readyDirectory, { recursive: true, mode: DIRECTORY_MODE });
  await writeFile(join(readyDirectory, 'ready'), '');
  return true;
}

/** A directory that was made before stays as it is; memory has to be mounted still (a machine may have been restarted). */
async function isReady({ directory, readyDirectory, medium }: EmptyDirWish): Promise<boolean> {
  const marked = await stat(join(readyDirectory, 'ready')).catch(() => null);
  const present = await stat(directory).catch(() => null);
  if (!marked || !present) return false;
  if (medium === '') return true;
  const isLink = (await readlink(directory).catch(() => '')) !== '';
  return isLink || mountAt(await mountPoints(), directory) !== undefined;
}

/** Mode 0777 whatever the process's umask is. */
async function makeVolumeDirectory(directory: string): Promise<void> {
  await mkdir(dirname(directory), { recursive: true, mode: DIRECTORY_MODE });
  await mkdir(directory).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  const { mode } = await lstat(directory);
  // A volume that was made before may have its group's bit: it stays.
  if ((mode & VOLUME_MODE) !== VOLUME_MODE) await chmod(directory, VOLUME_MODE);
}

/** Page size that a pod's requests ask for, e.g. `2Mi`. */
function hugePageSize(medium: string, { spec }: StaticPod): string {
  const requests = [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ resources }) =>
    Object.keys(resources?.requests ?? {}),
  );
  const sizes = requests.flatMap((name) => (name.startsWith(HUGE_RESOURCE) ? [name.slice(HUGE_RESOURCE.length)] : []));
  const wanted = new Set(medium === HUGE_PAGES ? sizes : sizes.filter((size) => medium === `${HUGE_PAGES}-${size}`));
  if (wanted.size > 1) {
    throw new Error(`medium: ${medium} can't be used if container requests multiple huge page sizes`);
  }
  const [size] = wanted;
  if (size !== undefined) return size;
  throw new Error(`medium ${medium}: hugePages storage requested, but there is no resource request for huge pages`);
}
