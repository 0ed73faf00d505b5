// The lesson engine's door. It reads lessons/, evaluates checks on the view, keeps progress, and plays solutions through a host.
import type { Failure, Payload } from '@/lib/protocol/events';
import type { LabView, StepView } from '@/lib/protocol/view';
import type { StepRecord } from '@/lib/protocol/workbook';

/** What playing a solution may do to a lab: the same things that a learner can. */
export interface LessonHost {
  view(): LabView;
  /** Resolves when `holds(view)` is true, false after `timeoutMs`. */
  waitFor(holds: (view: LabView) => boolean, timeoutMs: number): Promise<boolean>;
  /** Types into a terminal (opens one when `terminal` is unknown or its shell has ended) and returns its id. `text` may hold control characters, e.g. `\x03`. */
  type(terminal: string | undefined, text: string): Promise<string>;
  writeManifest(file: string, content: string): Promise<void>;
  removeManifest(file: string): Promise<void>;
  /** Stops the kubelet, removes every container of this lab's node and the manifest folder. */
  emptyNode(): Promise<void>;
}

export interface LessonEngine {
  /** Evaluates the checks of entered steps on `view` and returns the whole `steps` part of the next view. Pure except for progress kept. */
  evaluate(view: LabView, at: number): Record<string, StepView>;
  enter(payload: Payload<'lesson:enter'>, at: number): Failure | null;
  answer(payload: Payload<'lesson:answer'>): { right: boolean } | Failure;
  hint(payload: Payload<'lesson:hint'>): Failure | null;
  /** Plays one task's solution; resolves when its check holds, or with what went wrong. */
  solve(payload: Payload<'lesson:solve'>, host: LessonHost): Promise<Failure | null>;
  reset(payload: Payload<'lesson:reset'>, host: LessonHost): Promise<Failure | null>;
  /** Begins the lesson anew: its progress is forgotten, its values are drawn anew, its first step is built. */
  restart(payload: Payload<'lesson:restart'>, host: LessonHost): Promise<Failure | null>;
  /** From now on the manifests (content by file name) are read whenever a task has been done, and kept for the workbook. */
  keepManifests(read: () => Promise<Record<string, string>>): void;
  /** What is kept of each entered step, for the printed workbook. */
  record(): Record<string, StepRecord>;
  /** Reads the lessons again. One that is broken now stays as it was. */
  reload(): void;
  /** Progress is on disk. */
  close(): Promise<void>;
}
