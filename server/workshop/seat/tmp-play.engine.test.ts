import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import { lessonHostOf, loadLesson, playLesson } from '@/server/lessons';
import { lessonSlugs } from '../../lesson-rehearsal';
import { openSeatLab } from './open-seat-lab';
import { DEFAULT_SEAT_LIMITS, type SeatLab } from './seat-lab';

const ROOT = resolve(import.meta.dirname, '../../..');
let lab: SeatLab;
beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kp-'));
  lab = await openSeatLab({
    number: 5,
    id: 'playplay',
    nodeName: 'worker05',
    dataDir: join(dir, 's'),
    dockerSocket: process.env.KULISSEN_TEST_SOCKET ?? '/var/run/docker.sock',
    root: ROOT,
    locale: 'en',
    limits: DEFAULT_SEAT_LIMITS,
    dockerRun: true,
    warn: (m) => console.log(m),
  });
}, 60000);
afterAll(() => lab.remove(), 60000);
it.each(lessonSlugs())(
  '%s',
  async (slug) => {
    const host = lessonHostOf(
      lab,
      { id: 'p', terminalData: () => {} },
      { clock: systemClock, empty: { lesson: 'walkthrough', step: 'start' } },
    );
    const results = await playLesson(loadLesson(join(ROOT, 'lessons'), slug), host, { clock: systemClock });
    expect(results.filter((r) => !r.ok)).toEqual([]);
  },
  600000,
);
