// What the engine tests of seats begin with: seats of one test file, on the real engine, and the engine seen from outside.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ensureLabImages } from '@/server/runtime/images/lab-images';
import { closeHostToSeats } from './firewall';
import { openSeatLab } from './open-seat-lab';
import { DEFAULT_SEAT_LIMITS, type SeatLab, type SeatLabOptions } from './seat-lab';

export const ENGINE = process.env.KULISSEN_TEST_SOCKET ?? '/var/run/docker.sock';
export const ROOT = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** What `docker` prints, asked of the engine itself. */
export const host = async (...argv: string[]): Promise<string> =>
  (await run('docker', argv, { env: { ...process.env, DOCKER_HOST: `unix://${ENGINE}` } })).stdout.trim();

/** What a broker has done before it opens a seat. */
export async function prepareHost(): Promise<void> {
  await ensureLabImages({ socketPath: ENGINE, report: () => {}, workshop: true });
  await closeHostToSeats();
}

export interface TestSeats {
  /** Whoever made it removes it. */
  folder: string;
  /** The seat's lab. */
  idOf(number: number): string;
  open(number: number, options?: Partial<SeatLabOptions>): Promise<SeatLab>;
}

/** Seats in a folder of their own, with ids that no other run has. `letter`: the test file's. */
export function testSeats(letter: string): TestSeats {
  const folder = mkdtempSync(join(tmpdir(), `k${letter}-`));
  const suffix = randomBytes(4).toString('hex');
  const idOf = (number: number) => `${letter}${number}${suffix}`;
  return {
    folder,
    idOf,
    open: (number, options = {}) =>
      openSeatLab({
        number,
        id: idOf(number),
        nodeName: `worker${number}`,
        dataDir: join(folder, `s${number}`),
        dockerSocket: ENGINE,
        root: ROOT,
        locale: 'en',
        limits: DEFAULT_SEAT_LIMITS,
        dockerRun: true,
        warn: () => {},
        ...options,
      }),
  };
}
