// Quality-of-service class of a pod. Upstream: pkg/apis/core/v1/helper/qos/qos.go GetPodQOS.
import { compareQuantities, parseQuantity, type Quantity } from './quantity';
import type { PodSpec } from './types';

export const QOS_CLASSES = ['Guaranteed', 'Burstable', 'BestEffort'] as const;
export type QosClass = (typeof QOS_CLASSES)[number];

const COMPUTE = ['cpu', 'memory'];
const ZERO: Quantity = { nano: 0n, format: 'decimal' };

function positive(list: Record<string, string> | undefined): Map<string, Quantity> {
  const entries = Object.entries(list ?? {})
    .filter(([name]) => COMPUTE.includes(name))
    .map(([name, value]): [string, Quantity] => [name, parseQuantity(value)])
    .filter(([, quantity]) => compareQuantities(quantity, ZERO) > 0);
  return new Map(entries);
}

function add(sums: Map<string, Quantity>, list: Map<string, Quantity>): void {
  for (const [name, quantity] of list) {
    sums.set(name, { ...quantity, nano: quantity.nano + (sums.get(name)?.nano ?? 0n) });
  }
}

/** BestEffort: no cpu or memory is asked for. Guaranteed: every container limits both, and requests what it limits. Else Burstable. */
export function qosClass(spec: PodSpec): QosClass {
  const requests = new Map<string, Quantity>();
  const limits = new Map<string, Quantity>();
  let everyLimitSet = true;
  for (const { resources } of [...spec.containers, ...(spec.initContainers ?? [])]) {
    const own = positive(resources?.limits);
    add(requests, positive(resources?.requests));
    add(limits, own);
    if (!COMPUTE.every((name) => own.has(name))) everyLimitSet = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const same = [...requests].every(([name, quantity]) => limits.get(name)?.nano === quantity.nano);
  return everyLimitSet && same && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}
