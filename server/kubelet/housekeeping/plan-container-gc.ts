// Which dead containers are too many. Pure. Upstream: kuberuntime_gc.go evictContainers (1.20). What a removed pod leaves
// is its worker's to clear away (plan/plan-removal.ts); this is about pods that live on.
import { byCreation, endOf, isRunning } from '../plan/instances';
import type { ContainerRecord } from '../runtime-service';

export interface ContainerGcPolicy {
  /** --minimum-container-ttl-duration, ms: younger ones stay. */
  minAgeMs: number;
  /** --maximum-dead-containers-per-container; negative = no limit. */
  maxPerContainer: number;
  /** --maximum-dead-containers on the whole node; negative = no limit. */
  maxContainers: number;
}

/** Upstream's defaults. */
export const CONTAINER_GC_DEFAULTS: ContainerGcPolicy = { minAgeMs: 0, maxPerContainer: 1, maxContainers: -1 };

const newest = (dead: ContainerRecord[], kept: number) => (kept < 0 ? dead : dead.slice(0, kept));

/** Ids of dead containers to remove. `records`: all of pods that live on. `now`: ms since the epoch. */
export function planContainerGc(
  records: readonly ContainerRecord[],
  policy: ContainerGcPolicy,
  now: number,
): Set<string> {
  const evictable = records
    .filter((record) => record.kind === 'container' && !isRunning(record) && now - record.createdAt >= policy.minAgeMs)
    .sort(byCreation);
  const units = new Map<string, ContainerRecord[]>();
  for (const record of evictable) {
    const unit = `${record.podUid} ${record.containerName}`;
    units.set(unit, [...(units.get(unit) ?? []), record]);
  }
  const keepEach = (kept: number) => {
    for (const [unit, dead] of units) units.set(unit, newest(dead, kept));
  };
  keepEach(policy.maxPerContainer);
  const count = () => [...units.values()].reduce((sum, dead) => sum + dead.length, 0);
  if (policy.maxContainers >= 0 && count() > policy.maxContainers) {
    keepEach(Math.max(1, Math.floor(policy.maxContainers / units.size)));
    const left = [...units.values()].flat().sort((a, b) => endOf(b) - endOf(a));
    const kept = new Set(left.slice(0, policy.maxContainers));
    for (const [unit, dead] of units)
      units.set(
        unit,
        dead.filter((record) => kept.has(record)),
      );
  }
  const kept = new Set([...units.values()].flat());
  return new Set(evictable.filter((record) => !kept.has(record)).map(({ id }) => id));
}
