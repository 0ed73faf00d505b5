// When a pod is looked at again if nothing happens. Pure. Upstream: pod_workers.go wrapUp (1.20): 60–90 s after a success,
// 10–15 s after a failure. Deliberate deviation: a back-off ends exactly when it says, not at the next of those.
import type { Action } from '../actions';
import { SyncError } from '../execute/host';
import type { Termination } from '../plan/plan-input';
import { removalTime } from '../plan/plan-removal';
import type { ContainerRecord } from '../runtime-service';
import { VolumeError } from '../volumes/volume-error';

const RETRY_MS = 10_000;
const JITTER = 0.5;
/** ErrImagePull is shown this long before ImagePullBackOff replaces it; upstream: until its next listing. */
const PULL_ERROR_MS = 1_000;

export interface NextSyncInput {
  /** The plan that was carried out. */
  actions: readonly Action[];
  /** --sync-frequency, ms. */
  syncMs: number;
  errors: readonly unknown[];
  records: readonly ContainerRecord[];
  termination: Termination | undefined;
  /** When activeDeadlineSeconds ends the pod, ms since the epoch. */
  deadline: number | null;
  /** ms since the epoch. */
  now: number;
  random(): number;
}

/** Milliseconds until the next sync. */
export function nextSyncDelay(input: NextSyncInput): number {
  const { actions, syncMs, errors, records, termination, deadline, now } = input;
  const jittered = (ms: number) => ms * (1 + JITTER * input.random());
  const reasons = errors.map((error) => (error instanceof SyncError ? error.reason : ''));
  const waits = actions.flatMap((action) => (action.kind === 'Wait' ? [action] : []));
  const failed = reasons.some((reason) => reason !== 'CrashLoopBackOff');

  const times = [jittered(syncMs), ...waits.map(({ until }) => until - now)];
  if (reasons.includes('ErrImagePull')) times.push(PULL_ERROR_MS);
  // The plan knows when a volume may be tried again.
  if (errors.some((error) => error instanceof VolumeError)) times.push(0);
  if (failed) times.push(jittered(RETRY_MS));
  if (deadline !== null) times.push(deadline - now);
  if (termination && errors.length === 0) times.push(removalTime(records, termination) - now);
  return Math.max(0, Math.min(...times));
}
