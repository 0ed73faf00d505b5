import { evaluateCheck } from '@/lib/lessons/checks/evaluate';
import { remember, rememberEdges } from '@/lib/lessons/checks/history';
import type { CheckContext, CheckResult } from '@/lib/lessons/checks/result';
import type { Step } from '@/lib/lessons/schema';
import type { LabView, StepView, TaskView } from '@/lib/protocol/view';
import type { StepProgress } from './progress';

/**
 * One entered step on one view. Pure: returns what people see and the progress to keep, which is the same object when
 * nothing is new. A task that is done stays done; an open one says what is missing once it is its turn or has begun.
 */
export function evaluateStep(
  step: Step,
  progress: StepProgress,
  view: LabView,
  now: number,
): { view: StepView; progress: StepProgress } {
  let history = remember(progress.history, view);
  const answers = rightAnswers(step, progress);
  const context: CheckContext = { view, enteredAt: progress.enteredAt, now, history, answers };
  const results = new Map<string, CheckResult>();
  for (const task of step.tasks.filter(({ id }) => progress.done[id] === undefined)) {
    const result = evaluateCheck(task.check, context, task.id);
    history = rememberEdges(history, result);
    results.set(task.id, result);
  }
  const doneNow = [...results].filter(([, result]) => result.state === 'met');
  const done = doneNow.length === 0 ? progress.done : { ...progress.done };
  for (const [id, { facts }] of doneNow) done[id] = { at: now, facts };
  const changed = history !== progress.history || done !== progress.done;
  const next = changed ? { ...progress, history, done } : progress;
  // Without an engine nothing can be said about what is there.
  const judgeable = view.engine.state !== 'unavailable' && Object.keys(done).length === 0;
  const blocked = judgeable ? missingStart(step, context) : undefined;
  return { view: stepView(step, next, results, view, blocked), progress: next };
}

/** Which of the step's answered questions were answered rightly. */
export function rightAnswers({ questions }: Step, { answers }: StepProgress): Record<string, boolean> {
  const given = questions.filter(({ id }) => answers[id] !== undefined);
  return Object.fromEntries(given.map(({ id, right }) => [id, answers[id] === right]));
}

/** The step while it can't be judged: what is done stays, nothing is said of the rest. */
export function restingStep(step: Step, progress: StepProgress): StepView {
  const tasks = step.tasks.map(({ id }): [string, TaskView] => {
    const done = progress.done[id];
    return [id, done ? { state: 'done', facts: done.facts, doneAt: done.at } : { state: 'open' }];
  });
  const { enteredAt, hintsOpened, answers } = progress;
  return { enteredAt, tasks: Object.fromEntries(tasks), hintsOpened, answers };
}

/** What the step starts from does not hold: the sentence that says so. */
export function missingStart(step: Step, context: CheckContext): StepView['blocked'] {
  const result = step.start.holds && evaluateCheck(step.start.holds, context, 'start');
  return result?.state === 'unmet' ? result.unmet : undefined;
}

function stepView(
  step: Step,
  progress: StepProgress,
  results: ReadonlyMap<string, CheckResult>,
  view: LabView,
  blocked: StepView['blocked'],
): StepView {
  const paused = view.engine.state === 'unavailable';
  const open = step.tasks.filter(({ id }) => progress.done[id] === undefined);
  // One light in the pane: only the first open task that has begun is watched.
  const watched = open.find(({ id }) => results.get(id)?.state === 'watching')?.id;
  const tasks = open.map((task): [string, TaskView] => [
    task.id,
    openTask(results.get(task.id), { paused, watched: task.id === watched, turn: task === open[0] }),
  ]);
  const resting = restingStep(step, progress);
  return { ...resting, tasks: { ...resting.tasks, ...Object.fromEntries(tasks) }, ...(blocked && { blocked }) };
}

function openTask(
  result: CheckResult | undefined,
  place: { paused: boolean; watched: boolean; turn: boolean },
): TaskView {
  if (place.paused) return { state: 'paused' };
  const speaks = (place.turn || place.watched) && result?.unmet;
  return { state: place.watched ? 'watching' : 'open', ...(speaks && { unmet: speaks }) };
}
