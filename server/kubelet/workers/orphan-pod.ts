// A pod that runs and that no source names: all that is known of it stands in its labels. Pure.
// Upstream: kuberuntime_container.go restoreSpecsFromContainerLabels (1.20).
import { GRACE_PERIOD_LABEL } from '@/lib/k8s/pod-labels';
import type { StaticPod } from '@/lib/k8s/types';
import type { ContainerRecord } from '../runtime-service';

/** Enough of a pod to end it as its manifest wanted: identity, container names, grace period. Null without records. */
export function orphanPod(records: readonly ContainerRecord[]): StaticPod | null {
  const [any] = records;
  if (!any) return null;
  const { podName, podNamespace, podUid } = any;
  const containers = records.filter(({ kind }) => kind === 'container');
  const names = [...new Set(containers.map(({ containerName }) => containerName))].sort();
  const grace = containers.map(({ labels }) => Number(labels[GRACE_PERIOD_LABEL])).find(Number.isSafeInteger);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: podName, namespace: podNamespace, uid: podUid, annotations: {} },
    spec: {
      containers: names.map((name) => ({ name })),
      ...(grace !== undefined && { terminationGracePeriodSeconds: grace }),
    },
  };
}
