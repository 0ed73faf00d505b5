// Lessons at a seat: what they have their learner type works there as it does in self-study. These lean on the seat's own parts: its
// ports, its network, its openssl and its web server. SEAT_LESSONS=all plays every one (ten minutes).
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import { lessonSlugs } from '@/server/lesson-rehearsal';
import { lessonHostOf, loadLesson, playLesson } from '@/server/lessons';
import type { SeatLab } from './seat-lab';
import { prepareHost, ROOT, testSeats } from './seats-fixture';

const SLUGS = process.env.SEAT_LESSONS === 'all' ? lessonSlugs() : ['walkthrough', '08-api', '09-sources'];
const { folder, open } = testSeats('p');
let lab: SeatLab;

beforeAll(async () => {
  await prepareHost();
  lab = await open(21);
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
