// What the printable workbook shows of a learner: kept by the lab with the progress, asked for by its page.
import type { DecisionView } from './view';

/** A manifest as it lay in the folder when a task of the step was done. */
export interface KeptManifest {
  text: string;
  /** Only the beginning was kept; the file was longer. */
  cut: boolean;
}

/** One step as it went. Times are ms since the epoch. */
export interface StepRecord {
  enteredAt: number;
  /** By task: when its check held, and the facts for its sentence. */
  done: Record<string, { at: number; facts: Record<string, string | number> }>;
  /** By question: the chosen option, and when it was chosen. */
  answers: Record<string, { option: string; at: number }>;
  /** What was drawn at random for this attempt at the lesson, by name. */
  values: Record<string, string>;
  /** By file name. */
  manifests: Record<string, KeptManifest>;
  /** What happened on the node while the learner was in this step, oldest first. */
  events: DecisionView[];
  /** Events that came after the list was full. */
  furtherEvents: number;
}

export interface Workbook {
  user: string;
  node: string;
  /** By `lesson/step`; only steps that were entered. */
  steps: Record<string, StepRecord>;
}
