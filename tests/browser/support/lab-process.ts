// A whole lab as a user has it: the built server as a process of its own, with a data folder and a port of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';

const ROOT = new URL('../../..', import.meta.url).pathname;
export const DOCKER_SOCKET = process.env.DOCKER_SOCKET ?? '/var/run/docker.sock';
export const docker = new Docker({ socketPath: DOCKER_SOCKET });

export interface LabProcess {
  /** The link that `npm start` prints, with its token. */
  url: string;
  base: string;
  dataDir: string;
  port: number;
  stderr(): string;
  /** SIGTERM by default; resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Starts the server again on the same data and port; the link is the new one. */
  restart(): Promise<void>;
  /** Stops it, removes the containers of this lab and the data folder. */
  dispose(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

interface Running {
  child: ChildProcess;
  ended: Promise<number | null>;
  url: string;
}

async function launch(env: Record<string, string>, onError: (text: string) => void): Promise<Running> {
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server.mjs'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
  });
  child.stderr.on('data', (chunk: Buffer) => onError(String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const line = String(chunk)
        .split('\n')
        .find((text) => text.startsWith('{"ready"'));
      if (line) resolve((JSON.parse(line) as { url: string }).url);
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { child, ended, url };
}

/** Removes every container that carries this lab's label, and nothing else. */
export async function removeLabContainers(lab: string): Promise<void> {
  const found = await docker.listContainers({ all: true, filters: { label: [`dev.kulissen.lab=${lab}`] } });
  await Promise.all(
    found.map(({ Id }) =>
      docker
        .getContainer(Id)
        .remove({ force: true, v: true })
        .catch(() => undefined),
    ),
  );
}

/** Starts a lab. `settings` are environment variables of the server, as scripts/start.mjs sets them. */
export async function startLab(settings: Record<string, string> = {}): Promise<LabProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kulissen-lab-'));
  const port = await freePort();
  let errors = '';
  const env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    NODE_NAME: 'worker1',
    KULISSEN_RUNTIME: 'docker',
    DOCKER_SOCKET,
    ...settings,
  };
  const onError = (text: string) => {
    errors += text;
  };
  let running = await launch(env, onError);
  const lab: LabProcess = {
    url: running.url,
    base: `http://localhost:${port}`,
    dataDir,
    port,
    stderr: () => errors,
    stop: (signal = 'SIGTERM') => {
      running.child.kill(signal);
      return running.ended;
    },
    async restart() {
      running = await launch(env, onError);
      lab.url = running.url;
    },
    async dispose() {
      running.child.kill('SIGTERM');
      await running.ended;
      const { readFileSync } = await import('node:fs');
      await removeLabContainers(readFileSync(join(dataDir, 'lab-id'), 'utf8').trim()).catch(() => undefined);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return lab;
}
