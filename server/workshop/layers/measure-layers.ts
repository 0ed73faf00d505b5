// How much containers have written into their own layers. Directories are a stranger's: they are counted by du, which follows no link and
// reaches any depth, and what it can't see, deleted files that somebody still writes to, is counted through the processes that hold them.
import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCK_BYTES = 512;
/** A count that takes longer is given up, ms. */
const PATIENCE_MS = 20_000;
const CGROUPS = '/sys/fs/cgroup';

export interface Written {
  bytes: number;
  files: number;
}

/**
 * Of each directory; one that is gone is missing, one that takes longer than `patienceMs` has Infinity. Rejects where nothing can be
 * counted at all.
 */
export async function directoriesUse(
  directories: readonly string[],
  patienceMs = PATIENCE_MS,
): Promise<Map<string, Written>> {
  if (directories.length === 0) return new Map();
  const count = (what: string) => counted(what, directories, patienceMs);
  const [bytes, files] = await Promise.all([count('--block-size=1'), count('--inodes')]);
  return new Map([...bytes].map(([path, size]) => [path, { bytes: size, files: files.get(path) ?? 0 }]));
}

async function counted(what: string, directories: readonly string[], patienceMs: number): Promise<Map<string, number>> {
  const { sizes, complete } = await du(what, directories, patienceMs);
  if (complete) return sizes;
  // One tree without end is not to hide the others.
  for (const path of directories.filter((each) => !sizes.has(each))) {
    const alone = await du(what, [path], patienceMs);
    const size = alone.complete ? alone.sizes.get(path) : Number.POSITIVE_INFINITY;
    if (size !== undefined) sizes.set(path, size);
  }
  return sizes;
}

interface Counted {
  sizes: Map<string, number>;
  /** False: it was ended before its end. */
  complete: boolean;
}

function du(what: string, directories: readonly string[], patienceMs: number): Promise<Counted> {
  const argv = ['-n', '10', 'du', '--summarize', '--one-file-system', what, '--', ...directories];
  return new Promise((resolve, reject) => {
    // A signal, not execFile's timeout: that closes the output before it ends the process, and one that ends by itself just then has
    // counted everything and said nothing.
    const late = AbortSignal.timeout(patienceMs);
    execFile('nice', argv, { signal: late, maxBuffer: 1 << 22 }, (error, out) => {
      const complete = error?.name !== 'AbortError';
      // 1: something went while it was counted. Others: there is no du, or no nice.
      if (error && complete && error.code !== 1) return reject(error);
      const rows = out.split('\n').flatMap((row): [string, number][] => {
        const [, size, path] = /^(\d+)\t(.+)$/.exec(row) ?? [];
        return path === undefined ? [] : [[path, Number(size)]];
      });
      resolve({ sizes: new Map(rows), complete });
    });
  });
}

/**
 * Bytes of deleted files on a container's own file system that its processes hold open; null when the process is none of this container's
 * any more. `pid`: of its first process, as this host counts; `id`: the container's full id, which its cgroup is named after.
 */
export async function deletedBytes(pid: number, id: string): Promise<number | null> {
  const root = await stat(`/proc/${pid}/root`).catch(() => null);
  const members = await processesOf(pid, id);
  if (!root || !members) return null;
  const seen = new Map<number, number>();
  for (const member of members) {
    const folder = `/proc/${member}/fd`;
    for (const fd of await readdir(folder).catch(() => [])) {
      const file = await stat(join(folder, fd)).catch(() => null);
      if (file?.isFile() && file.nlink === 0 && file.dev === root.dev) seen.set(file.ino, file.blocks * BLOCK_BYTES);
    }
  }
  return [...seen.values()].reduce((all, bytes) => all + bytes, 0);
}

/** Ids of the processes in the container's cgroup; null when that of `pid` is another. */
async function processesOf(pid: number, id: string): Promise<string[] | null> {
  const groups = (await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => ''))
    .split('\n')
    .map((row) => row.split(':'));
  const v1 = groups.find(([, controllers]) => controllers === 'pids');
  const path = (v1 ?? groups.find(([hierarchy]) => hierarchy === '0'))?.slice(2).join(':');
  if (!path?.includes(id)) return null;
  const list = await readFile(join(CGROUPS, v1 ? 'pids' : '', path, 'cgroup.procs'), 'utf8').catch(() => '');
  return list.split('\n').filter((member) => member !== '');
}
