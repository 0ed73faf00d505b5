// Every lesson of the part on the real engine, through the lab's own door: in the German lab from step to step, in the
// English one with each beginning built by reset alone. The walkthrough is also solved as a learner would have it done for them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureLabImages } from '@/server/runtime/images/lab-images';
import type { LabClient } from './lab/lab';
import { lessonSlugs, openRehearsal, type Rehearsal } from './lesson-rehearsal';

const SOCKET = process.env.DOCKER_SOCKET ?? '/var/run/docker.sock';
const CLIENT: LabClient = { id: 'tab', terminalData: () => {} };
const LESSON_MS = 600_000;

beforeAll(() => ensureLabImages({ socketPath: SOCKET, report: () => {}, allowDownload: false }));

describe.each(['de', 'en'] as const)('in the lab that speaks %s', (locale) => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await openRehearsal(SOCKET, locale);
  });
  afterAll(() => rehearsal.dispose());

  it.each(lessonSlugs())(
    'every check fails before its solution and holds after it: %s',
    async (slug) => {
      const played = await rehearsal.play(slug, locale === 'en');
      expect(played.filter((result) => !result.ok)).toEqual([]);
    },
    LESSON_MS,
  );

  it('every task is solved for the learner, in the terminal: walkthrough', async () => {
    const { lab } = rehearsal;
    const { slug, steps } = rehearsal.lesson('walkthrough');
    const command = (step: string) => ({ id: crypto.randomUUID(), lesson: slug, step });
    expect(await lab.perform(CLIENT, 'lesson:reset', command(steps[0]?.id ?? ''))).toMatchObject({ ok: true });
    for (const { id: step, tasks } of steps) {
      await lab.perform(CLIENT, 'lesson:enter', { lesson: slug, step });
      const task = tasks.at(-1)?.id ?? '';
      expect(await lab.perform(CLIENT, 'lesson:solve', { ...command(step), task })).toEqual({ ok: true, value: {} });
      const states = Object.values(lab.snapshot().view.steps[`${slug}/${step}`]?.tasks ?? {});
      expect(states.map(({ state }) => state)).toEqual(tasks.map(() => 'done'));
    }
  });
});
