// Child processes for the set-up steps.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of a program, or '' when it is not to be found. /usr/sbin counts: dockerd lives there and users' PATHs often lack it. */
export function which(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find((file) => folders.length && existsSync(file)) ?? '';
}

/** Runs to the end; output is kept and only shown when it fails. Returns { code, output }. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      options.onLine?.(String(chunk));
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: -1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

const isRoot = () => process.getuid?.() === 0;

/** How to become root here: [] as root, ['sudo', '-n'] where sudo asks for nothing, null where neither works. */
export function rootPrefix() {
  if (isRoot()) return [];
  if (which('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) return ['sudo', '-n'];
  return null;
}

/** Installs Debian packages. Returns { ok, output }; ok is false where apt or the rights are missing. */
export async function aptInstall(packages) {
  const root = rootPrefix();
  if (!root || !which('apt-get')) return { ok: false, output: '' };
  const apt = (args) => {
    const [command, ...rest] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return run(command, rest);
  };
  await apt(['update', '-qq']);
  const { code, output } = await apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  return { ok: code === 0, output };
}
