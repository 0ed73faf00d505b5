// Conditions of a container check that look further than its state: how it ended, how long it has run, what its manifest gives it.
import { parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import type { ContainerStateTerminated } from '@/lib/k8s/types';
import type { ContainerView, PodView } from '@/lib/protocol/view';
import type { Facts } from '../facts';
import { type CheckContext, type CheckResult, unmet, watching } from './result';
import type { LeafOf } from './schema';

export const CONTAINER_PART_KEYS = [
  'container.neverEnded',
  'container.endedOtherwise',
  'container.endedSaying',
  'container.fresh',
  'container.unlimited',
  'container.memoryLimit',
  'container.probe',
  'container.probeHandler',
] as const;

type ContainerCheck = LeafOf<'container'>;

/** How the newest ended run of a container ended, as the kubelet reports it; undefined when none has, or no kubelet runs. */
export function lastEnd(pod: PodView, name: string): ContainerStateTerminated | undefined {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const status = [...initContainerStatuses, ...containerStatuses].find((row) => row.name === name);
  return status?.state.terminated ?? status?.lastState.terminated;
}

/** Facts of an end; the message without the line break that `echo` leaves. */
export const endFacts = (end: ContainerStateTerminated | undefined): Facts =>
  end
    ? {
        endedExitCode: end.exitCode,
        endedReason: end.reason ?? '',
        endedMessage: (end.message ?? '').trim(),
        endedAt: Date.parse(end.finishedAt ?? '') || 0,
      }
    : {};

/** What of `ended` does not hold; undefined when all does. */
export function endResult(
  { ended }: ContainerCheck,
  end: ContainerStateTerminated | undefined,
  facts: Facts,
): CheckResult | undefined {
  if (!ended) return undefined;
  if (!end) return watching('container.neverEnded', facts);
  const reason = ended.reason ?? end.reason;
  const exitCode = ended.exitCode ?? end.exitCode;
  if (end.reason !== reason || end.exitCode !== exitCode) {
    return unmet('container.endedOtherwise', { ...facts, wanted: reason ?? '', wantedExitCode: exitCode });
  }
  const says = ended.message === undefined || new RegExp(ended.message, 'u').test(end.message ?? '');
  return says ? undefined : unmet('container.endedSaying', facts);
}

/** What the manifest gives a container, and whether it holds out; undefined when all is as the check wants it. */
export function partResult(
  check: ContainerCheck,
  container: ContainerView,
  facts: Facts,
  { now }: CheckContext,
): CheckResult | undefined {
  const unprobed = probeResult(check, container, facts);
  if (unprobed) return unprobed;
  if (check.memoryLimit !== undefined) {
    const { atMost } = check.memoryLimit;
    if (container.memoryLimit === undefined) return unmet('container.unlimited', { ...facts, wanted: atMost });
    if (container.memoryLimit > wholeValue(parseQuantity(atMost))) {
      return unmet('container.memoryLimit', { ...facts, wanted: atMost, limit: container.memoryLimit });
    }
  }
  const steadyMs = (check.steady ?? 0) * 1000;
  const startedAt = container.instances[0]?.startedAt ?? now;
  const runsMs = Math.max(0, now - startedAt);
  return runsMs < steadyMs ? watching('container.fresh', { ...facts, runsMs, steadyMs }) : undefined;
}

function probeResult({ probe }: ContainerCheck, container: ContainerView, facts: Facts): CheckResult | undefined {
  if (probe === undefined) return undefined;
  const { kind, by } = typeof probe === 'string' ? { kind: probe, by: undefined } : probe;
  const handler = container.probes?.[kind];
  if (handler === undefined) return unmet('container.probe', { ...facts, probe: kind });
  if (by === undefined || handler === by) return undefined;
  return unmet('container.probeHandler', { ...facts, probe: kind, found: handler, wanted: by });
}
