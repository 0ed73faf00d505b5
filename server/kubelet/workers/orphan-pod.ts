// A pod that runs and that no source names: all that is known of it stands in its labels. Pure.
// Upstream: kuberuntime_container.go restoreSpecsFromContainerLabels (1.20).
import { GRACE_PERIOD_LABEL, PORTS_LABEL, PRE_STOP_LABEL } from '@/lib/k8s/pod-labels';
import type { Container, ContainerPort, StaticPod } from '@/lib/k8s/types';
import type { ContainerRecord } from '../runtime-service';

/** Enough of a pod to end it as its manifest wanted: identity, container names, hooks, grace period. Null without records. */
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
      containers: names.map((name) => restored(name, containers)),
      ...(grace !== undefined && { terminationGracePeriodSeconds: grace }),
    },
  };
}

/** What a kill needs to know of a container: its preStop hook, and the ports that the hook may name. */
function restored(name: string, records: readonly ContainerRecord[]): Container {
  const { labels = {} } = records.find(({ containerName }) => containerName === name) ?? {};
  const preStop = parsed(labels[PRE_STOP_LABEL]);
  const ports = parsed(labels[PORTS_LABEL]);
  return {
    name,
    ...(preStop !== undefined && { lifecycle: { preStop } }),
    ...(Array.isArray(ports) && { ports: ports as ContainerPort[] }),
  };
}

/** Undefined for a label that is missing or not ours to understand. */
function parsed(label: string | undefined): unknown {
  try {
    return label === undefined ? undefined : JSON.parse(label);
  } catch {
    return undefined;
  }
}
