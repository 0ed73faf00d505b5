// emptyDir with medium Memory where this process may not mount (not root). Deliberate deviation: upstream needs root.
// The engine's own tmpfs would not be shared between containers and would be empty after each restart; a directory of
// /dev/shm is memory too, and behaves as the volume does. Where there is none either, the volume is on the disk, and says so.
import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readlink, rm, rmdir, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StaticPod } from '@/lib/k8s/types';
import { mountAt, mountPoints } from './mount-table';

const SHARED_MEMORY = '/dev/shm';

interface FallbackOptions {
  /** --root-dir: each kubelet has a directory of its own. */
  rootDir: string;
  /** What a learner should know, in one sentence. */
  tell(pod: StaticPod, message: string): void;
}

export class MemoryFallback {
  private readonly home: string;

  constructor(private readonly options: FallbackOptions) {
    const id = createHash('sha256').update(options.rootDir).digest('hex').slice(0, 12);
    this.home = join(SHARED_MEMORY, `kulissen-${id}`);
  }

  /** Puts memory in the place of a volume's directory, if there is any. `why`: what kept it from being mounted. */
  async provide(pod: StaticPod, directory: string, why: string): Promise<void> {
    const volume = basename(directory);
    const target = join(this.home, pod.metadata.uid, volume);
    try {
      await this.openHome();
      await mkdir(target, { recursive: true });
      await chmod(target, 0o777);
      await rmdir(directory);
      await symlink(target, directory);
      this.options.tell(
        pod,
        `The kubelet may not mount a tmpfs (${why}): volume "${volume}" is a directory of ${SHARED_MEMORY}`,
      );
    } catch {
      await mkdir(directory, { recursive: true });
      await chmod(directory, 0o777);
      this.options.tell(
        pod,
        `The kubelet may not mount a tmpfs (${why}): volume "${volume}" is on the disk, not in memory`,
      );
    }
  }

  /** Removes the memory behind a volume's directory; false if the directory is no link to any. */
  async release(directory: string): Promise<boolean> {
    const target = await readlink(directory).catch(() => '');
    // The link is ours, but its name is not proof enough to remove things by it.
    if (dirname(dirname(target)) !== this.home) return false;
    await rm(target, { recursive: true, force: true });
    await rm(directory);
    // The last one takes the directories with it; others still need them.
    for (const empty of [dirname(target), this.home]) await rmdir(empty).catch(() => undefined);
    return true;
  }

  /** Everybody may write to /dev/shm: a directory that somebody else has put there is not used. */
  private async openHome(): Promise<void> {
    if (mountAt(await mountPoints(), SHARED_MEMORY)?.fileSystem !== 'tmpfs') throw new Error('no shared memory');
    await mkdir(this.home, { recursive: true, mode: 0o700 });
    const home = await lstat(this.home);
    const isOurs = home.isDirectory() && home.uid === process.geteuid?.() && (home.mode & 0o077) === 0;
    if (!isOurs) throw new Error(`${this.home} is not ours`);
  }
}
