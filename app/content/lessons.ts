// Server only: reads lessons/ for the pages. The lab's engine reads the same files through server/lessons.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '@/lib/i18n/locale';
import type { Block } from '@/lib/lessons/blocks';
import { completeLesson, type Lesson, type LessonFolder, readLesson, readPart } from '@/lib/lessons/lesson';
import { type LessonOutline, lessonOutline, type StepPage, stepPage } from '@/lib/lessons/page';
import type { Part } from '@/lib/lessons/schema';
import { type WorkbookLesson, workbookLesson } from '@/lib/lessons/workbook';

const LESSONS = join(process.cwd(), 'lessons');

const folder: LessonFolder = {
  list: (path) => orElse(() => readdirSync(join(LESSONS, path)).sort(), []),
  read: (path) => orElse(() => readFileSync(join(LESSONS, path), 'utf8'), undefined),
};

function orElse<T>(read: () => T, absent: T): T {
  try {
    return read();
  } catch {
    return absent;
  }
}

interface Content {
  /** Newest change of the files that it was made from. */
  changedAt: number;
  part: Part;
  lessons: Lesson[];
}
let cached: Content | undefined;

/** Everything in lessons/, parsed again only when a file has changed. Lessons that are broken are left out (the lint names them). */
function content(): Content | undefined {
  const { part } = readPart(folder);
  const files = [
    'part.yaml',
    ...(part?.lessons ?? []).flatMap((slug) => ['lesson.yaml', 'de.md', 'en.md'].map((file) => `${slug}/${file}`)),
  ];
  const changedAt = Math.max(...files.map((file) => orElse(() => statSync(join(LESSONS, file)).mtimeMs, 0)));
  if (part && cached?.changedAt !== changedAt) {
    // While it is being written a lesson may be unreadable for a moment: the page goes on with what it was.
    const before = (slug: string) => cached?.lessons.find((lesson) => lesson.slug === slug);
    const lessons = part.lessons.map((slug) => completeLesson(readLesson(folder, slug)) ?? before(slug));
    cached = { changedAt, part, lessons: lessons.filter((lesson) => lesson !== undefined) };
  }
  return cached;
}

/** All lessons in reading order. */
export function lessonOutlines(locale: Locale): LessonOutline[] {
  const known = content();
  return known ? known.lessons.map((lesson) => lessonOutline(lesson, known.part, locale)) : [];
}

/** Every lesson in reading order, as the printable workbook needs it. */
export const workbookLessons = (locale: Locale): WorkbookLesson[] =>
  (content()?.lessons ?? []).map((lesson) => workbookLesson(lesson, locale));

/** What the authors tell whoever teaches a step; steps without notes are left out. Never for a learner's page. */
export const trainerNotes = (locale: Locale): { lesson: string; step: string; blocks: Block[] }[] =>
  (content()?.lessons ?? []).flatMap(({ slug, texts }) =>
    texts[locale].steps
      .filter(({ trainer }) => trainer.length > 0)
      .map(({ id, trainer }) => ({ lesson: slug, step: id, blocks: trainer })),
  );

/** One step with its lesson's outline; undefined when there is no such lesson or step. */
export function lessonStep(
  locale: Locale,
  slug: string,
  step: string,
): { lesson: LessonOutline; step: StepPage } | undefined {
  const known = content();
  const lesson = known?.lessons.find((candidate) => candidate.slug === slug);
  const page = lesson && stepPage(lesson, step, locale);
  return known && lesson && page ? { lesson: lessonOutline(lesson, known.part, locale), step: page } : undefined;
}
