import type { LabView } from '@/lib/protocol/view';
import type { Facts } from '../facts';
import type { Check } from './schema';

/** What a step remembers of the time since it was entered; plain JSON, kept with the progress. */
export interface StepHistory {
  /** Sandbox that the step saw first, by pod uid. */
  sandboxes: Record<string, string>;
  /** Attempt that the step saw first, by `uid/container`. */
  attempts: Record<string, number>;
  /** Paths of `after` checks that have been seen unmet. */
  edges: string[];
}

export interface CheckContext {
  view: LabView;
  /** ms since the epoch; evidence from before it does not count where a check is about something happening. */
  enteredAt: number;
  now: number;
  history: StepHistory;
  /** By question of the step: was it answered rightly? Not there: not answered yet. */
  answers: Readonly<Record<string, boolean>>;
}

export interface CheckResult {
  /** watching: it has begun (a command runs, a container starts) and is not there yet. */
  state: 'met' | 'unmet' | 'watching';
  /** Which sentence says what is missing, with the facts for it. Set unless met. */
  unmet?: { key: string; facts: Facts };
  /** Facts for the sentence that says why it worked. */
  facts: Facts;
  /** When it came true, ms since the epoch, where the view tells. */
  at?: number;
  /** `after` checks that were unmet just now. */
  edges?: string[];
}

export const met = (facts: Facts, at?: number): CheckResult =>
  at === undefined ? { state: 'met', facts } : { state: 'met', facts, at };
export const unmet = (key: string, facts: Facts): CheckResult => ({ state: 'unmet', unmet: { key, facts }, facts });
export const watching = (key: string, facts: Facts): CheckResult => ({ ...unmet(key, facts), state: 'watching' });

/** How a combined check evaluates its parts. */
export type Evaluate = (check: Check, context: CheckContext, path: string) => CheckResult;
