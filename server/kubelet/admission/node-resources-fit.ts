// What a pod asks for beyond what the node has left. Pure.
// Upstream: scheduler noderesources/fit.go, lifecycle/predicate.go GetInsufficientAmount (1.20).
import { amountsOf, podResources, type ResourceAmounts, sumOf } from '@/lib/k8s/pod-resources';
import type { StaticPod } from '@/lib/k8s/types';
import type { AdmissionNode } from './admission-node';

/** cpu in thousandths, the rest in bytes; `pods` is a count. */
export interface Shortage {
  resource: string;
  amount: number;
}

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
/** Extended resources that the node does not know are passed over, as if they belonged to the cluster. */
const isCounted = (resource: string): boolean => COMPUTE.includes(resource) || resource.startsWith('hugepages-');

const capacityOf = ({ allocatable, hugepages }: AdmissionNode): ResourceAmounts =>
  new Map([...amountsOf({ ...allocatable }), ...Object.entries(hugepages)]);

/** Pods first, then cpu, memory and the rest; [] = it fits. A pod that asks for nothing always fits, if one more may run at all. */
export function shortages(pod: StaticPod, others: readonly StaticPod[], node: AdmissionNode): Shortage[] {
  const surplus = others.length + 1 - node.maxPods;
  const tooMany = surplus > 0 ? [{ resource: 'pods', amount: surplus }] : [];
  const wanted = podResources(pod.spec, 'requests');
  const names = [...new Set([...COMPUTE, ...wanted.keys()])].filter(isCounted);
  if (names.every((name) => (wanted.get(name) ?? 0) === 0)) return tooMany;
  const used = sumOf(others.map(({ spec }) => podResources(spec, 'requests')));
  const capacity = capacityOf(node);
  const over = names.map((resource) => ({
    resource,
    amount: (wanted.get(resource) ?? 0) + (used.get(resource) ?? 0) - (capacity.get(resource) ?? 0),
  }));
  return [...tooMany, ...over.filter(({ amount }) => amount > 0)];
}
