// From one step of a pod's sync to the next, past the gate that may hold it.
import type { SyncStepName, WakeCause } from '@/lib/protocol/view';
import type { Action } from '../actions';
import type { EventStream } from '../event-stream';
import { type ComparisonInput, comparisonOf } from '../plan/comparison';
import type { Gate, Passage } from './gate';

export interface StepFacts extends Omit<ComparisonInput, 'actions'> {
  step: SyncStepName;
  cause: WakeCause;
  /** The plan; only before acting. */
  actions?: readonly Action[];
}

/** Tells of the step and waits until it may be taken. */
export async function passStep(facts: StepFacts, gate: Gate, stream: EventStream): Promise<Passage> {
  const { pod, step, cause, actions = [] } = facts;
  const { uid: podUid, name: podName } = pod.metadata;
  stream.emit({ type: 'phase', phase: step, podUid });
  if (!gate.holds) return 'go';
  const rows = step === 'observe' ? [] : comparisonOf(facts);
  return gate.pass({ podUid, podName, step, cause, rows, actions });
}
