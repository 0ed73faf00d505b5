// What the kubelet says of a pod: pure, from the same records that decisions are made on.
// Upstream: kubelet_pods.go generateAPIPodStatus, status/status_manager.go (1.20).
import { everyContainer } from '@/lib/k8s/every-container';
import { qosClass } from '@/lib/k8s/qos';
import type { ContainerStatus, PodStatus } from '@/lib/k8s/types';
import type { Rejection } from '../admission/admit-pod';
import { containerStatuses, initContainerStatuses } from './container-status';
import { isRunning, sandboxesOf } from './instances';
import type { PodStatusInput } from './plan-input';
import { podConditions } from './pod-conditions';
import { isTerminalPhase, podPhase } from './pod-phase';
import { withinMessageBudget } from './termination-messages';
import { toTimestamp } from './timestamp';

const DEADLINE_MESSAGE = 'Pod was active on the node longer than the specified deadline';

/** Status of a pod, in the field order of GET /pods. A final one (Succeeded, Failed) is never computed again. */
export function planStatus(input: PodStatusInput): PodStatus {
  const { pod, previous, now } = input;
  if (previous && isTerminalPhase(previous.phase)) return previous;
  const startTime = previous?.startTime ?? toTimestamp(now);
  const count = everyContainer(pod.spec).length;
  const statuses = withinMessageBudget(containerStatuses(input), count);
  const inits = initContainerStatuses(input);
  const initStatuses = inits && withinMessageBudget(inits, count);
  const shared = {
    startTime,
    ...(initStatuses && { initContainerStatuses: initStatuses }),
    containerStatuses: statuses,
    qosClass: qosClass(pod.spec),
  };
  if (isPastDeadline(input)) {
    // The deadline path ends before phase and conditions are computed (observed: no conditions, states as they were).
    return { phase: 'Failed', message: DEADLINE_MESSAGE, reason: 'DeadlineExceeded', ...shared };
  }
  const phase = podPhase(pod.spec, statuses, initStatuses);
  const conditions = podConditions(pod.spec, { phase, ...shared }, previous?.conditions, now);
  const { blocked } = input;
  return {
    phase,
    conditions,
    ...(blocked && { message: blocked.message, reason: blocked.reason }),
    ...podAddress(input),
    ...(blocked ? withBlockedContainers(shared) : shared),
  };
}

/** The status of a pod that admission refused: nothing else is ever computed for it. */
export const rejectedStatus = ({ reason, message }: Rejection, now: number): PodStatus => ({
  phase: 'Failed',
  message: `Pod ${message}`,
  reason,
  startTime: toTimestamp(now),
});

/** What waits is not being created. */
function withBlockedContainers<T extends Pick<PodStatus, 'containerStatuses' | 'initContainerStatuses'>>(status: T): T {
  const block = (statuses: readonly ContainerStatus[]) =>
    statuses.map((one) =>
      one.state.waiting ? { ...one, state: { waiting: { ...one.state.waiting, reason: 'Blocked' } } } : one,
    );
  const { initContainerStatuses: inits, containerStatuses: regular } = status;
  return {
    ...status,
    ...(inits && { initContainerStatuses: block(inits) }),
    ...(regular && { containerStatuses: block(regular) }),
  };
}

/** From the newest sandbox, if it runs. A pod on the host's network has none without an API server. */
function podAddress({ records }: PodStatusInput): Pick<PodStatus, 'podIP' | 'podIPs'> {
  const sandbox = sandboxesOf(records)[0];
  if (!sandbox || !isRunning(sandbox) || sandbox.hostNetwork || !sandbox.ip) return {};
  return { podIP: sandbox.ip, podIPs: [{ ip: sandbox.ip }] };
}

/** When activeDeadlineSeconds ends the pod, ms since the epoch; null without one or before the pod was first reported. */
export function deadlineOf({ pod, previous }: Pick<PodStatusInput, 'pod' | 'previous'>): number | null {
  const seconds = pod.spec.activeDeadlineSeconds;
  if (seconds === undefined || previous?.startTime === undefined) return null;
  return Date.parse(previous.startTime) + seconds * 1000;
}

function isPastDeadline(input: PodStatusInput): boolean {
  const deadline = deadlineOf(input);
  return deadline !== null && input.now >= deadline;
}
