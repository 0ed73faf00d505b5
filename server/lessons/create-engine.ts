import { drawnLesson, type Lesson } from '@/lib/lessons/lesson';
import type { Question, Step } from '@/lib/lessons/schema';
import { areValuesOf, drawValues, type Values } from '@/lib/lessons/values';
import type { Failure, Payload } from '@/lib/protocol/events';
import type { LabView, StepView } from '@/lib/protocol/view';
import type { StepRecord } from '@/lib/protocol/workbook';
import type { LessonClock } from './clock';
import type { LessonEngine, LessonHost } from './engine';
import { evaluateStep, missingStart, restingStep, rightAnswers } from './evaluate-step';
import { type Playing, playActions } from './play-actions';
import { answered, enteredStep, lookedAtAnew, type Progress, type StepProgress } from './progress';
import { ProgressFile } from './progress-file';
import { loadLessons, loadLessonsOnce } from './read';
import { Recorder, stepRecord } from './recorder';
import { buildStart } from './start-state';

export interface LessonEngineOptions {
  /** Folder with part.yaml. */
  lessonsDir: string;
  /** Many labs of this process have the same lessons, which do not change while it runs: they are read once. Default false. */
  shared?: boolean;
  /** Where progress is kept; its folder is made when it is missing. */
  progressFile: string;
  clock: LessonClock;
  /** Told what the operator should know: a broken lesson, progress that can't be written. Default: stderr. */
  warn?: (message: string) => void;
  /** Draws a lesson's values; default Math.random. */
  random?: () => number;
  /** Called when `evaluate` would answer differently without the view having changed (a solution begins or ends). */
  changed?: () => void;
}

/** The lesson engine of one lab. Broken lessons are left out with a warning; `npm run lessons:lint` is where they fail. */
export function createLessonEngine(options: LessonEngineOptions): LessonEngine {
  const warn = options.warn ?? ((message: string) => process.stderr.write(`lessons: ${message}\n`));
  const read = () => {
    const { lessons, problems } = (options.shared ? loadLessonsOnce : loadLessons)(options.lessonsDir);
    for (const { file, line, message } of problems) warn(`${file}:${line}: ${message}`);
    return lessons;
  };
  const { clock, changed = () => undefined, random = Math.random } = options;
  return new FileLessonEngine(read, new ProgressFile(options.progressFile, warn), { clock, changed, random });
}

type StepPayload = Pick<Payload<'lesson:enter'>, 'lesson' | 'step'>;
interface Place {
  lesson: Lesson;
  step: Step;
  key: string;
}

class FileLessonEngine implements LessonEngine {
  private lessons: ReadonlyMap<string, Lesson>;
  private progress: Progress;
  private readonly clock: LessonClock;
  private readonly changed: () => void;
  private readonly random: () => number;
  /** Lessons with the values of the attempt in place, by slug. */
  private readonly drawn = new Map<string, Lesson>();
  private playing: { key: string; what: NonNullable<StepView['playing']> } | undefined;
  private readonly recorder = new Recorder({
    step: (key) => this.progress.steps[key],
    keep: (key, step) => this.keep(key, step),
  });

  constructor(
    private readonly read: () => Map<string, Lesson>,
    private readonly file: ProgressFile,
    { clock, changed, random }: Required<Pick<LessonEngineOptions, 'clock' | 'changed' | 'random'>>,
  ) {
    this.clock = clock;
    this.changed = changed;
    this.random = random;
    this.lessons = read();
    this.progress = file.read();
  }

  evaluate(view: LabView, at: number): Record<string, StepView> {
    const views: Record<string, StepView> = {};
    this.recorder.look(view, this.playing?.what.kind === 'reset');
    for (const [key, progress] of Object.entries(this.progress.steps)) {
      const place = this.place(...splitKey(key));
      if (!place) continue;
      const playing = this.playing?.key === key ? { playing: this.playing.what } : {};
      const values = Object.keys(place.lesson.values).length > 0 ? { values: this.valuesOf(place.lesson) } : {};
      views[key] = { ...this.stepView(place, progress, view, at), ...playing, ...values };
    }
    return views;
  }

  private stepView({ step, key }: Place, progress: StepProgress, view: LabView, at: number): StepView {
    // While a beginning is being built, what comes and goes is nobody's achievement.
    if (this.playing?.what.kind === 'reset') {
      return restingStep(step, this.playing.key === key ? enteredStep(at) : progress);
    }
    const result = evaluateStep(step, progress, view, at);
    this.keep(key, result.progress);
    if (result.progress.done !== progress.done) this.recorder.taskDone(key);
    return result.view;
  }

  enter(payload: StepPayload, at: number): Failure | null {
    const place = this.place(payload.lesson, payload.step);
    if (!place) return notFound(payload);
    const known = this.progress.steps[place.key];
    // Who comes back to a step begins where the node is now; who reloads in the middle of it goes on.
    if (!known) this.keep(place.key, enteredStep(at));
    else if (Object.keys(known.done).length === 0) this.keep(place.key, lookedAtAnew(known, at));
    this.recorder.enter(place.key);
    return null;
  }

  answer(payload: Payload<'lesson:answer'>): { right: boolean } | Failure {
    const place = this.place(payload.lesson, payload.step);
    const question = place?.step.questions.find(({ id }) => id === payload.question);
    if (!place || !question?.options.includes(payload.answer)) return notFound(payload);
    const progress = this.entered(place);
    if (!isLocked(question, progress)) {
      this.keep(place.key, answered(progress, question.id, payload.answer, this.clock.now()));
    }
    return { right: payload.answer === question.right };
  }

  hint(payload: Payload<'lesson:hint'>): Failure | null {
    const place = this.place(payload.lesson, payload.step);
    if (!place || payload.opened > place.step.hints) return notFound(payload);
    this.keep(place.key, { ...this.entered(place), hintsOpened: payload.opened });
    return null;
  }

  async solve(payload: Payload<'lesson:solve'>, host: LessonHost): Promise<Failure | null> {
    const place = this.place(payload.lesson, payload.step);
    const last = place?.step.tasks.findIndex(({ id }) => id === payload.task) ?? -1;
    if (!place || last < 0) return notFound(payload);
    const { lesson, step, key } = place;
    this.entered(place);
    const blocked =
      Object.keys(this.entered(place).done).length === 0 && missingStart(step, this.context(place, host.view()));
    if (blocked) return { code: 'Invalid', facts: { where: 'start', key: blocked.key } };
    return this.play(key, { kind: 'solve', task: payload.task, since: this.clock.now() }, async () => {
      const playing = this.playingOf(place, host, payload.terminal, lesson.solution[step.id] ?? {});
      for (const task of step.tasks.slice(0, last + 1)) {
        const isDone = (view: LabView) =>
          evaluateStep(step, this.entered(place), view, this.clock.now()).progress.done[task.id] !== undefined;
        if (isDone(host.view())) continue;
        const failure = await playActions(task.solve, playing);
        if (failure) return failure;
        if (!(await host.waitFor(isDone, task.seconds * 1000))) return { code: 'Timeout', facts: { what: task.id } };
      }
      return null;
    });
  }

  async reset(payload: Payload<'lesson:reset'>, host: LessonHost): Promise<Failure | null> {
    const place = this.place(payload.lesson, payload.step);
    if (!place) return notFound(payload);
    return this.play(place.key, { kind: 'reset', task: '', since: this.clock.now() }, async () => {
      const terminal = Object.values(host.view().terminals).find(({ hostsKubelet }) => hostsKubelet)?.id;
      const failure = await buildStart(place.lesson, place.step, this.playingOf(place, host, terminal, {}));
      const now = this.clock.now();
      // The node is another one now, for every step.
      for (const [key, step] of Object.entries(this.progress.steps)) this.keep(key, lookedAtAnew(step, now));
      this.keep(place.key, enteredStep(now));
      return failure;
    });
  }

  async restart({ id, lesson: slug }: Payload<'lesson:restart'>, host: LessonHost): Promise<Failure | null> {
    const first = this.lessons.get(slug)?.steps[0];
    if (!first) return notFound({ lesson: slug, step: '' });
    if (this.playing) return { code: 'Busy', facts: {} };
    const others = Object.entries(this.progress.steps).filter(([key]) => splitKey(key)[0] !== slug);
    const { [slug]: _drawn, ...values } = this.progress.values;
    this.drawn.delete(slug);
    this.keepAll({ ...this.progress, steps: Object.fromEntries(others), values });
    return this.reset({ id, lesson: slug, step: first.id }, host);
  }

  keepManifests(read: () => Promise<Record<string, string>>): void {
    this.recorder.readManifests = read;
  }

  record(): Record<string, StepRecord> {
    const { steps, values } = this.progress;
    return Object.fromEntries(
      Object.entries(steps).map(([key, step]) => [key, stepRecord(step, values[splitKey(key)[0]] ?? {})]),
    );
  }

  reload(): void {
    const fresh = this.read();
    // Somebody is in the middle of a lesson that is being written: half a file must not throw them out.
    this.lessons = new Map([...this.lessons, ...fresh]);
    this.drawn.clear();
  }

  async close(): Promise<void> {
    await this.recorder.settled();
    await this.file.flush();
  }

  /** Runs one play at a time. What the host throws passes through: the lab knows its own errors. */
  private async play(
    key: string,
    what: NonNullable<StepView['playing']>,
    run: () => Promise<Failure | null>,
  ): Promise<Failure | null> {
    if (this.playing) return { code: 'Busy', facts: {} };
    this.playing = { key, what };
    this.changed();
    try {
      return await run();
    } finally {
      this.playing = undefined;
      this.changed();
    }
  }

  private playingOf(
    place: Place,
    host: LessonHost,
    preferred: string | undefined,
    files: Record<string, string>,
  ): Playing {
    const context = (view: LabView) => this.context(place, view);
    return { host, preferred, files, context, answer: (question) => this.answerRightly(place, question) };
  }

  private answerRightly(place: Place, asked: string): void {
    const right = place.step.questions.find(({ id }) => id === asked)?.right ?? '';
    const progress = this.entered(place);
    this.keep(place.key, answered(progress, asked, right, this.clock.now()));
    this.changed();
  }

  private context(place: Place, view: LabView) {
    const progress = this.entered(place);
    const { enteredAt, history } = progress;
    return { view, enteredAt, now: this.clock.now(), history, answers: rightAnswers(place.step, progress) };
  }

  private place(slug: string, id: string): Place | undefined {
    const lesson = this.lessonOf(slug);
    const step = lesson?.steps.find((candidate) => candidate.id === id);
    return lesson && step && { lesson, step, key: `${slug}/${id}` };
  }

  /** The lesson with the values of this attempt in place. */
  private lessonOf(slug: string): Lesson | undefined {
    const known = this.drawn.get(slug);
    const lesson = this.lessons.get(slug);
    if (known || !lesson) return known;
    const drawn = drawnLesson(lesson, this.valuesOf(lesson));
    this.drawn.set(slug, drawn);
    return drawn;
  }

  /** What was drawn for the attempt; draws when nothing was, or when the lesson draws otherwise now. */
  private valuesOf({ slug, values: definitions }: Lesson): Values {
    const kept = this.progress.values[slug];
    if (Object.keys(definitions).length === 0) return {};
    if (kept && areValuesOf(definitions, kept)) return kept;
    const values = drawValues(definitions, this.random);
    this.keepAll({ ...this.progress, values: { ...this.progress.values, [slug]: values } });
    return values;
  }

  /** The step's progress; enters it if nobody has. */
  private entered({ key }: Place): StepProgress {
    const known = this.progress.steps[key];
    if (known) return known;
    const fresh = enteredStep(this.clock.now());
    this.keep(key, fresh);
    return fresh;
  }

  private keep(key: string, step: StepProgress): void {
    if (this.progress.steps[key] === step) return;
    this.keepAll({ ...this.progress, steps: { ...this.progress.steps, [key]: step } });
  }

  private keepAll(progress: Progress): void {
    this.progress = progress;
    this.file.write(progress);
  }
}

const splitKey = (key: string): [string, string] => {
  const [lesson = '', step = ''] = key.split('/');
  return [lesson, step];
};

const notFound = ({ lesson, step }: StepPayload): Failure => ({
  code: 'NotFound',
  facts: { what: `${lesson}/${step}` },
});

/** A prediction can be changed until the node has answered. */
const isLocked = (question: Question, progress: StepProgress): boolean =>
  question.answeredBy !== undefined && progress.done[question.answeredBy] !== undefined;
