// What the printable workbook needs of a lesson: plain data, in one language. The learner's record is put beside it by the page.
import type { Locale } from '@/lib/i18n/locale';
import type { Block, Inline } from './blocks';
import type { Lesson } from './lesson';

export interface WorkbookTask {
  id: string;
  title: Inline[];
  /** Why it worked, with places for the facts. */
  done: Inline[];
}

export interface WorkbookQuestion {
  id: string;
  kind: 'predict' | 'quiz';
  title: Inline[];
  /** By option. */
  labels: Record<string, Inline[]>;
  right: string;
  /** predict: the task whose completion is the answer. */
  answeredBy?: string;
}

export interface WorkbookStep {
  id: string;
  title: string;
  tasks: WorkbookTask[];
  questions: WorkbookQuestion[];
}

export interface WorkbookLesson {
  slug: string;
  title: string;
  steps: WorkbookStep[];
}

/** Titles, tasks and questions of a lesson. */
export function workbookLesson(lesson: Lesson, locale: Locale): WorkbookLesson {
  const text = lesson.texts[locale];
  const steps = lesson.steps.flatMap((step): WorkbookStep[] => {
    const section = text.steps.find(({ id }) => id === step.id);
    if (!section) return [];
    const asked = [...section.blocks, ...section.after].flatMap(questionsIn);
    const questions = step.questions.map(({ id, kind, right, answeredBy }): WorkbookQuestion => {
      const block = asked.find((candidate) => candidate.id === id);
      const labels = Object.fromEntries((block?.options ?? []).map((option) => [option.id, option.label]));
      const question = { id, kind, title: block?.title ?? [], labels, right };
      return answeredBy === undefined ? question : { ...question, answeredBy };
    });
    const tasks = section.tasks.map(({ id, title, sentences }) => ({ id, title, done: sentences.done ?? [] }));
    return [{ id: step.id, title: section.title, tasks, questions }];
  });
  return { slug: lesson.slug, title: text.title, steps };
}

type QuestionBlock = Extract<Block, { kind: 'question' }>;

function questionsIn(block: Block): QuestionBlock[] {
  if (block.kind === 'question') return [block];
  if (block.kind === 'note') return block.children.flatMap(questionsIn);
  return block.kind === 'list' ? block.items.flat().flatMap(questionsIn) : [];
}
