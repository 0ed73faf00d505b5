import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { labView, NOW } from '@/lib/lessons/checks/view-fixture';
import { drawnLesson, startManifests } from '@/lib/lessons/lesson';
import { lintFolder } from '@/lib/lessons/lint/folder';
import { problemLine } from '@/lib/lessons/problem';
import { drawValues } from '@/lib/lessons/values';
import { evaluateStep } from './evaluate-step';
import { enteredStep } from './progress';
import { lessonFolder, loadLesson, loadLessons } from './read';

// Processes and files on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const here = fileURLToPath(new URL('../../lessons', import.meta.url));

it('has nothing to mend', () => {
  const hasPublicFile = (path: string) => existsSync(join(here, '..', 'public', path));
  expect(lintFolder(lessonFolder(here), hasPublicFile).map(problemLine)).toEqual([]);
});

it('lets each step begin with the manifests of the steps before', () => {
  const lesson = loadLesson(here, 'walkthrough');
  expect(lesson.steps.map((step) => [step.id, Object.keys(startManifests(lesson, step.id))])).toEqual([
    ['start', []],
    ['manifest', []],
    ['containers', ['nginx.yaml']],
    ['address', ['nginx.yaml']],
    ['heal', ['nginx.yaml']],
    ['api', ['nginx.yaml']],
  ]);
});

it('counts nothing as done on a node where nothing has happened', () => {
  const before = NOW - 60_000;
  const full = labView({ manifests: {}, pods: {}, commands: {} });
  const bare = {
    ...full,
    lab: { ...full.lab, manifestDirExists: false },
    kubelet: { ...full.kubelet, state: 'stopped' as const, since: before, args: [], manifestPath: '' },
  };
  const done = [...loadLessons(here).lessons.values()].flatMap((template) => {
    const lesson = drawnLesson(template, drawValues(template.values, Math.random));
    return lesson.steps.flatMap((step) =>
      Object.keys(evaluateStep(step, enteredStep(NOW), bare, NOW).progress.done).map(
        (task) => `${lesson.slug}/${step.id}/${task}`,
      ),
    );
  });
  expect(done).toEqual([]);
});
