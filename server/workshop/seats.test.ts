import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_SEAT_LIMITS } from './seat/seat-lab';
import { memoryIn, workshopSeats } from './seats';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kulissen-seats-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const seats = () =>
  workshopSeats({
    dataDir,
    dockerSocket: '/nonexistent',
    root: '/nonexistent',
    locale: 'en',
    limits: DEFAULT_SEAT_LIMITS,
    brokerId: 'k3f9x2ab',
    most: 7,
    dockerRun: false,
    warn: () => {},
  });

it('say how much room there is, and whose files lie here', async () => {
  expect(await seats().capacity()).toMatchObject({ broker: 'k3f9x2ab', most: 7, holds: [] });
  for (const name of ['s01-aaaaaaaa', 'trainer-bbbbbbbb', 'lost+found']) {
    mkdirSync(join(dataDir, 'seats', name), { recursive: true });
  }
  const { holds, memoryBytes, processors } = await seats().capacity();
  expect(holds.toSorted()).toEqual(['s01-aaaaaaaa', 'trainer-bbbbbbbb']);
  expect(memoryBytes).toBeLessThanOrEqual(totalmem());
  expect(memoryBytes).toBeGreaterThan(0);
  expect(processors).toBeGreaterThan(0);
});

it('read the memory that could be given away', () => {
  expect(memoryIn('MemTotal:  9 kB\nMemAvailable:    2048 kB\nBuffers: 1 kB\n')).toBe(2 * 1024 * 1024);
  expect(memoryIn('')).toBe(-1);
});
