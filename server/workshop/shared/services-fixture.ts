// For tests: a Redis and a PostgreSQL of their own on loopback, in a folder of their own, that end with the test.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { vi } from 'vitest';

export interface Service {
  readonly url: string;
  /** As by SIGKILL: no connection is ended in good order. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface Services {
  redis: Service;
  database: Service;
  close(): Promise<void>;
}

const PATIENCE = { timeout: 60_000, interval: 50 };

/** Where Debian puts the newest; undefined where there is none. */
function postgresPrograms(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const newest = existsSync(versions)
    ? readdirSync(versions)
        .toSorted((a, b) => Number(b) - Number(a))
        .find((version) => existsSync(join(versions, version, 'bin/initdb')))
    : undefined;
  return newest && join(versions, newest, 'bin');
}

const redisProgram = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(':')
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => existsSync(path));

/** Whether both are installed here. */
export const servicesAreHere = (): boolean => postgresPrograms() !== undefined && redisProgram() !== undefined;

export async function startServices(): Promise<Services> {
  const dir = mkdtempSync(join(tmpdir(), 'kulissen-services-'));
  const [redis, database] = [await redisAt(dir), await postgresAt(dir)];
  await Promise.all([redis.start(), database.start()]);
  return {
    redis,
    database,
    async close() {
      await Promise.all([redis.stop(), database.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function redisAt(dir: string): Promise<Service> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no'];
  return service(url, redisProgram() ?? 'redis-server', args, async () => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.ping();
    } finally {
      client.disconnect();
    }
  });
}

async function postgresAt(dir: string): Promise<Service> {
  const programs = postgresPrograms() ?? '';
  const data = join(dir, 'postgres');
  mkdirSync(data, { mode: 0o700 });
  const user = await theirUser();
  if (user) {
    chownSync(dir, user.uid, user.gid);
    chownSync(data, user.uid, user.gid);
  }
  execFileSync(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'kulissen', '--no-sync'], {
    stdio: 'ignore',
    ...user,
  });
  const port = await freePort();
  const url = `postgresql://kulissen@127.0.0.1:${port}/postgres`;
  const args = ['-D', data, '-p', String(port), '-k', data, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'];
  return service(
    url,
    join(programs, 'postgres'),
    args,
    async () => {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => {});
      await client.connect();
      await client.end();
    },
    user,
  );
}

/** PostgreSQL refuses to be root's. */
async function theirUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function service(
  url: string,
  program: string,
  args: readonly string[],
  answers: () => Promise<void>,
  user?: { uid: number; gid: number },
): Service {
  let child: ChildProcess | undefined;
  return {
    url,
    async start() {
      child = spawn(program, args, { stdio: 'ignore', detached: true, ...user });
      await vi.waitFor(answers, PATIENCE);
    },
    async stop() {
      const { pid, exitCode } = child ?? {};
      if (!child || pid === undefined || exitCode !== null) return;
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      // The group: PostgreSQL's own children must not outlive it.
      process.kill(-pid, 'SIGKILL');
      await ended;
      child = undefined;
    },
  };
}

/** Nobody listens there at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
