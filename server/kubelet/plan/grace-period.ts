// How long a container has between SIGTERM and SIGKILL. Upstream: kuberuntime_container.go killContainer (1.20).
import type { StaticPod } from '@/lib/k8s/types';

/** Even `terminationGracePeriodSeconds: 0` gives a container this long, s. */
const MINIMUM_SECONDS = 2;

/** Grace of a pod in whole seconds, at least 2. */
export function gracePeriodSeconds({ metadata, spec }: StaticPod): number {
  const wanted = metadata.deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? MINIMUM_SECONDS;
  return Math.max(MINIMUM_SECONDS, wanted);
}
