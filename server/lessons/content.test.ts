import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { startManifests } from '@/lib/lessons/lesson';
import { lintFolder } from '@/lib/lessons/lint/folder';
import { problemLine } from '@/lib/lessons/problem';
import { lessonFolder, loadLesson } from './read';

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
