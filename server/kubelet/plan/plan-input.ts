// All that a decision about one pod may rest on. Plain data: no clock, no engine, no memory of its own.
import type { PodStatus, StaticPod } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { Blocked } from '../admission/soft-admit';
import type { BackOffTable } from '../backoff';
import type { ContainerRecord } from '../runtime-service';
import type { PodVolumeFacts } from './plan-volumes';
import type { ProbeFacts } from './probe-facts';

/** Why the last attempt to start a container failed, in upstream's words (pkg/kubelet/reason_cache.go). */
export interface StartError {
  reason:
    | 'CrashLoopBackOff'
    | 'ErrImagePull'
    | 'ImagePullBackOff'
    | 'ErrImageNeverPull'
    | 'ImageInspectError'
    | 'InvalidImageName'
    | 'CreateContainerConfigError'
    | 'CreateContainerError'
    | 'RunContainerError'
    // Upstream really puts the error's text into the reason (kuberuntime_container.go ErrPostStartHook).
    | `PostStartHookError: ${string}`;
  message: string;
}

/** The pod has to end. Once decided this never changes. */
export interface Termination {
  because: Because;
  /** ms since the epoch. */
  since: number;
}

export interface PodPlanInput {
  pod: StaticPod;
  /** Its sandboxes and containers, dead ones included. */
  records: readonly ContainerRecord[];
  termination?: Termination;
  /** The pod reached its end (Succeeded, Failed) and is never started again: why. */
  finished?: Because;
  /** It may not run on this host now: nothing of it is started, and what runs is ended. */
  blocked?: Blocked;
  /** What the kubelet last reported. */
  previous?: PodStatus;
  backOff: BackOffTable;
  volumes: PodVolumeFacts;
  /** Of the images in pull back-off, those that are on the node all the same (a person may have loaded them). */
  presentImages: ReadonlySet<string>;
  /** Replaces the pod's own grace period, s (eviction). */
  graceOverride?: number;
  pruning: Pruning;
  /** Without: nothing is probed. */
  probes?: ProbeFacts;
  /** ms since the epoch. */
  now: number;
}

/** How much of what is dead a pod that lives on may keep. */
export interface Pruning {
  /** Dead instances of each container, at least 1; Infinity where all are kept. */
  keptInstances: number;
  /** Ids of dead containers that the node has no room for (housekeeping/plan-container-gc.ts). */
  surplus: ReadonlySet<string>;
}

export interface PodStatusInput {
  pod: StaticPod;
  records: readonly ContainerRecord[];
  previous?: PodStatus;
  /** By container name; an entry goes with the next start that works. */
  startErrors: ReadonlyMap<string, StartError>;
  /** Without: nothing is probed. */
  probes?: ProbeFacts;
  /** It may not run on this host now. */
  blocked?: Blocked;
  /** ms since the epoch. */
  now: number;
}
