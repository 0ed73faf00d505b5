// Prepares the folder of shims and starts shells on PTYs.
import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { machineClock } from '../clock';
import type { TerminalsOptions } from '../door';
import { searchPath, shellEnvironment } from './environment';
import { ptyProcess } from './pty-process';
import { bashRc, shRc } from './rc';
import type { Shell } from './shell-process';
import { SUDO_SHIM } from './sudo-shim';

/** First executable file `name` in the directories, or null. */
function which(name: string, dirs: string[]): string | null {
  for (const dir of dirs) {
    const path = join(dir, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}

const findSudo = (): string | null => which('sudo', searchPath(process.env.PATH ?? ''));

/** Creates the folder, and in it `sudo` where the machine has none. */
export function prepareShims(shimDir: string, realSudo: () => string | null = findSudo): void {
  mkdirSync(shimDir, { recursive: true, mode: 0o700 });
  const shim = join(shimDir, 'sudo');
  // An earlier run's shim must not outlive the installation of the real one, nor hide it here.
  rmSync(shim, { force: true });
  if (realSudo()) return;
  writeFileSync(shim, SUDO_SHIM);
  chmodSync(shim, 0o755);
}

/** Starts an interactive bash (sh where there is none) in the lab's home. Throws when no PTY can be had. */
export function startShell(options: TerminalsOptions, terminal: string, size: { cols: number; rows: number }): Shell {
  const { home, shimDir, user, node } = options;
  const nonce = randomBytes(16).toString('hex');
  const path = join(shimDir, `.rc-${terminal}-${randomBytes(6).toString('hex')}`);
  const bash = which('bash', searchPath(process.env.PATH ?? ''));
  const shell = bash ?? '/bin/sh';
  const env = shellEnvironment({ home, shimDir, shell, terminal, extra: options.env ?? {}, server: process.env });
  writeFileSync(path, bash ? bashRc({ path, nonce, user, node }) : shRc({ path, user, node }), { mode: 0o600 });
  if (!bash) env.ENV = path;
  const forget = () => rmSync(path, { force: true });
  try {
    const args = bash ? ['--noprofile', '--rcfile', path, '-i'] : ['-i'];
    // Bytes, not text: a character may be split between two reads.
    const pty = spawn(shell, args, { name: 'xterm-256color', cwd: home, env, encoding: null, ...size });
    return { process: ptyProcess(pty, options.clock ?? machineClock), nonce, forget };
  } catch (error) {
    forget();
    throw error;
  }
}
