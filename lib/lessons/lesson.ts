// A whole lesson read through a folder, so that lib itself touches no disk.
import { LOCALES, type Locale } from '@/lib/i18n/locale';
import { type LessonText, parseText } from './markdown/text';
import type { LessonProblem } from './problem';
import { type LessonStructure, lessonSchema, type Part, partSchema, type Step } from './schema';
import { parseStructure } from './structure';

/** Read access to `lessons/`. Paths are relative to it and use `/`. */
export interface LessonFolder {
  /** Names in a folder, sorted; empty when there is none. */
  list(path: string): string[];
  /** Content of a text file; undefined when there is none. */
  read(path: string): string | undefined;
}

/** Manifests by step and file name. */
export type StepFiles = Record<string, Record<string, string>>;

export interface Lesson {
  slug: string;
  steps: Step[];
  texts: Record<Locale, LessonText>;
  start: StepFiles;
  solution: StepFiles;
}

export interface LessonReading {
  slug: string;
  structure?: LessonStructure;
  texts: Partial<Record<Locale, LessonText>>;
  start: StepFiles;
  solution: StepFiles;
  problems: LessonProblem[];
}

/** Everything that can be read of a lesson, with what is wrong with it so far; lint/ checks the parts against each other. */
export function readLesson(folder: LessonFolder, slug: string): LessonReading {
  const problems: LessonProblem[] = [];
  const missing = (file: string) => problems.push({ file, line: 0, message: 'is missing' });
  const reading: LessonReading = {
    slug,
    texts: {},
    start: readFiles(folder, `${slug}/start`),
    solution: readFiles(folder, `${slug}/solution`),
    problems,
  };
  const yaml = folder.read(`${slug}/lesson.yaml`);
  if (yaml === undefined) missing(`${slug}/lesson.yaml`);
  else {
    const parsed = parseStructure(`${slug}/lesson.yaml`, yaml, lessonSchema);
    problems.push(...parsed.problems);
    if (parsed.value) reading.structure = parsed.value;
  }
  for (const locale of LOCALES) {
    const file = `${slug}/${locale}.md`;
    const text = folder.read(file);
    if (text === undefined) missing(file);
    else {
      const parsed = parseText(file, text);
      problems.push(...parsed.problems);
      reading.texts[locale] = parsed;
    }
  }
  return reading;
}

function readFiles(folder: LessonFolder, path: string): StepFiles {
  const steps = folder.list(path).map((step) => {
    const files = folder.list(`${path}/${step}`).map((file) => [file, folder.read(`${path}/${step}/${file}`) ?? '']);
    return [step, Object.fromEntries(files)];
  });
  return Object.fromEntries(steps);
}

/** The lesson if all its parts are there. */
export function completeLesson({ slug, structure, texts, start, solution }: LessonReading): Lesson | undefined {
  const { de, en } = texts;
  return structure && de && en ? { slug, steps: structure.steps, texts: { de, en }, start, solution } : undefined;
}

/** part.yaml: order of the lessons and the part's titles. */
export function readPart(folder: LessonFolder): { part: Part | undefined; problems: LessonProblem[] } {
  const text = folder.read('part.yaml');
  if (text === undefined) return { part: undefined, problems: [{ file: 'part.yaml', line: 0, message: 'is missing' }] };
  const { value, problems } = parseStructure('part.yaml', text, partSchema);
  return { part: value, problems };
}

/** Manifests that a step begins with: its own start/ if it has one, else what the steps before have left. */
export function startManifests(lesson: Lesson, stepId: string): Record<string, string> {
  const own = lesson.start[stepId];
  if (own) return own;
  let files: Record<string, string> = {};
  for (const step of lesson.steps) {
    if (step.id === stepId) break;
    files = { ...(lesson.start[step.id] ?? files), ...lesson.solution[step.id] };
    for (const action of step.tasks.flatMap((task) => task.solve)) {
      if ('remove' in action) delete files[action.remove];
    }
  }
  return files;
}
