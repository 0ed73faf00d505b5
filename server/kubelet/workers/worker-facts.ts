// What a pod worker holds between two steps of a sync.
import type { PodStatus, StaticPod } from '@/lib/k8s/types';
import type { Rejection } from '../admission/admit-pod';
import type { Blocked } from '../admission/soft-admit';
import type { Termination } from '../plan/plan-input';
import type { PodVolumeFacts } from '../plan/plan-volumes';
import type { ContainerRecord } from '../runtime-service';

/** A pod as a source wants it, and what admission said of it. */
export interface Wish {
  pod: StaticPod;
  rejection: Rejection | null;
}

export interface PlanFacts {
  records: ContainerRecord[];
  /** What was reported before this sync. */
  previous: PodStatus | undefined;
  termination: Termination | undefined;
  presentImages: ReadonlySet<string>;
  volumes: PodVolumeFacts;
  blocked: Blocked | null;
}
