// The environment of a container, and $(VAR) in its command and arguments. Pure.
// Upstream: kubelet_pods.go makeEnvironmentVariables (1.20). Deliberate deviation: the manifest's order is kept,
// where upstream's is that of a Go map.
import { expandVariables } from '@/lib/k8s/expansion';
import type { EnvVarSource } from '@/lib/k8s/pod-parts';
import type { Container, EnvVar, StaticPod } from '@/lib/k8s/types';
import { podFieldValue } from '../downward-api/field-path';
import type { NodeResources } from '../downward-api/node-resources';
import { resourceFieldValue } from '../downward-api/resource-field';

/** The container can't be configured as asked; the message is upstream's (CreateContainerConfigError). */
export class ContainerConfigError extends Error {
  override name = 'ContainerConfigError';
}

/** What a container learns about its pod and node only when it is created. */
export interface PodFacts {
  /** '' on the host's network: a kubelet without an API server knows no address for such a pod. */
  podIP: string;
  hostIP: string;
  /** What the node can give to pods: stands in for a limit that is not set. */
  allocatable: NodeResources;
}

/** Variables in order; a later one of the same name takes the value but keeps the place. Throws ContainerConfigError. */
export function makeEnvironment(pod: StaticPod, container: Container, facts: PodFacts): Map<string, string> {
  for (const source of container.envFrom ?? []) refuseApiObject(source, pod);
  const values = new Map<string, string>();
  for (const variable of container.env ?? []) {
    const value = variable.value ? expandVariables(variable.value, values) : valueFrom(variable, pod, container, facts);
    values.set(variable.name, value);
  }
  return values;
}

/** Command or arguments with variables replaced; undefined stays undefined (the image's own). */
export const expandAll = (
  words: readonly string[] | undefined,
  values: ReadonlyMap<string, string>,
): string[] | undefined => words?.map((word) => expandVariables(word, values));

function valueFrom({ valueFrom: source }: EnvVar, pod: StaticPod, container: Container, facts: PodFacts): string {
  if (!source) return '';
  const { fieldRef, resourceFieldRef } = source as EnvVarSource;
  try {
    if (fieldRef) return podField(fieldRef.fieldPath ?? '', pod, facts);
    if (resourceFieldRef) return resourceFieldValue(resourceFieldRef, pod, facts.allocatable, container);
  } catch (error) {
    throw new ContainerConfigError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  refuseApiObject(source, pod);
  return '';
}

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** A kubelet without an API server has no config maps and no secrets, not even optional ones. */
function refuseApiObject(source: Record<string, unknown>, pod: StaticPod): void {
  for (const [kind, refs] of [
    ['configMap', [source.configMapKeyRef, source.configMapRef]],
    ['secret', [source.secretKeyRef, source.secretRef]],
  ] as const) {
    const ref = refs.find(isFields);
    if (!ref) continue;
    const name = `${pod.metadata.namespace}/${String(ref.name ?? '')}`;
    throw new ContainerConfigError(`couldn't get ${kind} ${name}, no kubeClient defined`);
  }
}

/** Fields that only the environment knows, then those of metadata (kubelet_pods.go podFieldSelectorRuntimeValue). */
function podField(path: string, pod: StaticPod, { podIP, hostIP }: PodFacts): string {
  switch (path) {
    case 'spec.nodeName':
      return pod.spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return typeof pod.spec.serviceAccountName === 'string' ? pod.spec.serviceAccountName : '';
    case 'status.hostIP':
      return hostIP;
    case 'status.podIP':
    case 'status.podIPs':
      return podIP;
    default:
      return podFieldValue(path, pod);
  }
}
