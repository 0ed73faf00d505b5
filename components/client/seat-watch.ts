// A seat's lab is opened after its person has come, and a reset gives it a new one: the view is asked for when there is one.
import type { LabState } from '@/lib/protocol/room';

interface SeatWatchOptions {
  /** There is a lab, or another one than before. */
  ready(): void;
  /** There is none at the moment; until then there was. */
  away(): void;
}

/** Told what the room says of the lab that this tab shows; calls back when that changes. A connection begins as if there were one. */
export function createSeatWatch({ ready, away }: SeatWatchOptions) {
  let there = true;
  return {
    connected(): void {
      there = true;
    },
    take(lab: LabState): void {
      const was = there;
      there = lab === 'ready';
      if (there && !was) ready();
      if (!there && was) away();
    },
  };
}
