// lessons/ on disk. The files are few and small, and a lab can't start without them: read once, synchronously.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLesson, type Lesson, type LessonFolder, readLesson, readPart } from '@/lib/lessons/lesson';
import type { LessonProblem } from '@/lib/lessons/problem';

/** `lessons/` as lib reads it. What is not there is empty or undefined; any other fault is thrown. */
export function lessonFolder(dir: string): LessonFolder {
  return {
    list: (path) => orElse(() => readdirSync(join(dir, path)).sort(), []),
    read: (path) => orElse(() => readFileSync(join(dir, path), 'utf8'), undefined),
  };
}

function orElse<T>(read: () => T, absent: T): T {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return absent;
    throw error;
  }
}

/** One lesson; throws with file:line when a part of it is missing or broken. */
export function loadLesson(dir: string, slug: string): Lesson {
  const reading = readLesson(lessonFolder(dir), slug);
  const lesson = completeLesson(reading);
  const first = reading.problems[0];
  if (!lesson || first)
    throw new Error(`lessons/${first?.file ?? slug}:${first?.line ?? 0}: ${first?.message ?? 'broken'}`);
  return lesson;
}

const known = new Map<string, ReturnType<typeof loadLessons>>();

/** As `loadLessons`, but read once in this process: a second of work that sixty labs have in common. Nobody changes a lesson that was read. */
export function loadLessonsOnce(dir: string): ReturnType<typeof loadLessons> {
  const loaded = known.get(dir) ?? loadLessons(dir);
  known.set(dir, loaded);
  return loaded;
}

/** Every lesson of part.yaml that can be read, in its order, and what is wrong with the rest. */
export function loadLessons(dir: string): { lessons: Map<string, Lesson>; problems: LessonProblem[] } {
  const folder = lessonFolder(dir);
  const { part, problems } = readPart(folder);
  const readings = (part?.lessons ?? []).map((slug) => readLesson(folder, slug));
  const lessons = readings.map(completeLesson).filter((lesson) => lesson !== undefined);
  return {
    lessons: new Map(lessons.map((lesson) => [lesson.slug, lesson])),
    problems: [...problems, ...readings.flatMap((reading) => reading.problems)],
  };
}
