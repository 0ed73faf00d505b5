// Lessons at a seat: what they have their learner type works there as it does in self-study. These lean on the seat's own parts: its
// ports, its network, its openssl and its web server. SEAT_LESSONS=all plays every one (ten minutes).
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import { lessonSlugs } from '@/server/lesson-rehearsal';
import { lessonHostOf, loadLesson, playLesson } from '@/server/lessons';
import { ensureLabImages } from '@/server/runtime/images/lab-images';
import { openSeatLab } from './open-seat-lab';
import { DEFAULT_SEAT_LIMITS, type SeatLab } from './seat-lab';

const ENGINE = process.env.KULISSEN_TEST_SOCKET ?? '/var/run/docker.sock';
const ROOT = resolve(import.meta.dirname, '../../..');
const SLUGS = process.env.SEAT_LESSONS === 'all' ? lessonSlugs() : ['walkthrough', '08-api', '09-sources'];
const folder = mkdtempSync(join(tmpdir(), 'kl-'));
let lab: SeatLab;

beforeAll(async () => {
  await ensureLabImages({ socketPath: ENGINE, report: () => {}, workshop: true });
  lab = await openSeatLab({
    number: 21,
    id: `l${randomBytes(4).toString('hex')}`,
    nodeName: 'worker21',
    dataDir: join(folder, 's'),
    dockerSocket: ENGINE,
    root: ROOT,
    locale: 'en',
    limits: DEFAULT_SEAT_LIMITS,
    dockerRun: true,
    warn: () => {},
  });
}, 120_000);
afterAll(async () => {
  await lab?.remove();
  rmSync(folder, { recursive: true });
}, 60_000);

it.each(SLUGS)(
  '%s',
  async (slug) => {
    const client = { id: 'rehearsal', terminalData: () => {} };
    const host = lessonHostOf(lab, client, { clock: systemClock, empty: { lesson: 'walkthrough', step: 'start' } });
    const steps = await playLesson(loadLesson(join(ROOT, 'lessons'), slug), host, { clock: systemClock });
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
  },
  600_000,
);
