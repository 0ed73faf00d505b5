// What a killed broker leaves running in a workstation: shells that nobody can come back to. The next one ends them.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { engineName, SEAT_GID, seatUid } from './paths';
import type { SeatLab } from './seat-lab';
import { host, prepareHost, testSeats } from './seats-fixture';

const NUMBER = 13;
const { folder, idOf, open } = testSeats('b');
let lab: SeatLab;

beforeAll(async () => {
  await prepareHost();
  lab = await open(NUMBER);
});
afterAll(async () => {
  await lab.remove();
  rmSync(folder, { recursive: true });
});

it('shells of a broker that was killed end with the next one; the workstation and its daemons stay', async () => {
  const station = engineName(idOf(NUMBER));
  const started = await host('inspect', '-f', '{{.State.StartedAt}}', station);
  const user = `${seatUid(NUMBER)}:${SEAT_GID}`;
  await host('exec', '-d', '-t', '-u', user, station, 'bash', '-c', 'sleep 1013 & setsid sleep 1014 & wait');
  const both = expect.arrayContaining(['sleep 1013', 'sleep 1014']);
  const sleepers = async () => (await host('top', station)).match(/(?<=\d +)sleep 101\d(?= *$)/gm);
  await vi.waitFor(async () => expect(await sleepers()).toEqual(both), { timeout: 30_000 });
  await lab.close();
  expect(await sleepers()).toEqual(both);
  lab = await open(NUMBER);
  expect(await sleepers()).toEqual(['sleep 1014']);
  expect(await host('top', station)).toContain('relay.mjs');
  expect(await host('inspect', '-f', '{{.State.StartedAt}}', station)).toBe(started);
});
