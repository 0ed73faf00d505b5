// What a killed broker leaves running in a workstation: shells that nobody can come back to. The next one ends them.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ensureLabImages } from '@/server/runtime/images/lab-images';
import { closeHostToSeats } from './firewall';
import { openSeatLab } from './open-seat-lab';
import { engineName, SEAT_GID, seatUid } from './paths';
import { DEFAULT_SEAT_LIMITS, type SeatLab } from './seat-lab';

const ENGINE = process.env.KULISSEN_TEST_SOCKET ?? '/var/run/docker.sock';
const NUMBER = 13;
const folder = mkdtempSync(join(tmpdir(), 'kl-'));
const id = `l13${randomBytes(4).toString('hex')}`;
const run = promisify(execFile);
const host = async (...argv: string[]): Promise<string> =>
  (await run('docker', argv, { env: { ...process.env, DOCKER_HOST: `unix://${ENGINE}` } })).stdout;

const open = (): Promise<SeatLab> =>
  openSeatLab({
    number: NUMBER,
    id,
    nodeName: 'worker13',
    dataDir: join(folder, 's'),
    dockerSocket: ENGINE,
    root: resolve(import.meta.dirname, '../../..'),
    locale: 'en',
    limits: DEFAULT_SEAT_LIMITS,
    dockerRun: false,
    warn: () => {},
  });
let lab: SeatLab;

beforeAll(async () => {
  await ensureLabImages({ socketPath: ENGINE, report: () => {}, workshop: true });
  await closeHostToSeats();
  lab = await open();
});
afterAll(async () => {
  await lab.remove();
  rmSync(folder, { recursive: true });
});

it('shells of a broker that was killed end with the next one; the workstation and its daemons stay', async () => {
  const station = engineName(id);
  const started = await host('inspect', '-f', '{{.State.StartedAt}}', station);
  const user = `${seatUid(NUMBER)}:${SEAT_GID}`;
  await host('exec', '-d', '-t', '-u', user, station, 'bash', '-c', 'sleep 1013 & setsid sleep 1014 & wait');
  const both = expect.arrayContaining(['sleep 1013', 'sleep 1014']);
  const sleepers = async () => (await host('top', station)).match(/(?<=\d +)sleep 101\d(?= *$)/gm);
  await vi.waitFor(async () => expect(await sleepers()).toEqual(both), { timeout: 30_000 });
  await lab.close();
  expect(await sleepers()).toEqual(both);
  lab = await open();
  expect(await sleepers()).toEqual(['sleep 1014']);
  expect(await host('top', station)).toContain('relay.mjs');
  expect(await host('inspect', '-f', '{{.State.StartedAt}}', station)).toBe(started);
});
