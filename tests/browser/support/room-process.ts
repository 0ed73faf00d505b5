// A whole workshop as an operator has it: `npm run workshop`, with broker, web process and a folder of its own.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCKER_SOCKET, freePort } from './lab-process';

const ROOT = new URL('../../..', import.meta.url).pathname;

export interface RoomProcess {
  base: string;
  code: string;
  secret: string;
  output(): string;
  dataDir: string;
  /** Ends it; what it holds stays. */
  stop(): Promise<void>;
  /** Ends it and removes the room with everything in it. */
  dispose(): Promise<void>;
}

/** Starts a room without TLS on this machine's loopback, where a trainer may sign in all the same. */
export async function startRoom(...options: string[]): Promise<RoomProcess> {
  const given = options.indexOf('--data');
  const dataDir = given < 0 ? mkdtempSync(join(tmpdir(), 'kr-')) : (options[given + 1] ?? '');
  const port = await freePort();
  const args = [
    '--port',
    String(port),
    '--host',
    '127.0.0.1',
    '--tls',
    'off',
    '--data',
    dataDir,
    '--force',
    '--no-install',
  ];
  const child = spawn(process.execPath, ['scripts/workshop.mjs', ...args, '--locale', 'en', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', DOCKER_SOCKET, KULISSEN_SHOW_SECRET: '1' },
  });
  let text = '';
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const [, code = '', secret = ''] = await new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += String(chunk);
      const found = /code\s+([A-Z0-9]{6})[\s\S]*secret\s+(\S+)/.exec(text);
      if (found) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => reject(new Error(`the room did not open:\n${text}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return {
    base: `http://localhost:${port}`,
    code,
    secret,
    output: () => text,
    dataDir,
    stop,
    async dispose() {
      await stop();
      const { status } = spawnSync(
        process.execPath,
        ['dist/workshop-clean.mjs', '--data', dataDir, '--docker-socket', DOCKER_SOCKET],
        { cwd: ROOT, stdio: 'inherit' },
      );
      if (status !== 0) throw new Error(`the room was not removed: ${status}`);
    },
  };
}
