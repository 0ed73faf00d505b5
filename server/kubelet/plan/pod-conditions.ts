// The four conditions of a pod. Upstream: pkg/kubelet/status/generate.go (1.20), in the order in which it appends them.
import type { PodCondition, PodSpec, PodStatus } from '@/lib/k8s/types';
import { toTimestamp } from './timestamp';

type Verdict = Pick<PodCondition, 'status' | 'reason' | 'message'>;
type Reported = Pick<PodStatus, 'phase' | 'containerStatuses' | 'initContainerStatuses'>;
const TRUE: Verdict = { status: 'True' };

/** A condition's time changes only when its status does. `now`: ms since the epoch. */
export function podConditions(
  spec: PodSpec,
  reported: Reported,
  previous: readonly PodCondition[] = [],
  now: number,
): PodCondition[] {
  const containersAre = containersReady(reported);
  const condition = (type: PodCondition['type'], { status, ...why }: Verdict): PodCondition => {
    const before = previous.find((old) => old.type === type);
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : toTimestamp(now);
    return { type, status, lastProbeTime: null, lastTransitionTime, ...why };
  };
  const isInitialized = condition('Initialized', initialized(reported));
  return [
    isInitialized,
    condition('Ready', containersAre.status === 'True' ? gatesReady(spec, [isInitialized]) : containersAre),
    condition('ContainersReady', containersAre),
    condition('PodScheduled', TRUE),
  ];
}

function initialized({ phase, initContainerStatuses = [] }: Reported): Verdict {
  if (phase === 'Succeeded') return { ...TRUE, reason: 'PodCompleted' };
  const incomplete = initContainerStatuses.filter(({ ready }) => !ready).map(({ name }) => name);
  if (incomplete.length === 0) return TRUE;
  const message = `containers with incomplete status: [${incomplete.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotInitialized', message };
}

function containersReady({ phase, containerStatuses = [] }: Reported): Verdict {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  const unready = containerStatuses.filter(({ ready }) => !ready).map(({ name }) => name);
  if (unready.length === 0) return TRUE;
  const message = `containers with unready status: [${unready.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotReady', message };
}

/** A gate is a condition that others set through the API server; without one, only what was found so far (`known`) exists. */
function gatesReady({ readinessGates = [] }: PodSpec, known: readonly PodCondition[]): Verdict {
  const problems = readinessGates.flatMap(({ conditionType }) => {
    const condition = known.find(({ type }) => type === conditionType);
    const gate = `pod readiness gate "${conditionType}"`;
    if (!condition) return [`corresponding condition of ${gate} does not exist.`];
    return condition.status === 'True' ? [] : [`the status of ${gate} is not "True", but ${condition.status}`];
  });
  if (problems.length === 0) return TRUE;
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: problems.join(', ') };
}
