// What one page needs of a lesson: plain data, in one language, without solutions' actions and without trainer notes.
import type { Locale } from '@/lib/i18n/locale';
import type { Block, TaskText } from './blocks';
import type { Lesson } from './lesson';
import type { Part, Question } from './schema';

export interface LessonOutline {
  slug: string;
  title: string;
  /** Title of the part that it belongs to. */
  part: string;
  /** The way through the part ends with it. */
  endsPart: boolean;
  steps: { id: string; title: string; minutes: number }[];
}

export interface StepPage {
  id: string;
  title: string;
  blocks: Block[];
  tasks: TaskText[];
  after: Block[];
  hints: Block[][];
  /** By id: what the question blocks of the text stand for. */
  questions: Record<string, Question>;
}

/** Titles and minutes of a lesson's steps. */
export function lessonOutline(lesson: Lesson, part: Part, locale: Locale): LessonOutline {
  const text = lesson.texts[locale];
  const steps = lesson.steps.map(({ id, minutes }) => ({
    id,
    title: text.steps.find((step) => step.id === id)?.title ?? id,
    minutes,
  }));
  return {
    slug: lesson.slug,
    title: text.title,
    part: part.title[locale],
    endsPart: (part.ends ?? part.lessons.at(-1)) === lesson.slug,
    steps,
  };
}

/** One step; undefined when there is none of that id. */
export function stepPage(lesson: Lesson, id: string, locale: Locale): StepPage | undefined {
  const step = lesson.steps.find((candidate) => candidate.id === id);
  const text = lesson.texts[locale].steps.find((candidate) => candidate.id === id);
  if (!step || !text) return undefined;
  const { title, blocks, tasks, after, hints } = text;
  const questions = Object.fromEntries(step.questions.map((question) => [question.id, question]));
  return { id, title, blocks, tasks, after, hints, questions };
}
