// For authors: follows lessons/ while it is being written.
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { lintFolder } from '@/lib/lessons/lint/folder';
import { problemLine } from '@/lib/lessons/problem';
import type { LessonClock } from './clock';
import { lessonFolder } from './read';

/** An editor writes a file in several steps. */
const CALM_MS = 100;
const SHOWN = 20;

export interface WatchLessons {
  /** Project folder: lessons/ and public/ lie in it. */
  root: string;
  clock: LessonClock;
  /** Something in lessons/ has changed; what the lint says now, as `lessons/file:line: message`, the first few. */
  changed(problems: string[]): void;
}

/** Tells at once how things stand, then after each change. Returns how to stop. */
export function watchLessons({ root, clock, changed }: WatchLessons): () => void {
  const dir = join(root, 'lessons');
  const tell = () => {
    const problems = lintFolder(lessonFolder(dir), (path) => existsSync(join(root, 'public', path)));
    changed(problems.slice(0, SHOWN).map((problem) => `lessons/${problemLine(problem)}`));
  };
  let cancel = clock.after(0, tell);
  const watcher = watch(dir, { recursive: true }, () => {
    cancel();
    cancel = clock.after(CALM_MS, tell);
  });
  return () => {
    cancel();
    watcher.close();
  };
}
