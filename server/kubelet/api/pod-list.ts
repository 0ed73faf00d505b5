// Pods as lists: /pods, what is desired with its status, and /runningpods/, what runs. Pure.
// Upstream: pkg/kubelet/server/server.go getPods, getRunningPods; pkg/kubelet/container/runtime.go Pod.ToAPIPod (1.20).
import type { Pod } from '@/lib/k8s/types';
import type { ContainerRecord } from '../runtime-service';
import { type Answer, json } from './answer';

const podList = (items: readonly unknown[]): Answer =>
  // An empty list is null, as Go writes it.
  json({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items: items.length > 0 ? items : null });

/** Items of a list carry no kind of their own. */
export const podsAnswer = (pods: readonly Pod[]): Answer =>
  podList(pods.map(({ metadata, spec, status }) => ({ metadata, spec, status })));

/**
 * @param records everything on the engine; pods of which nothing runs are left out
 * @param imageIds `sha256:…` by what a record says of its image
 */
export function runningPodsAnswer(records: readonly ContainerRecord[], imageIds: ReadonlyMap<string, string>): Answer {
  const pods = new Map<string, ContainerRecord[]>();
  for (const record of records) {
    if (record.state !== 'running') continue;
    pods.set(record.podUid, [...(pods.get(record.podUid) ?? []), record]);
  }
  return podList([...pods.values()].map((pod) => runningPod(pod, imageIds)));
}

function runningPod(records: readonly ContainerRecord[], imageIds: ReadonlyMap<string, string>): unknown {
  const [{ podName: name, podNamespace: namespace, podUid: uid } = { podName: '', podNamespace: '', podUid: '' }] =
    records;
  const containers = records
    .filter(({ kind }) => kind === 'container')
    .map(({ containerName, imageId }) => ({
      name: containerName,
      image: imageIds.get(imageId) ?? imageId,
      resources: {},
    }));
  return {
    metadata: { name, namespace, uid, creationTimestamp: null },
    spec: { containers: containers.length > 0 ? containers : null },
    status: {},
  };
}
