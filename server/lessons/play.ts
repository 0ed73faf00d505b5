// Plays a lesson without a browser, for CI: from an empty node, each check fails before its solution and holds after it.
import { drawnLesson, type Lesson } from '@/lib/lessons/lesson';
import type { Step, Task } from '@/lib/lessons/schema';
import { placeholders } from '@/lib/lessons/sentences';
import { drawValues } from '@/lib/lessons/values';
import type { LabView } from '@/lib/protocol/view';
import type { LessonClock } from './clock';
import type { LessonHost } from './engine';
import { evaluateStep, missingStart, rightAnswers } from './evaluate-step';
import { type Playing, playActions } from './play-actions';
import { enteredStep, type StepProgress } from './progress';
import { buildStart } from './start-state';

export interface TaskResult {
  task: string;
  /** The check did not hold when the step was entered. */
  failedBefore: boolean;
  /** It holds after the solution. */
  heldAfter: boolean;
  /** ms from the first action until the check held (or the attempt was given up). */
  tookMs: number;
  /** What was still missing, or why an action could not be done. Empty when all is well. */
  problem: string;
  /** Facts that a `done` sentence names and the check does not deliver. */
  missingFacts: string[];
}

export interface StepResult {
  step: string;
  /** The declared start held when the step was reached by playing the steps before. */
  startHeld: boolean;
  /** Only where the start was built by reset alone; empty when that worked. */
  resetProblem?: string;
  tasks: TaskResult[];
  ok: boolean;
}

/**
 * Plays all steps in order on one node, with values drawn at random, and says how each check went. Never throws for what a lesson gets wrong.
 * @param options.resets builds each step's start by reset before playing it (slow; empties the node each time); without
 * it only of those steps that begin anew.
 */
export async function playLesson(
  template: Lesson,
  host: LessonHost,
  options: { clock: LessonClock; resets?: boolean },
): Promise<StepResult[]> {
  const lesson = drawnLesson(template, drawValues(template.values, Math.random));
  const { clock } = options;
  await host.emptyNode();
  const results: StepResult[] = [];
  for (const step of lesson.steps) {
    const reset = options.resets === true || step.start.anew ? await resetTo(lesson, step, host, clock) : undefined;
    const result = await new StepPlayer(lesson, step, host, clock).play();
    results.push(reset === undefined ? result : { ...result, resetProblem: reset, ok: result.ok && reset === '' });
  }
  return results;
}

async function resetTo(lesson: Lesson, step: Step, host: LessonHost, clock: LessonClock): Promise<string> {
  const { enteredAt, history } = enteredStep(clock.now());
  const context = (view: LabView) => ({ view, enteredAt, now: clock.now(), history, answers: {} });
  const playing = { host, preferred: undefined, files: {}, context, answer: () => undefined };
  const failure = await buildStart(lesson, step, playing);
  return failure ? `${failure.code} ${JSON.stringify(failure.facts)}` : '';
}

class StepPlayer {
  private progress: StepProgress;
  private missing = '';

  constructor(
    private readonly lesson: Lesson,
    private readonly step: Step,
    private readonly host: LessonHost,
    private readonly clock: LessonClock,
  ) {
    this.progress = enteredStep(clock.now());
  }

  async play(): Promise<StepResult> {
    const { step } = this;
    this.observe(this.host.view());
    const startHeld = missingStart(step, this.context(this.host.view())) === undefined;
    const doneBefore = new Set(Object.keys(this.progress.done));
    const tasks: TaskResult[] = [];
    for (const task of step.tasks) tasks.push(await this.playTask(task, !doneBefore.has(task.id)));
    const ok =
      startHeld && tasks.every((task) => task.failedBefore && task.heldAfter && task.missingFacts.length === 0);
    return { step: step.id, startHeld, tasks, ok };
  }

  private async playTask(task: Task, failedBefore: boolean): Promise<TaskResult> {
    const begun = this.clock.now();
    const failure = await playActions(task.solve, this.playing());
    const heldAfter = await this.host.waitFor(
      (view) => this.observe(view).done[task.id] !== undefined,
      task.seconds * 1000,
    );
    const why = failure ? `${failure.code} ${JSON.stringify(failure.facts)}` : this.missing;
    return {
      task: task.id,
      failedBefore,
      heldAfter,
      tookMs: this.clock.now() - begun,
      problem: heldAfter ? '' : why,
      missingFacts: heldAfter ? this.missingFacts(task) : [],
    };
  }

  private observe(view: LabView): StepProgress {
    const result = evaluateStep(this.step, this.progress, view, this.clock.now());
    this.progress = result.progress;
    this.missing = Object.values(result.view.tasks).find((task) => task.unmet)?.unmet?.key ?? '';
    return this.progress;
  }

  private context(view: LabView) {
    const { enteredAt, history } = this.progress;
    return { view, enteredAt, now: this.clock.now(), history, answers: rightAnswers(this.step, this.progress) };
  }

  private playing(): Playing {
    const files = this.lesson.solution[this.step.id] ?? {};
    const context = (view: LabView) => this.context(view);
    return { host: this.host, preferred: undefined, files, context, answer: (question) => this.answer(question) };
  }

  private answer(asked: string): void {
    const right = this.step.questions.find(({ id }) => id === asked)?.right ?? '';
    this.progress = { ...this.progress, answers: { ...this.progress.answers, [asked]: right } };
  }

  private missingFacts(task: Task): string[] {
    const facts = this.progress.done[task.id]?.facts ?? {};
    const sentences = Object.values(this.lesson.texts).map(
      (text) =>
        text.steps.find(({ id }) => id === this.step.id)?.tasks.find(({ id }) => id === task.id)?.sentences.done ?? [],
    );
    return [...new Set(sentences.flatMap(placeholders).map(({ name }) => name))].filter(
      (name) => facts[name] === undefined,
    );
  }
}
