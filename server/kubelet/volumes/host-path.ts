// hostPath: nothing is mounted here, the host's path itself goes into the container. Only its type is checked.
// Upstream: pkg/volume/hostpath/host_path.go (1.20).
import { mkdir, open, stat } from 'node:fs/promises';
import type { Volume } from '@/lib/k8s/pod-parts';

type Stats = Awaited<ReturnType<typeof stat>>;

const TYPES: Record<string, { is(stats: Stats): boolean; words: string }> = {
  Directory: { is: (stats) => stats.isDirectory(), words: 'directory' },
  File: { is: (stats) => stats.isFile(), words: 'file' },
  Socket: { is: (stats) => stats.isSocket(), words: 'socket' },
  CharDevice: { is: (stats) => stats.isCharacterDevice(), words: 'character device' },
  BlockDevice: { is: (stats) => stats.isBlockDevice(), words: 'block device' },
};

/** Checks the type, and makes what `DirectoryOrCreate` and `FileOrCreate` may make. Throws Error with upstream's text. */
export async function setUpHostPath({ path = '', type = '' }: NonNullable<Volume['hostPath']>): Promise<void> {
  if (type === '') return;
  const found = await stat(path).catch(() => null);
  if (!found && type === 'DirectoryOrCreate') {
    await mkdir(path, { recursive: true, mode: 0o755 });
    return;
  }
  if (!found && type === 'FileOrCreate') {
    const file = await open(path, 'a', 0o644);
    await file.close();
    return;
  }
  const expected = TYPES[type.replace(/OrCreate$/, '')];
  if (!expected) throw new Error(`${type} is an invalid volume type`);
  if (!found || !expected.is(found)) throw new Error(`hostPath type check failed: ${path} is not a ${expected.words}`);
}
