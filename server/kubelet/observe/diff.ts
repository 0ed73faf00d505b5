// What happened between two observations of one pod. Upstream: pkg/kubelet/pleg/generic.go generateEvents (1.20).
import { couldNotStart } from '../plan/instances';
import type { ContainerRecord } from '../runtime-service';

export interface LifecycleEvent {
  what: 'ContainerStarted' | 'ContainerDied' | 'ContainerRemoved';
  record: ContainerRecord;
}

type PlegState = 'running' | 'exited' | 'unknown' | 'non-existent';

/** One that never ran (only created, or refused by the engine) counts as unknown: nothing is told of it. */
const plegState = (record: ContainerRecord | undefined): PlegState => {
  if (!record) return 'non-existent';
  return record.state === 'created' || couldNotStart(record) ? 'unknown' : record.state;
};

/** Compares the records of one pod before and after, by id. One that starts and dies in between is only seen to die. */
export function diffRecords(
  before: ReadonlyMap<string, ContainerRecord>,
  after: ReadonlyMap<string, ContainerRecord>,
): LifecycleEvent[] {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].flatMap((id): LifecycleEvent[] => {
    const [old, now] = [before.get(id), after.get(id)];
    const [from, to] = [plegState(old), plegState(now)];
    if (from === to) return [];
    if (now) {
      if (to === 'running') return [{ what: 'ContainerStarted', record: now }];
      return to === 'exited' ? [{ what: 'ContainerDied', record: now }] : [];
    }
    if (!old) return [];
    const removed: LifecycleEvent = { what: 'ContainerRemoved', record: old };
    return from === 'exited' ? [removed] : [{ what: 'ContainerDied', record: old }, removed];
  });
}
