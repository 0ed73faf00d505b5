// How long a container has from the decision to end it until SIGKILL. Upstream: kuberuntime_container.go killContainer (1.20).
import type { Handler, Lifecycle } from '@/lib/k8s/pod-parts';
import type { Container, StaticPod } from '@/lib/k8s/types';

/** Even `terminationGracePeriodSeconds: 0` gives a container this long between SIGTERM and SIGKILL, s. */
export const MINIMUM_GRACE_SECONDS = 2;

const wantedSeconds = ({ metadata, spec }: StaticPod): number =>
  metadata.deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? MINIMUM_GRACE_SECONDS;

/** Grace of a pod in whole seconds, at least 2. */
export const gracePeriodSeconds = (pod: StaticPod): number => Math.max(MINIMUM_GRACE_SECONDS, wantedSeconds(pod));

export const preStopOf = ({ lifecycle }: Container): Handler | undefined =>
  (lifecycle as Lifecycle | undefined)?.preStop;

/** What there is of a preStop hook at a kill. */
export interface PreStopTime {
  /** How long it may take, s. */
  seconds: number;
  /** What it takes is taken from the grace period; false where the grace period was set from outside. */
  spendsGrace: boolean;
}

/** Undefined when the container has no preStop hook, or no time for it. */
export function preStopTime(pod: StaticPod, container: Container, graceOverride?: number): PreStopTime | undefined {
  const seconds = wantedSeconds(pod);
  return preStopOf(container) && seconds > 0 ? { seconds, spendsGrace: graceOverride === undefined } : undefined;
}
