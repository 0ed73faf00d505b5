// lesson.yaml and part.yaml. Strict: an unknown key is an error. No prose here; the texts are in de.md and en.md.
import { z } from 'zod';
import { fileName } from '@/lib/protocol/events';
import { type Check, checkSchema } from './checks/schema';
import { valuesSchema } from './values-schema';

/** Slugs, step, task and option ids: stable words, never positions. Same form as in the socket events. */
export const wordId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** Which terminal a solution types into: the one that hosts the kubelet, or one with a free prompt. */
const terminalRole = z.enum(['kubelet', 'shell']);

export const actionSchema = z.union([
  z.strictObject({
    /** Lines as a learner would type them; `{{pauseId}}` and the like are filled in. Each is ended with Enter. */
    type: z.string().min(1),
    terminal: terminalRole.default('shell'),
    /** Stays in the foreground: do not wait for the prompt. */
    stays: z.boolean().default(false),
    /** What it asks may need a moment (a web server that has just started): typed again until it succeeds, as one would. */
    again: z.boolean().optional(),
  }),
  /** Writes this file of the step's solution folder into the manifest folder. */
  z.strictObject({ save: fileName }),
  /** Removes a file from the manifest folder. */
  z.strictObject({ remove: fileName }),
  /** Ctrl-C. */
  z.strictObject({ interrupt: terminalRole }),
  /** Gives the right answer to this question of the step. */
  z.strictObject({ answer: wordId }),
  z.strictObject({ wait: checkSchema, seconds: z.number().positive().max(600).default(60) }),
]);
export type Action = z.infer<typeof actionSchema>;

export const taskSchema = z.strictObject({
  id: wordId,
  check: checkSchema,
  /** May be empty when the solution of the task before brings it about. */
  solve: z.array(actionSchema),
  /** How long after its last action the check may take to hold. */
  seconds: z.number().positive().max(600).default(60),
});
export type Task = z.infer<typeof taskSchema>;

export const questionSchema = z.strictObject({
  id: wordId,
  kind: z.enum(['predict', 'quiz']),
  options: z.array(wordId).min(2).max(6),
  right: wordId,
  /** predict: the task whose completion is the answer. */
  answeredBy: wordId.optional(),
});
export type Question = z.infer<typeof questionSchema>;

export const stepSchema = z.strictObject({
  id: wordId,
  minutes: z.number().positive(),
  /** What reset builds, and what must hold for the tasks to make sense. Manifests come from start/ and the solutions before. */
  start: z.strictObject({
    kubelet: z.boolean(),
    /** What reset does besides, before it writes the manifests: what the learner has typed in the steps before. */
    build: z.array(actionSchema).default([]),
    /** It does not follow from the step before: who comes from there has it built. */
    anew: z.boolean().default(false),
    /** Checked before anything is asked of the learner. */
    holds: checkSchema.optional(),
  }),
  tasks: z.array(taskSchema).min(1),
  questions: z.array(questionSchema).default([]),
  /** Levels of hints in the texts. */
  hints: z.number().int().min(0).max(9).default(0),
});
export type Step = z.infer<typeof stepSchema>;

/** Questions that a task's check or solution names. */
function questionsOf({ check, solve }: Task): string[] {
  const inCheck = (part: Check): string[] => {
    if (part.kind === 'answer') return [part.question];
    if ('of' in part) return part.of.flatMap(inCheck);
    return 'check' in part ? inCheck(part.check) : [];
  };
  return [...inCheck(check), ...solve.flatMap((action) => ('answer' in action ? [action.answer] : []))];
}

const unique = (ids: string[]): boolean => new Set(ids).size === ids.length;

const lessonShape = z.strictObject({
  /** Drawn at random for each attempt; `{{value:name}}` stands for them. */
  values: valuesSchema.default({}),
  steps: z.array(stepSchema).min(1),
});

export const lessonSchema = lessonShape.superRefine(({ steps }, context) => {
  const issue = (message: string, path: (string | number)[]) => context.addIssue({ code: 'custom', message, path });
  if (!unique(steps.map(({ id }) => id))) issue('two steps have the same id', ['steps']);
  steps.forEach((step, i) => {
    const at = ['steps', i];
    step.tasks.forEach((task, j) => {
      for (const asked of questionsOf(task)) {
        if (step.questions.some(({ id }) => id === asked)) continue;
        issue(`no question of this step is called ${asked}`, [...at, 'tasks', j]);
      }
    });
    if (!unique(step.tasks.map(({ id }) => id))) issue('two tasks have the same id', [...at, 'tasks']);
    if (!unique(step.questions.map(({ id }) => id))) issue('two questions have the same id', [...at, 'questions']);
    step.questions.forEach((question, j) => {
      const where = [...at, 'questions', j];
      if (!unique(question.options)) issue('two options have the same id', [...where, 'options']);
      if (!question.options.includes(question.right))
        issue(`no option is called ${question.right}`, [...where, 'right']);
      if ((question.kind === 'predict') !== (question.answeredBy !== undefined)) {
        issue('answeredBy belongs to each predict, and only there', where);
      }
      const { answeredBy } = question;
      if (answeredBy !== undefined && !step.tasks.some(({ id }) => id === answeredBy)) {
        issue(`no task of this step is called ${answeredBy}`, [...where, 'answeredBy']);
      }
    });
  });
});
export type LessonStructure = z.infer<typeof lessonSchema>;

export const partSchema = z
  .strictObject({
    id: wordId,
    title: z.strictObject({ de: z.string().min(1), en: z.string().min(1) }),
    /** Slugs in reading order; each is a folder beside part.yaml. */
    lessons: z.array(wordId).min(1),
    /** Where the way through the part ends; what is listed after it is an extra. Default: the last lesson. */
    ends: wordId.optional(),
  })
  .superRefine(({ lessons, ends }, context) => {
    if (ends === undefined || lessons.includes(ends)) return;
    context.addIssue({ code: 'custom', message: `no lesson of this part is called ${ends}`, path: ['ends'] });
  });
export type Part = z.infer<typeof partSchema>;
