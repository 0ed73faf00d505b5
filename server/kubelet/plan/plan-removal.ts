// Which dead things may go. Upstream: kuberuntime_gc.go, pod_container_deletor.go (1.20):
// one dead instance of each container is kept for its log, and a sandbox as long as a container of it is there.
import type { Action } from '../actions';
import type { ContainerRecord } from '../runtime-service';
import { containersOf, endOf, isRunning, sandboxesOf } from './instances';
import type { Pruning, Termination } from './plan-input';

/** What a removed pod leaves stays this long, so that one can still look at it, ms. Upstream: until the next full minute. */
export const REMAINS_MS = 15_000;

const isDead = (record: ContainerRecord): boolean => record.state === 'exited' || record.state === 'created';

/** For a pod that lives on: dead predecessors beyond those that are kept, and dead sandboxes that nothing belongs to any more. */
export function planPruning(records: readonly ContainerRecord[], { keptInstances, surplus }: Pruning): Action[] {
  const containers = containersOf(records);
  const old = [...new Set(containers.map(({ containerName }) => containerName))].flatMap((name) =>
    containersOf(records, name)
      .filter(isDead)
      .filter(({ id }, age) => age >= keptInstances || surplus.has(id)),
  );
  const inUse = new Set(containers.filter((record) => !old.includes(record)).map(({ sandboxId }) => sandboxId));
  const leftovers = sandboxesOf(records)
    .slice(1)
    .filter((sandbox) => !isRunning(sandbox) && !inUse.has(sandbox.id));
  return [
    ...old.map(({ id, containerName }): Action => {
      const because = { code: 'OldInstance' as const, facts: { container: containerName } };
      return { kind: 'RemoveContainer', containerId: id, container: containerName, because };
    }),
    ...leftovers.map(({ id }): Action => {
      const because = { code: 'SandboxLeftover' as const, facts: { sandboxId: id } };
      return { kind: 'RemoveSandbox', sandboxId: id, because };
    }),
  ];
}

/** When what is left of a terminated pod may be removed, ms since the epoch. */
export const removalTime = (records: readonly ContainerRecord[], termination: Termination): number =>
  Math.max(termination.since, ...records.map(endOf)) + REMAINS_MS;

/** For a pod of which nothing runs any more: everything, once people had time to look at it. */
export function planRemoval(records: readonly ContainerRecord[], termination: Termination, now: number): Action[] {
  const wait = removalTime(records, termination) - now;
  // More than the whole time means that the clock was set back meanwhile: that is no reason to keep it for so long.
  if (wait > 0 && wait <= REMAINS_MS) return [];
  const { because } = termination;
  return [
    ...containersOf(records).map(
      ({ id, containerName }): Action => ({
        kind: 'RemoveContainer',
        containerId: id,
        container: containerName,
        because,
      }),
    ),
    ...sandboxesOf(records).map(({ id }): Action => ({ kind: 'RemoveSandbox', sandboxId: id, because })),
  ];
}
