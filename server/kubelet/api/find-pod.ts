// Pods and their containers, as requests name them. Pure.
import type { Container, Pod } from '@/lib/k8s/types';
import type { ContainerRecord } from '../runtime-service';

/** A desired pod by namespace and full name (with the node's). */
export const findPod = (pods: readonly Pod[], namespace: string, name: string): Pod | undefined =>
  pods.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);

/** What the pod says of a container; init containers too. */
export const containerSpec = ({ spec }: Pod, name: string): Container | undefined =>
  [...spec.containers, ...(spec.initContainers ?? [])].find((container) => container.name === name);

/** The running container (or, by `POD`'s kind, sandbox) of a pod: what runs is found by names, whatever its pod's uid. */
export const findRunning = (
  records: readonly ContainerRecord[],
  pod: { namespace: string; name: string },
  container: string,
): ContainerRecord | undefined =>
  records.find(
    (record) =>
      record.state === 'running' &&
      record.kind === 'container' &&
      record.podName === pod.name &&
      record.podNamespace === pod.namespace &&
      record.containerName === container,
  );
