import type { ComparisonRow, SyncStepName, WakeCause } from '@/lib/protocol/view';
import type { Action } from '../actions';

/** A step before it happens, and what it rests on. `actions` only before acting. */
export interface ComingStep {
  podUid: string;
  podName: string;
  step: SyncStepName;
  cause: WakeCause;
  rows: ComparisonRow[];
  actions: readonly Action[];
}

/** `anew`: what the step rests on may no longer be true; the sync begins again with looking. */
export type Passage = 'go' | 'anew';

/** Where a pod's sync may be held for teaching: before it observes, compares or acts. Never inside a decision. */
export interface Gate {
  /** Whether steps are held now: only then is one worth describing. */
  readonly holds: boolean;
  /** Resolves when the step may be taken. */
  pass(coming: ComingStep): Promise<Passage>;
  /** There is news of this pod: a plan of it that is held is given up. */
  changed(podUid: string, cause: WakeCause): void;
}
