// What a whole pod asks for and may use. Pure. Upstream: pkg/api/v1/resource/helpers.go PodRequestsAndLimits (1.20).
import { milliValue, parseQuantity, wholeValue } from './quantity';
import type { PodSpec, ResourceRequirements } from './types';

/** By resource name: cpu in thousandths, everything else in whole units (bytes). */
export type ResourceAmounts = ReadonlyMap<string, number>;

/** A list as it stands in a manifest, as numbers. */
export const amountsOf = (list: Readonly<Record<string, string>> = {}): ResourceAmounts =>
  new Map(
    Object.entries(list).map(([resource, amount]) => {
      const quantity = parseQuantity(amount);
      return [resource, resource === 'cpu' ? milliValue(quantity) : wholeValue(quantity)];
    }),
  );

const combine = (a: ResourceAmounts, b: ResourceAmounts, both: (x: number, y: number) => number): ResourceAmounts =>
  new Map([...new Set([...a.keys(), ...b.keys()])].map((name) => [name, both(a.get(name) ?? 0, b.get(name) ?? 0)]));

export const sumOf = (all: readonly ResourceAmounts[]): ResourceAmounts =>
  all.reduce<ResourceAmounts>((a, b) => combine(a, b, (x, y) => x + y), new Map<string, number>());

/** All regular containers together, or the one init container that needs more; overhead comes on top (of limits only where there are some). */
export function podResources(spec: PodSpec, list: 'requests' | 'limits'): ResourceAmounts {
  const of = ({ resources }: { resources?: ResourceRequirements }) => amountsOf(resources?.[list]);
  const inits = (spec.initContainers ?? []).map(of);
  const most = inits.reduce((a, b) => combine(a, b, Math.max), sumOf(spec.containers.map(of)));
  const overhead = [...amountsOf(spec.overhead)].filter(([name]) => list === 'requests' || (most.get(name) ?? 0) > 0);
  return sumOf([most, new Map(overhead)]);
}
