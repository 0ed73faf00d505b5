// Who follows is led when the trainer goes on, and not held there: between two moves everybody may look around.
import type { Place } from '@/lib/protocol/room';
import { samePlace } from './course';

export interface Led {
  follows: boolean;
  position: Place | null;
  positionNumber: number;
  /** Number of the last position that this page has looked at; -1 for none yet. */
  seen: number;
  here: Place;
}

/** Where the page has to go now; null to stay. A page that has just been opened stays: it was opened somewhere on purpose. */
export function whereTo({ follows, position, positionNumber, seen, here }: Led): Place | null {
  if (!follows || seen === -1 || positionNumber === seen) return null;
  return samePlace(position, here) ? null : position;
}
