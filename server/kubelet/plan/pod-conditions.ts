// The four conditions of a pod. Upstream: pkg/kubelet/status/generate.go (1.20), in the order in which it appends them.
import type { ContainerStatus, PodCondition, PodPhase } from '@/lib/k8s/types';
import { toTimestamp } from './timestamp';

type Verdict = Pick<PodCondition, 'status' | 'reason' | 'message'>;
const TRUE: Verdict = { status: 'True' };

/** A condition's time changes only when its status does. `now`: ms since the epoch. */
export function podConditions(
  phase: PodPhase,
  statuses: readonly ContainerStatus[],
  previous: readonly PodCondition[] = [],
  now: number,
): PodCondition[] {
  const ready = containersReady(phase, statuses);
  const initialized = phase === 'Succeeded' ? { ...TRUE, reason: 'PodCompleted' } : TRUE;
  const condition = (type: PodCondition['type'], { status, ...why }: Verdict): PodCondition => {
    const before = previous.find((old) => old.type === type);
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : toTimestamp(now);
    return { type, status, lastProbeTime: null, lastTransitionTime, ...why };
  };
  return [
    condition('Initialized', initialized),
    condition('Ready', ready),
    condition('ContainersReady', ready),
    condition('PodScheduled', TRUE),
  ];
}

function containersReady(phase: PodPhase, statuses: readonly ContainerStatus[]): Verdict {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  const unready = statuses.filter(({ ready }) => !ready).map(({ name }) => name);
  if (unready.length === 0) return TRUE;
  const message = `containers with unready status: [${unready.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotReady', message };
}
