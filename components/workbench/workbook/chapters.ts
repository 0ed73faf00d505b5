// The course and the learner's record side by side, as the pages of the workbook. Pure.

import { fillValuesIn } from '@/lib/lessons/values';
import type { WorkbookLesson, WorkbookQuestion, WorkbookStep } from '@/lib/lessons/workbook';
import type { DecisionView } from '@/lib/protocol/view';
import type { KeptManifest, StepRecord, Workbook } from '@/lib/protocol/workbook';

export interface ManifestPage extends KeptManifest {
  file: string;
  /** Title of the step of this chapter that shows the same text; it is not printed twice. */
  sameAs?: string;
}

export interface QuestionPage {
  question: WorkbookQuestion;
  option: string;
  right: boolean;
  /** A quiz at once, a prediction when the node has answered. */
  known: boolean;
}

export interface StepPages {
  step: WorkbookStep;
  record: StepRecord;
  questions: QuestionPage[];
  manifests: ManifestPage[];
  events: DecisionView[];
}

export interface Chapter {
  lesson: WorkbookLesson;
  /** Steps in which something was done; empty when the lesson was only opened. */
  steps: StepPages[];
}

export interface Chapters {
  begun: Chapter[];
  notBegun: WorkbookLesson[];
  tasks: { done: number; all: number };
  answers: { right: number; given: number };
}

/** What is to be printed, in reading order. */
export function chapters(course: readonly WorkbookLesson[], { steps }: Pick<Workbook, 'steps'>): Chapters {
  const isBegun = ({ slug, steps: own }: WorkbookLesson) => own.some(({ id }) => steps[`${slug}/${id}`]);
  const begun = course.filter(isBegun).map((lesson) => chapter(lesson, steps));
  const pages = begun.flatMap((one) => one.steps);
  const given = pages.flatMap(({ questions }) => questions).filter(({ known }) => known);
  return {
    begun,
    notBegun: course.filter((lesson) => !isBegun(lesson)),
    tasks: {
      done: sum(pages.map(({ step, record }) => step.tasks.filter(({ id }) => record.done[id]).length)),
      all: sum(course.flatMap((lesson) => lesson.steps.map(({ tasks }) => tasks.length))),
    },
    answers: { right: given.filter(({ right }) => right).length, given: given.length },
  };
}

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

function chapter(lesson: WorkbookLesson, records: Workbook['steps']): Chapter {
  const shown = new Map<string, { text: string; step: string }>();
  const steps = lesson.steps.flatMap((template): StepPages[] => {
    const record = records[`${lesson.slug}/${template.id}`];
    if (!record || isBlank(record)) return [];
    const step = fillValuesIn(template, record.values);
    const manifests = Object.entries(record.manifests).map(([file, kept]): ManifestPage => {
      const before = shown.get(file);
      if (before?.text === kept.text) return { file, ...kept, sameAs: before.step };
      shown.set(file, { text: kept.text, step: step.title });
      return { file, ...kept };
    });
    return [
      {
        step,
        record,
        questions: step.questions.flatMap((one) => answer(one, record)),
        manifests,
        events: record.events,
      },
    ];
  });
  return { lesson, steps };
}

const isBlank = ({ done, answers, events }: StepRecord): boolean =>
  Object.keys(done).length + Object.keys(answers).length + events.length === 0;

function answer(question: WorkbookQuestion, { answers, done }: StepRecord): QuestionPage[] {
  const given = answers[question.id];
  if (!given) return [];
  const known = question.answeredBy === undefined || done[question.answeredBy] !== undefined;
  return [{ question, option: given.option, right: given.option === question.right, known }];
}
