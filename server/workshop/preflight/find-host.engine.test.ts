import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findHost } from './find-host';
import { judgeHost } from './judge-host';

const SOCKET = process.env.DOCKER_SOCKET ?? '/var/run/docker.sock';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preflight-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('reads the facts of a real engine', async () => {
  const host = await findHost(SOCKET, join(folder, 'not', 'yet'));
  if ('away' in host.engine) throw new Error(host.engine.away);
  expect(host.engine.info.ServerVersion).toMatch(/^\d+\.\d+/);
  expect(host.engine.runcVersion).toMatch(/^\d+\.\d+/);
  expect(host.engine.bridges).toBeGreaterThanOrEqual(0);
  expect(host.memory.available).toBeLessThanOrEqual(host.memory.total);
  expect(host.folders.at(-1)?.free?.bytes).toBeGreaterThan(0);
  const codes = judgeHost(host, 1).map(({ code }) => code);
  expect(codes).toContain('engine');
  expect(codes).not.toContain('clocksDiffer');
});

it('says why there is no engine', async () => {
  const { engine } = await findHost(join(folder, 'none.sock'), folder);
  expect(engine).toEqual({ socket: join(folder, 'none.sock'), away: 'ENOENT' });
});
