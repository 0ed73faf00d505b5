// A whole lesson read through a folder, so that lib itself touches no disk.
import { LOCALES, type Locale } from '@/lib/i18n/locale';
import { type LessonText, parseText } from './markdown/text';
import type { LessonProblem } from './problem';
import { type LessonStructure, lessonSchema, type Part, partSchema, type Step } from './schema';
import { parseStructure, topLevel } from './structure';
import { drawValues, fillValues, fillValuesIn, type Values } from './values';
import { type ValueDefinitions, valuesSchema } from './values-schema';

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
  values: ValueDefinitions;
  /** lesson.yaml with `{{value:name}}` where values belong; `steps` are read from it with the first that can be drawn. */
  yaml: string;
}

export interface LessonReading {
  slug: string;
  structure?: LessonStructure;
  texts: Partial<Record<Locale, LessonText>>;
  start: StepFiles;
  solution: StepFiles;
  /** What lesson.yaml declares, also when the rest of it can't be read. */
  values: ValueDefinitions;
  /** The files as they are. */
  sources: { yaml: string; texts: Partial<Record<Locale, string>> };
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
    values: {},
    sources: { yaml: '', texts: {} },
    problems,
  };
  const yaml = folder.read(`${slug}/lesson.yaml`);
  if (yaml === undefined) missing(`${slug}/lesson.yaml`);
  else {
    reading.sources.yaml = yaml;
    reading.values = declaredValues(yaml);
    const first = drawValues(reading.values, () => 0);
    const parsed = parseStructure(`${slug}/lesson.yaml`, fillValues(yaml, first), lessonSchema);
    problems.push(...parsed.problems);
    if (parsed.value) reading.structure = parsed.value;
  }
  for (const locale of LOCALES) {
    const file = `${slug}/${locale}.md`;
    const text = folder.read(file);
    if (text === undefined) missing(file);
    else {
      reading.sources.texts[locale] = text;
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
export function completeLesson({
  slug,
  structure,
  texts,
  start,
  solution,
  sources,
}: LessonReading): Lesson | undefined {
  const { de, en } = texts;
  if (!structure || !de || !en) return undefined;
  const { steps, values } = structure;
  return { slug, steps, texts: { de, en }, start, solution, values, yaml: sources.yaml };
}

/** What lesson.yaml declares, before the rest of it can be read; nothing when that is broken (the schema says so later). */
function declaredValues(yaml: string): ValueDefinitions {
  const declared = valuesSchema.safeParse(topLevel(yaml.replace(/\{\{value:[^}]*\}\}/g, '0'), 'values') ?? {});
  return declared.success ? declared.data : {};
}

/** Structure and files with these values in place; problems when lesson.yaml can't be read with them. */
export function withValues(
  { slug, start, solution, sources }: Pick<LessonReading, 'slug' | 'start' | 'solution' | 'sources'>,
  values: Values,
): { steps: Step[]; start: StepFiles; solution: StepFiles } | { problems: LessonProblem[] } {
  const parsed = parseStructure(`${slug}/lesson.yaml`, fillValues(sources.yaml, values), lessonSchema);
  if (!parsed.value) return { problems: parsed.problems };
  return { steps: parsed.value.steps, start: fillValuesIn(start, values), solution: fillValuesIn(solution, values) };
}

/** The lesson of one attempt. The texts keep the names of the values: a page fills them in. Throws for values that do not fit. */
export function drawnLesson(lesson: Lesson, values: Values): Lesson {
  if (Object.keys(lesson.values).length === 0) return lesson;
  const drawn = withValues({ ...lesson, sources: { yaml: lesson.yaml, texts: {} } }, values);
  if ('problems' in drawn)
    throw new Error(`${lesson.slug} with ${JSON.stringify(values)}: ${drawn.problems[0]?.message}`);
  return { ...lesson, ...drawn };
}

/** Every file of a lesson that was read, by path. */
export function sourcesOf({ slug, sources, start, solution }: LessonReading): Record<string, string> {
  const texts = LOCALES.map((locale) => [`${slug}/${locale}.md`, sources.texts[locale] ?? '']);
  const files = Object.entries({ start, solution }).flatMap(([folder, steps]) =>
    Object.entries(steps).flatMap(([step, byName]) =>
      Object.entries(byName).map(([name, text]) => [`${slug}/${folder}/${step}/${name}`, text]),
    ),
  );
  return Object.fromEntries([[`${slug}/lesson.yaml`, sources.yaml], ...texts, ...files]);
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
