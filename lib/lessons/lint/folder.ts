// The whole of lessons/: every lesson, and part.yaml against the folders.
import { type LessonFolder, type LessonReading, readLesson, readPart } from '../lesson';
import type { LessonProblem } from '../problem';
import { lintLesson } from './lesson';
import type { References } from './references';

/** Lints everything in the folder; problems in reading order. */
export function lintFolder(folder: LessonFolder, hasPublicFile: References['hasPublicFile']): LessonProblem[] {
  const { part, problems } = readPart(folder);
  const slugs = folder.list('').filter((name) => folder.read(`${name}/lesson.yaml`) !== undefined);
  const readings = slugs.map((slug) => readLesson(folder, slug));
  const references = { steps: new Set(readings.flatMap(stepPaths)), hasPublicFile };
  const listed = part?.lessons ?? [];
  return [
    ...problems,
    ...listed.filter((slug) => !slugs.includes(slug)).map((slug) => atPart(`lesson ${slug} is not there`)),
    ...slugs.filter((slug) => part && !listed.includes(slug)).map((slug) => atPart(`lesson ${slug} is not listed`)),
    ...readings.flatMap((reading) => lintLesson(reading, references)),
  ];
}

const stepPaths = ({ slug, structure }: LessonReading): string[] =>
  (structure?.steps ?? []).map((step) => `${slug}/${step.id}`);

const atPart = (message: string): LessonProblem => ({ file: 'part.yaml', line: 0, message });
