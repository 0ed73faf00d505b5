// Every lesson of the part on the real engine, through the lab's own door: played from an empty node, step after step.
// The walkthrough is also reset to every step, and solved as a learner would have it done for them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureLabImages } from '@/server/runtime/images/lab-images';
import type { LabClient } from './lab/lab';
import { lessonSlugs, openRehearsal, type Rehearsal } from './lesson-rehearsal';

const SOCKET = process.env.DOCKER_SOCKET ?? '/var/run/docker.sock';
const CLIENT: LabClient = { id: 'tab', terminalData: () => {} };
const LESSON_MS = 600_000;

let rehearsal: Rehearsal;

beforeAll(async () => {
  await ensureLabImages({ socketPath: SOCKET, report: () => {}, allowDownload: false });
  rehearsal = await openRehearsal(SOCKET);
});
afterAll(() => rehearsal.dispose());

const failures = async (slug: string, resets: boolean) =>
  (await rehearsal.play(slug, resets)).filter((result) => !result.ok);

it.each(lessonSlugs())(
  'fails every check before its solution and holds after it: %s',
  async (slug) => expect(await failures(slug, false)).toEqual([]),
  LESSON_MS,
);

it(
  'builds each beginning by reset alone: walkthrough',
  async () => expect(await failures('walkthrough', true)).toEqual([]),
  LESSON_MS,
);

it('solves every task for the learner, in the terminal: walkthrough', async () => {
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
