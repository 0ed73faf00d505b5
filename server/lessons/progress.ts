// What is kept of each entered step. Small JSON; the engine holds it in memory, progress-file.ts on disk.
import { z } from 'zod';
import { emptyHistory } from '@/lib/lessons/checks/history';
import { emptyRecord, recordSchema } from './record';

const facts = z.record(z.string(), z.union([z.string(), z.number()]));

const stepProgressSchema = z.object({
  enteredAt: z.number(),
  /** By task; once done it stays done until the step is reset. */
  done: z.record(z.string(), z.object({ at: z.number(), facts })),
  hintsOpened: z.number(),
  answers: z.record(z.string(), z.string()),
  history: z.object({
    sandboxes: z.record(z.string(), z.string()),
    attempts: z.record(z.string(), z.number()),
    edges: z.array(z.string()),
  }),
  /** For the printed workbook. */
  record: recordSchema.default(emptyRecord),
});
export type StepProgress = z.infer<typeof stepProgressSchema>;

export const progressSchema = z.object({
  version: z.literal(1),
  /** Keyed `lesson/step`. */
  steps: z.record(z.string(), stepProgressSchema),
  /** What was drawn at random for the attempt, by lesson and name. */
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});
export type Progress = z.infer<typeof progressSchema>;

export const emptyProgress = (): Progress => ({ version: 1, steps: {}, values: {} });

/** A step that was entered just now. */
export const enteredStep = (at: number): StepProgress => ({
  enteredAt: at,
  done: {},
  hintsOpened: 0,
  answers: {},
  history: emptyHistory(),
  record: emptyRecord(),
});

/** The step begins to look anew: what was done, answered and opened stays. */
export const lookedAtAnew = (step: StepProgress, at: number): StepProgress => ({
  ...step,
  enteredAt: at,
  history: emptyHistory(),
});

/** The step with this answer to one of its questions. */
export const answered = (step: StepProgress, question: string, option: string, at: number): StepProgress => ({
  ...step,
  answers: { ...step.answers, [question]: option },
  record: { ...step.record, answeredAt: { ...step.record.answeredAt, [question]: at } },
});
