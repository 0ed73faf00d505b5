// What a presenter's window counts.
import type { Place, SeatTile } from '@/lib/protocol/room';
import { samePlace } from './course';

/** Of the people at this step: how many there are, and how many have done all of its tasks. */
export function finishedAt(seats: readonly SeatTile[], position: Place | null): { finished: number; of: number } {
  const there = seats.filter(({ place }) => samePlace(place, position));
  return { finished: there.filter(({ tasks, done }) => tasks > 0 && done >= tasks).length, of: there.length };
}

export interface Clocked {
  positionNumber: number;
  /** ms since the epoch. */
  since: number;
}

/** Since when this window has seen the position: what it knew already, unless the trainer has gone on. `now`: ms since the epoch. */
export const clocked = (before: Clocked | null, positionNumber: number, now: number): Clocked =>
  before?.positionNumber === positionNumber ? before : { positionNumber, since: now };
