// A copy of the view on the other end of the wire. Pure: each step returns the next replica; nothing here asks or waits.
import { apply, type Change, type Snapshot } from './changes';

export interface Replica<V> {
  readonly epoch: string;
  readonly rev: number;
  /** Server time of the view, ms; 0 until the first snapshot. */
  readonly at: number;
  /** Null until the first snapshot. */
  readonly view: V | null;
  /** A snapshot is wanted: the view stays as it is, and changes are kept until the snapshot says where they belong. */
  readonly stale: boolean;
  readonly kept: readonly Change[];
}

/** More changes than a snapshot could take to arrive; beyond it the oldest are forgotten and a gap asks again. */
const MAX_KEPT = 1000;

/** Nothing known yet; waits for a snapshot. */
export const emptyReplica = <V>(): Replica<V> => ({ epoch: '', rev: -1, at: 0, view: null, stale: true, kept: [] });

/** The connection was lost: what is shown stays, but only a snapshot makes it current again. */
export const markStale = <V>(replica: Replica<V>): Replica<V> => ({ ...replica, stale: true, kept: [] });

/** Takes a snapshot as the truth and applies what came while it was on its way. May be stale again when those show a gap. */
export function takeSnapshot<V>(replica: Replica<V>, { epoch, rev, at, view }: Snapshot<V>): Replica<V> {
  const fresh: Replica<V> = { epoch, rev, at, view, stale: false, kept: [] };
  return replica.kept.filter((change) => change.epoch === epoch).reduce<Replica<V>>(takeChange, fresh);
}

/**
 * Applies a change that follows directly. One that is known already changes nothing (the same object is returned);
 * a gap or another epoch makes the replica stale.
 */
export function takeChange<V>(replica: Replica<V>, change: Change): Replica<V> {
  if (replica.stale) return { ...replica, kept: [...replica.kept, change].slice(-MAX_KEPT) };
  if (change.epoch !== replica.epoch || change.rev > replica.rev + 1) {
    return { ...replica, stale: true, kept: [change] };
  }
  if (change.rev <= replica.rev) return replica;
  return { ...replica, rev: change.rev, at: change.at, view: apply(replica.view, change.ops) };
}
