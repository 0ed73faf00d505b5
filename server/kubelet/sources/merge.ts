// From the full SET of one source to what changed. Pure. Upstream: pkg/kubelet/config/config.go podStorage.merge (1.20).

import type { StaticPod } from '@/lib/k8s/types';
import { diff } from '@/lib/protocol/changes';

export interface PodChanges {
  added: StaticPod[];
  updated: StaticPod[];
  removed: StaticPod[];
}

export type PodSet = ReadonlyMap<string, StaticPod>;

/** Annotations that a source adds itself: seeing the same pod again is no change. */
const LOCAL_ANNOTATIONS = ['kubernetes.io/config.source', 'kubernetes.io/config.mirror', 'kubernetes.io/config.seen'];

/**
 * Compares the pods that a source had named (by uid) with all that it names now. A static pod's uid is a hash of its
 * content, so an edit is a removal and an addition; only a pinned uid is ever updated. Unchanged pods stay the same object.
 */
export function mergeSet(before: PodSet, set: readonly StaticPod[]): { after: PodSet; changes: PodChanges } {
  const after = new Map<string, StaticPod>();
  const added: StaticPod[] = [];
  const updated: StaticPod[] = [];
  for (const pod of set) {
    const { uid } = pod.metadata;
    const known = before.get(uid);
    const changed = known !== undefined && differs(known, pod);
    if (!known) added.push(pod);
    if (changed) updated.push(pod);
    after.set(uid, known && !changed ? known : pod);
  }
  const removed = [...before.values()].filter(({ metadata }) => !after.has(metadata.uid));
  return { after, changes: { added, updated, removed } };
}

const comparable = ({ metadata, spec }: StaticPod) => ({
  spec,
  labels: metadata.labels ?? {},
  annotations: Object.fromEntries(
    Object.entries(metadata.annotations).filter(([key]) => !LOCAL_ANNOTATIONS.includes(key)),
  ),
  deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds,
});

const differs = (a: StaticPod, b: StaticPod): boolean => diff(comparable(a), comparable(b)).length > 0;
