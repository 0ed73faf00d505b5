import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LAB_LABEL } from '@/server/kubelet/runtime-service';
import { watchLayers } from './watch-layers';

// An engine that says of its one container what a real one says only for a moment, or with another storage driver.
let dir: string;
let engine: Server;
let inspected: number;
let container: { status: number; body: unknown };
beforeEach(async () => {
  // Looks are the test's own, however slow the machine is.
  vi.useFakeTimers({ toFake: ['setInterval'] });
  dir = mkdtempSync(join(tmpdir(), 'kulissen-watch-'));
  inspected = 0;
  engine = createServer(({ url = '' }, response) => {
    const one = { Id: 'c1', Names: ['/c1'], Labels: { [LAB_LABEL]: 'a' }, State: 'exited' };
    if (url.includes('/c1/json')) inspected += 1;
    const { status, body } = url.includes('/c1/json')
      ? container
      : { status: 200, body: url.includes('/containers/json') ? [one] : { DockerRootDir: dir } };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => engine.listen(join(dir, 'docker.sock'), resolve));
});
afterEach(async () => {
  vi.useRealTimers();
  engine.closeAllConnections();
  await new Promise((resolve) => engine.close(resolve));
  rmSync(dir, { recursive: true });
});

/** Looks so many times; what it says meanwhile. */
async function looks(times: number): Promise<string[]> {
  const said: string[] = [];
  const watch = watchLayers({
    dockerSocket: join(dir, 'docker.sock'),
    limits: { bytes: 1, files: 1 },
    labs: async () => new Set(['a']),
    warn: (message) => said.push(message),
  });
  for (let look = 0; look < times; look += 1) await watch.look();
  return said;
}
const inspect = (driver: string, dead: boolean) => ({
  status: 200,
  body: { Id: 'c1', State: { Pid: 0, Dead: dead }, GraphDriver: { Name: driver, Data: null } },
});

it('says once that layers of a storage driver can’t be counted', async () => {
  container = inspect('btrfs', false);
  expect(await looks(2)).toEqual(['with the storage driver btrfs nobody counts what containers write into themselves']);
  expect(inspected).toBe(1);
});

it('takes a container that is being removed, and has no layer any more, for just that', async () => {
  container = inspect('overlay2', true);
  expect(await looks(1)).toEqual([]);
});

it('asks again what the engine could not say', async () => {
  container = { status: 500, body: { message: 'busy' } };
  expect(await looks(2)).toEqual([]);
  expect(inspected).toBe(2);
});
