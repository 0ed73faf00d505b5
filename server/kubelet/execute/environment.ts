// The environment of a container, and $(VAR) in its command and arguments. Pure.
// Upstream: kubelet_pods.go makeEnvironmentVariables (1.20). Deliberate deviation: the manifest's order is kept,
// where upstream's is that of a Go map.
import { expandVariables } from '@/lib/k8s/expansion';
import { formatQuantity, milliValue, parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import type { Container, EnvVar, StaticPod } from '@/lib/k8s/types';

/** The container can't be configured as asked; the message is upstream's (CreateContainerConfigError). */
export class ContainerConfigError extends Error {
  override name = 'ContainerConfigError';
}

/** What a container learns about its pod only once there is a sandbox. */
export interface PodFacts {
  podIP: string;
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
  if (isFields(source.fieldRef)) return podField(String(source.fieldRef.fieldPath ?? ''), pod, facts);
  if (isFields(source.resourceFieldRef)) return resourceField(source.resourceFieldRef, pod, container);
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

/** pkg/fieldpath/fieldpath.go and kubelet_pods.go podFieldSelectorRuntimeValue. */
function podField(path: string, { metadata, spec }: StaticPod, { podIP }: PodFacts): string {
  const [, map, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (map === 'labels') return metadata.labels?.[key ?? ''] ?? '';
  if (map === 'annotations') return metadata.annotations[key ?? ''] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace;
    case 'metadata.uid':
      return metadata.uid;
    case 'spec.nodeName':
      return spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return typeof spec.serviceAccountName === 'string' ? spec.serviceAccountName : '';
    case 'status.podIP':
    case 'status.podIPs':
      return podIP;
    default:
      throw new ContainerConfigError(`unsupported fieldPath: ${path}`);
  }
}

/** Requests and limits as whole numbers of the divisor, rounded up (pkg/api/v1/resource ExtractContainerResourceValue). */
function resourceField(ref: Record<string, unknown>, pod: StaticPod, container: Container): string {
  const path = String(ref.resource ?? '');
  const [, list, resource = ''] = /^(limits|requests)\.(cpu|memory|ephemeral-storage)$/.exec(path) ?? [];
  const of = ref.containerName ? pod.spec.containers.find(({ name }) => name === ref.containerName) : container;
  const amount = (list === 'limits' ? of?.resources?.limits : of?.resources?.requests)?.[resource];
  if (list === undefined) throw new ContainerConfigError(`unsupported container resource : ${path}`);
  // Upstream falls back to what the node can allocate for a missing limit; a missing request is zero.
  if (amount === undefined && list === 'limits') {
    throw new ContainerConfigError(`container ${container.name} has no ${path}, and the node's capacity is not known`);
  }
  const value = parseQuantity(amount ?? '0');
  const divisor = parseQuantity(ref.divisor === undefined || ref.divisor === '0' ? '1' : String(ref.divisor));
  const count = resource === 'cpu' ? milliValue(value) / milliValue(divisor) : wholeValue(value) / wholeValue(divisor);
  if (!Number.isFinite(count)) throw new ContainerConfigError(`invalid divisor ${formatQuantity(divisor)} for ${path}`);
  return String(Math.ceil(count));
}
