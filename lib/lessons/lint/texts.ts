// One language against lesson.yaml: the same steps, tasks, sentences, questions, options and hints, in the same order.
import { unmetKeys } from '../checks/evaluate';
import type { Mark } from '../markdown/source';
import type { LessonText } from '../markdown/text';
import type { LessonProblem } from '../problem';
import type { LessonStructure, Step } from '../schema';
import { FACT_FORMATS, placeholders } from '../sentences';

export function lintTexts(text: LessonText, { steps }: LessonStructure, yaml: string): LessonProblem[] {
  const problems: LessonProblem[] = [];
  const sections = text.sections.filter(({ id }) => id !== '');
  const order = compare(
    steps.map(({ id }) => id),
    sections.map(({ id, line }) => ({ value: id, line })),
    'step',
  );
  problems.push(...order.map(({ line, message }) => ({ file: text.file, line, message: `${message} (${yaml})` })));
  for (const step of steps) {
    const section = sections.find(({ id }) => id === step.id);
    if (section) problems.push(...lintStep(text, step, section.line));
  }
  return problems;
}

function lintStep(text: LessonText, step: Step, line: number): LessonProblem[] {
  const marks = text.marks.filter((mark) => mark.step === step.id);
  const of = (kind: Mark['kind']) => marks.filter((mark) => mark.kind === kind);
  const found = [
    ...compare(
      step.tasks.map(({ id }) => id),
      of('task'),
      'task',
      line,
    ),
    ...compare(
      step.questions.map(({ kind, id }) => `${kind} ${id}`),
      of('question'),
      'question',
      line,
    ),
    ...compare(
      step.questions.flatMap(({ id, options }) => options.map((option) => `${id}/${option}`)),
      of('option'),
      'option',
      line,
    ),
    ...compare(
      Array.from({ length: step.hints }, () => 'level'),
      of('hint'),
      'hint',
      line,
    ),
    ...lintSentences(text, step, of('sentence'), line),
  ];
  return found.map((problem) => ({
    file: text.file,
    line: problem.line,
    message: `step ${step.id}: ${problem.message}`,
  }));
}

type Found = { line: number; message: string };

/** First difference of two ordered lists. */
function compare(wanted: string[], marks: { value: string; line: number }[], noun: string, line = 0): Found[] {
  const at = Math.max(wanted.length, marks.length);
  for (let i = 0; i < at; i += 1) {
    const mark = marks[i];
    if (wanted[i] === mark?.value) continue;
    if (!mark) return [{ line, message: `${noun} ${wanted[i]} has no text` }];
    return [{ line: mark.line, message: `${noun} ${mark.value} stands where ${wanted[i] ?? 'none'} is expected` }];
  }
  return [];
}

function lintSentences(text: LessonText, step: Step, marks: Mark[], line: number): Found[] {
  const texts = text.steps.find(({ id }) => id === step.id)?.tasks ?? [];
  return step.tasks.flatMap((task) => {
    const keys = unmetKeys(task.check);
    const sentences = texts.find(({ id }) => id === task.id)?.sentences ?? {};
    const lineOf = (key: string) => marks.find(({ value }) => value === `${task.id}/${key}`)?.line ?? line;
    const missing = ['done', ...keys.own].filter((key) => !sentences[key]);
    const unknown = Object.keys(sentences).filter((key) => key !== 'done' && !keys.all.includes(key));
    const formats = Object.entries(sentences).flatMap(([key, sentence]) =>
      placeholders(sentence)
        .filter(({ format }) => format !== '' && !FACT_FORMATS.some((known) => known === format))
        .map(({ format }) => ({ line: lineOf(key), message: `unknown format {…|${format}}` })),
    );
    return [
      ...missing.map((key) => ({ line, message: `task ${task.id} has no sentence \`${key}\`` })),
      ...unknown.map((key) => ({ line: lineOf(key), message: `task ${task.id} can't be unmet by \`${key}\`` })),
      ...formats,
    ];
  });
}
