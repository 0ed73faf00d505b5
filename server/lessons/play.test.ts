import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Check } from '@/lib/lessons/checks/schema';
import { labView, NOW } from '@/lib/lessons/checks/view-fixture';
import type { Lesson } from '@/lib/lessons/lesson';
import { playLesson } from './play';
import { loadLesson } from './read';
import { bareNode, scriptedHost, stillClock } from './scripted-host';

const walkthrough = loadLesson(fileURLToPath(new URL('../../lessons', import.meta.url)), 'walkthrough');

/** Only the first step, with another check or solution for its first task. */
function firstStep(change: { check?: Check; solve?: [] } = {}): Lesson {
  const [step] = walkthrough.steps;
  const [task, ...rest] = step?.tasks ?? [];
  if (!step || !task) throw new Error('the walkthrough has no first step');
  return { ...walkthrough, steps: [{ ...step, tasks: [{ ...task, ...change }, ...rest] }] };
}

const play = (lesson: Lesson, resets = false) => {
  const clock = stillClock(NOW);
  return playLesson(lesson, scriptedHost(clock, bareNode, labView()), { clock, resets });
};

it('passes a lesson whose checks fail before and hold after', async () => {
  expect(await play(firstStep(), true)).toEqual([
    {
      step: 'start',
      startHeld: true,
      resetProblem: '',
      tasks: ['folder', 'kubelet'].map((task) => ({
        task,
        failedBefore: true,
        heldAfter: true,
        tookMs: 0,
        problem: '',
        missingFacts: [],
      })),
      ok: true,
    },
  ]);
});

it('fails a check that holds before anything is done', async () => {
  const [result] = await play(firstStep({ check: { kind: 'kubelet', state: 'stopped' } }));
  expect(result).toMatchObject({ ok: false, tasks: [{ task: 'folder', failedBefore: false }, {}] });
});

it('fails a solution that does not bring it about, and says what is missing', async () => {
  const [result] = await play(firstStep({ solve: [] }));
  expect(result?.ok).toBe(false);
  expect(result?.tasks[0]).toMatchObject({ heldAfter: false, problem: 'folder.missing' });
});

it('fails a sentence that names a fact which the check does not deliver', async () => {
  const [result] = await play(firstStep({ check: { kind: 'command', line: 'mkdir' } }));
  expect(result).toMatchObject({ ok: false, tasks: [{ heldAfter: true, missingFacts: ['manifestDir'] }, {}] });
});

it('builds what a step begins with besides the kubelet, in the order in which it stands there', async () => {
  const lesson = firstStep();
  const [step] = lesson.steps;
  if (!step) throw new Error('no step');
  const build = ['mkdir -p site', 'sudo ./kubelet --manifest-url=http://127.0.0.1:8000/'].map((type) => ({
    type,
    terminal: 'shell' as const,
    stays: type.startsWith('sudo'),
  }));
  const clock = stillClock(NOW);
  const host = scriptedHost(clock, bareNode, labView());
  await playLesson({ ...lesson, steps: [{ ...step, start: { ...step.start, build } }] }, host, { clock, resets: true });
  expect(host.log.slice(0, 4)).toEqual(['empty', 'empty', `t1: ${build[0]?.type}`, `t1: ${build[1]?.type}`]);
});
