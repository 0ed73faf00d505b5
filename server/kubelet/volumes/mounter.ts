// mount(8) and umount(8). Upstream: k8s.io/mount-utils mount_linux.go (1.20), whose error texts reach events.
import { spawn } from 'node:child_process';
import { atOrBelow, mountAt, mountPoints } from './mount-table';

/** The kernel refuses mounts to this process, so it will refuse the next one too. */
export class MountDeniedError extends Error {
  override name = 'MountDeniedError';
}

const DENIED = /permission denied|not permitted|must be superuser|only root/i;

interface Outcome {
  code: number | null;
  output: string;
}

/** Runs a program of util-linux; `descriptor` becomes its file descriptor 3. Rejects when it can't be started. */
function run(program: string, args: readonly string[], descriptor?: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe', ...(descriptor === undefined ? [] : [descriptor])],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** mount(8). Throws MountDeniedError where this process may not mount, else Error with upstream's text. */
async function mount(args: readonly string[], descriptor?: number): Promise<void> {
  const { code, output } = await run('mount', args, descriptor).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new MountDeniedError('there is no mount program', { cause: error });
    throw error;
  });
  if (code === 0) return;
  if (DENIED.test(output)) throw new MountDeniedError(output.trim());
  const detail = `Mounting command: mount\nMounting arguments: ${args.join(' ')}\nOutput: ${output}`;
  throw new Error(`mount failed: exit status ${code ?? 'unknown'}\n${detail}`);
}

/** Mounts an empty tmpfs with the kernel's default size (half of the memory). Throws as mount(). */
export const mountTmpfs = (directory: string): Promise<void> => mount(['-t', 'tmpfs', 'tmpfs', directory]);

/** Mounts huge pages of one size. Throws as mount(). */
export const mountHugePages = (directory: string, pageSize: string): Promise<void> =>
  mount(['-t', 'hugetlbfs', '-o', `pagesize=${pageSize}`, 'nodev', directory]);

/**
 * Binds what an open descriptor refers to. Not its path: that could have become another one since it was opened,
 * hence also `--no-canonicalize`. Throws as mount().
 */
export const bindDescriptor = (descriptor: number, target: string): Promise<void> =>
  mount(['--no-canonicalize', '--bind', '/proc/self/fd/3', target], descriptor);

/** Unmounts one mount point. Throws Error with upstream's text. */
export async function unmount(path: string): Promise<void> {
  const { code, output } = await run('umount', [path]);
  if (code !== 0)
    throw new Error(
      `unmount failed: exit status ${code ?? 'unknown'}\nUnmounting arguments: ${path}\nOutput: ${output}`,
    );
}

/** Unmounts whatever is mounted at or below a directory. Throws as unmount(), and then some of it is still there. */
export async function unmountTree(directory: string): Promise<void> {
  for (const { path } of atOrBelow(await mountPoints(), directory)) {
    await unmount(path).catch(async (error: unknown) => {
      // Of mounts that share with each other one takes the other with it.
      if (mountAt(await mountPoints(), path)) throw error;
    });
  }
}
