// What a new status may not say after the old one. Upstream: status/status_manager.go checkContainerStateTransition (1.20).
import type { ContainerStatus, PodStatus, RestartPolicy } from '@/lib/k8s/types';

/** Why `next` is not published, in upstream's words: what has ended for good does not wait or run again. Null: it is fine. */
export function illegalTransition(
  previous: PodStatus | undefined,
  next: PodStatus,
  restartPolicy: RestartPolicy = 'Always',
): string | null {
  if (!previous || restartPolicy === 'Always') return null;
  const lists: [ContainerStatus[] | undefined, ContainerStatus[] | undefined][] = [
    [previous.containerStatuses, next.containerStatuses],
    [previous.initContainerStatuses, next.initContainerStatuses],
  ];
  for (const [before = [], after = []] of lists) {
    const offender = before.filter((status) => isFinal(status, restartPolicy)).find(({ name }) => isBack(name, after));
    if (offender) return `terminated container ${offender.name} attempted illegal transition to non-terminated state`;
  }
  return null;
}

/** It ended, and the policy wants no further run of it. */
function isFinal({ state }: ContainerStatus, restartPolicy: RestartPolicy): boolean {
  return state.terminated !== undefined && (state.terminated.exitCode === 0 || restartPolicy === 'Never');
}

const isBack = (name: string, statuses: readonly ContainerStatus[]): boolean =>
  statuses.some((status) => status.name === name && !status.state.terminated);
