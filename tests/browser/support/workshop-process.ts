// A whole workshop as its members have it: the built web process, over a broker in this process whose seats are labs with the
// in-memory engine, so that no container is needed. Real engines under seats are tried in server/workshop.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveBroker } from '@/server/broker';
import { openLab } from '@/server/open-lab';
import { readSettings } from '@/server/settings';
import { freePort } from './lab-process';

const ROOT = new URL('../../..', import.meta.url).pathname;

export interface WorkshopProcess {
  base: string;
  code: string;
  secret: string;
  stderr(): string;
  dispose(): Promise<void>;
}

interface Ready {
  ready: boolean;
  code: string;
}

/** Each seat with a folder and a node of its own, below `dir`. */
function memoryLabs(dir: string, log: (line: string) => void) {
  return {
    async open(seat: string) {
      const dataDir = join(dir, 'seats', seat);
      mkdirSync(dataDir, { recursive: true });
      const nodeName = `worker${Number(/^s(\d+)/.exec(seat)?.[1] ?? 0)}`;
      return openLab(readSettings([], { DATA_DIR: dataDir, NODE_NAME: nodeName, KULISSEN_RUNTIME: 'memory' }), log);
    },
    remove: async (seat: string) => rmSync(join(dir, 'seats', seat), { recursive: true, force: true }),
    async capacity() {
      const seats = join(dir, 'seats');
      const holds = existsSync(seats) ? readdirSync(seats) : [];
      return { broker: 'inmemory', most: 60, memoryBytes: 8_000_000_000, processors: 2, holds };
    },
    usage: async () => ({ memoryBytes: 32_000_000, containers: 0 }),
  };
}

/** Starts it with room for `seats`. `address`: another one of this machine than the loopback, without TLS. */
export async function startWorkshop(seats = 5, address = ''): Promise<WorkshopProcess> {
  const dir = mkdtempSync(join(tmpdir(), 'kulissen-workshop-'));
  const socketPath = join(dir, 'broker.sock');
  const port = await freePort();
  const secret = 'correct horse battery staple';
  let errors = '';
  const log = (line: string) => {
    errors += `${line}\n`;
  };
  const endBroker = await serveBroker({ socketPath, labs: memoryLabs(dir, log), log });
  const flags = ['--workshop', '--broker', socketPath, '--seats', String(seats), '--code', 'ABCDEF'];
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server.mjs', ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: address ? '0.0.0.0' : '127.0.0.1',
      KULISSEN_HOSTS: address,
      PORT: String(port),
      DATA_DIR: join(dir, 'web'),
      KULISSEN_TRAINER_SECRET: secret,
    },
  });
  child.stderr.on('data', (chunk: Buffer) => log(String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const { code } = await new Promise<Ready>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const line = String(chunk)
        .split('\n')
        .find((text) => text.startsWith('{"ready"'));
      if (line) resolve(JSON.parse(line) as Ready);
    });
    void ended.then((status) => reject(new Error(`the server ended with ${status}:\n${errors}`)));
  });
  return {
    base: `http://${address || 'localhost'}:${port}`,
    code,
    secret,
    stderr: () => errors,
    async dispose() {
      child.kill('SIGTERM');
      await ended;
      await endBroker();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
