// The newest observation of every pod on this node.
import type { ContainerRecord, ListedContainer } from '../runtime-service';

export interface Observed {
  record: ContainerRecord;
  /** Row of the listing that the record was made for: a row that differs makes it worth inspecting again. */
  listed: ListedContainer['state'];
}

/** By pod uid, then by container id. */
export type Observation = ReadonlyMap<string, ReadonlyMap<string, Observed>>;

/** The records of one pod, in no particular order. */
export const recordsOf = (observation: Observation, podUid: string): ContainerRecord[] =>
  [...(observation.get(podUid)?.values() ?? [])].map(({ record }) => record);

export const recordsById = (pod: ReadonlyMap<string, Observed> | undefined): Map<string, ContainerRecord> =>
  new Map([...(pod ?? [])].map(([id, { record }]) => [id, record]));

/** Ids of a listing that must be inspected: new ones, changed ones and those that an event named. */
export function idsToInspect(
  rows: readonly ListedContainer[],
  before: Observation,
  suspects: ReadonlySet<string>,
): Set<string> {
  const changed = rows.filter((row) => {
    const known = before.get(row.podUid)?.get(row.id);
    return known?.listed !== row.state || suspects.has(row.id);
  });
  return new Set(changed.map(({ id }) => id));
}

/**
 * The next observation: rows of the listing with what inspecting them said. Where an inspection failed (null) the old
 * record is kept together with the old row, so that the next listing tries again; where the container was gone
 * (undefined) it is left out.
 */
export function nextObservation(
  rows: readonly ListedContainer[],
  before: Observation,
  inspected: ReadonlyMap<string, ContainerRecord | null | undefined>,
): Observation {
  const next = new Map<string, Map<string, Observed>>();
  for (const row of rows) {
    const known = before.get(row.podUid)?.get(row.id);
    const observed = inspected.has(row.id) ? observedAs(row, known, inspected.get(row.id)) : known;
    if (!observed) continue;
    const pod = next.get(row.podUid) ?? new Map<string, Observed>();
    next.set(row.podUid, pod.set(row.id, observed));
  }
  return next;
}

function observedAs(
  row: ListedContainer,
  known: Observed | undefined,
  record: ContainerRecord | null | undefined,
): Observed | undefined {
  if (record === undefined) return undefined;
  if (record === null) return known;
  // Inspected while the listing still said "Up": what is remembered is the death, so that a later "Up" is news.
  return { record, listed: row.state === 'running' && record.state === 'exited' ? 'exited' : row.state };
}
