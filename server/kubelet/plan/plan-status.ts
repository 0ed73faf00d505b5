// What the kubelet says of a pod: pure, from the same records that decisions are made on.
// Upstream: kubelet_pods.go generateAPIPodStatus, status/status_manager.go (1.20).
import { qosClass } from '@/lib/k8s/qos';
import type { PodStatus } from '@/lib/k8s/types';
import { containerStatuses, initContainerStatuses } from './container-status';
import { isRunning, sandboxesOf } from './instances';
import type { PodStatusInput } from './plan-input';
import { podConditions } from './pod-conditions';
import { isTerminalPhase, podPhase } from './pod-phase';
import { toTimestamp } from './timestamp';

const DEADLINE_MESSAGE = 'Pod was active on the node longer than the specified deadline';

/** Status of a pod, in the field order of GET /pods. A final one (Succeeded, Failed) is never computed again. */
export function planStatus(input: PodStatusInput): PodStatus {
  const { pod, previous, now } = input;
  if (previous && isTerminalPhase(previous.phase)) return previous;
  const startTime = previous?.startTime ?? toTimestamp(now);
  const statuses = containerStatuses(input);
  const initStatuses = initContainerStatuses(input);
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
  return {
    phase,
    conditions: podConditions(pod.spec, { phase, ...shared }, previous?.conditions, now),
    ...podAddress(input),
    ...shared,
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
