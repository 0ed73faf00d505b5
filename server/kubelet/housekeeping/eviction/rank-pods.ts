// Whom eviction meets first, and what it tells them. Pure. Upstream: eviction/helpers.go (1.20).

import { parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import type { StaticPod } from '@/lib/k8s/types';
import type { Signal } from './signals';

/** What a pod uses now. Missing figures count as 0. */
export interface PodUsage {
  memoryBytes: number;
  diskBytes: number;
  inodes: number;
  processes: number;
  /** By container name. */
  containerMemoryBytes: ReadonlyMap<string, number>;
}

export const NO_USAGE: PodUsage = {
  memoryBytes: 0,
  diskBytes: 0,
  inodes: 0,
  processes: 0,
  containerMemoryBytes: new Map(),
};

/** At and above this priority a pod is critical (scheduling.SystemCriticalPriority). */
const SYSTEM_CRITICAL = 2_000_000_000;
const SOURCE_ANNOTATION = 'kubernetes.io/config.source';
const API_SERVER = 'api';

const priorityOf = ({ spec }: StaticPod): number => (typeof spec.priority === 'number' ? spec.priority : 0);

/** Critical pods are never evicted and always admitted: static ones (whatever does not come from an API server), and those of system priority. */
export function isCritical(pod: StaticPod): boolean {
  return pod.metadata.annotations[SOURCE_ANNOTATION] !== API_SERVER || priorityOf(pod) >= SYSTEM_CRITICAL;
}

function requested(pod: StaticPod, resource: 'memory' | 'ephemeral-storage'): number {
  const of = (requests: Readonly<Record<string, unknown>> | undefined): number => {
    const text = requests?.[resource];
    return text === undefined ? 0 : wholeValue(parseQuantity(String(text)));
  };
  const { containers, initContainers = [] } = pod.spec;
  const together = containers.reduce((sum, { resources }) => sum + of(resources?.requests), 0);
  return Math.max(together, ...initContainers.map(({ resources }) => of(resources?.requests)));
}

type Measure = (pod: StaticPod) => number;

/** The higher the sooner; the first measure that differs decides. */
const orderedBy =
  (...measures: Measure[]) =>
  (a: StaticPod, b: StaticPod): number => {
    for (const measure of measures) {
      const difference = measure(b) - measure(a);
      if (difference !== 0) return difference;
    }
    return 0;
  };

/** Pods in the order in which eviction would take them for the sake of this signal. */
export function rankPods(
  pods: readonly StaticPod[],
  signal: Signal,
  usageOf: (pod: StaticPod) => PodUsage,
): StaticPod[] {
  const lowPriority: Measure = (pod) => -priorityOf(pod);
  const memory: Measure = (pod) => usageOf(pod).memoryBytes;
  const disk: Measure = (pod) => usageOf(pod).diskBytes;
  const exceeds =
    (usage: Measure, resource: 'memory' | 'ephemeral-storage'): Measure =>
    (pod) =>
      Number(usage(pod) > requested(pod, resource));
  const over =
    (usage: Measure, resource: 'memory' | 'ephemeral-storage'): Measure =>
    (pod) =>
      usage(pod) - requested(pod, resource);
  switch (signal) {
    case 'memory.available':
      return [...pods].sort(orderedBy(exceeds(memory, 'memory'), lowPriority, over(memory, 'memory')));
    case 'pid.available':
      return [...pods].sort(orderedBy(lowPriority, (pod) => usageOf(pod).processes));
    case 'nodefs.inodesFree':
    case 'imagefs.inodesFree':
      return [...pods].sort(orderedBy(lowPriority, (pod) => usageOf(pod).inodes));
    case 'nodefs.available':
    case 'imagefs.available':
      return [...pods].sort(
        orderedBy(exceeds(disk, 'ephemeral-storage'), lowPriority, over(disk, 'ephemeral-storage')),
      );
  }
}

/** What the pod's status and its event say; the space at the end is upstream's. */
export function evictionMessage(pod: StaticPod, resource: string, usage: PodUsage): string {
  const low = `The node was low on resource: ${resource}. `;
  if (resource !== 'memory') return low;
  const { containers } = pod.spec;
  const exceeding = containers.flatMap(({ name, resources }) => {
    const used = usage.containerMemoryBytes.get(name) ?? 0;
    const request = String(resources?.requests?.memory ?? '0');
    if (used <= wholeValue(parseQuantity(request))) return [];
    return [`Container ${name} was using ${kibibytes(used)}, which exceeds its request of ${request}. `];
  });
  return low + exceeding.join('');
}

/** As a Quantity of bytes prints: in the largest binary unit that leaves no rest. */
function kibibytes(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let [value, unit] = [bytes, 0];
  while (value !== 0 && value % 1024 === 0 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value}${units[unit]}`;
}
