// Of one delivery: no two pods may have the same full name. Pure. Upstream: pkg/kubelet/config/config.go filterInvalidPods (1.20).
import { podDescriptor, podFullName } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';

export interface Rejected {
  pod: StaticPod;
  /** The line of the log, and the message of the FailedValidation event. */
  logLine: string;
  message: string;
}

/** The first pod of each name, and what is said of the others. */
export function uniquePods(pods: readonly StaticPod[], source: string): { unique: StaticPod[]; rejected: Rejected[] } {
  const names = new Set<string>();
  const unique: StaticPod[] = [];
  const rejected: Rejected[] = [];
  for (const [index, pod] of pods.entries()) {
    const name = podFullName(pod);
    if (names.has(name)) {
      const why = `due to duplicate pod name "${pod.metadata.name}", ignoring`;
      const who = podDescriptor(pod);
      const logLine = `Pod[${index + 1}] (${who}) from ${source} failed validation ${why}`;
      rejected.push({ pod, logLine, message: `Error validating pod ${who} from ${source} ${why}` });
    } else unique.push(pod);
    names.add(name);
  }
  return { unique, rejected };
}
