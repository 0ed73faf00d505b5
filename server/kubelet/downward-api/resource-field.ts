// Requests and limits as a container or a volume may read them. Pure. Upstream: pkg/api/v1/resource/helpers.go
// ExtractContainerResourceValue, kubelet_resources.go defaultPodLimitsForDownwardAPI (1.20).
import type { ResourceFieldRef } from '@/lib/k8s/pod-parts';
import { milliValue, parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import type { Container, StaticPod } from '@/lib/k8s/types';
import type { NodeResources } from './node-resources';

const SHAPE = /^(limits|requests)\.(cpu|memory|ephemeral-storage)$/;

/**
 * The amount in whole units of the divisor, rounded up. A limit that is not set is what the node can allocate, a request
 * that is not set is zero. `own`: the container that asks, used where the reference names none. Throws Error with upstream's text.
 */
export function resourceFieldValue(
  ref: ResourceFieldRef,
  pod: StaticPod,
  allocatable: NodeResources,
  own?: Container,
): string {
  const container = ref.containerName ? containerNamed(pod, ref.containerName) : own;
  if (!container) throw new Error(`container ${ref.containerName ?? ''} not found`);
  const path = ref.resource ?? '';
  const [, list, resource] = SHAPE.exec(path) ?? [];
  if (list === undefined) throw new Error(`unsupported container resource : ${path}`);
  const { limits, requests } = container.resources ?? {};
  const given = (list === 'limits' ? limits : requests)?.[resource ?? ''];
  const unset = given === undefined || parseQuantity(given).nano === 0n;
  const byDefault = list === 'limits' ? allocatable[resource as keyof NodeResources] : '0';
  const amount = parseQuantity(unset ? byDefault : given);
  const divisor = parseQuantity(ref.divisor === undefined || ref.divisor === '0' ? '1' : ref.divisor);
  const units = resource === 'cpu' ? milliValue : wholeValue;
  return String(Math.ceil(units(amount) / units(divisor)));
}

const containerNamed = ({ spec }: StaticPod, wanted: string): Container | undefined =>
  [...spec.containers, ...(spec.initContainers ?? [])].find(({ name }) => name === wanted);
