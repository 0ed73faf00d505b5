// A seat's lab is opened after its person has come, and a reset gives it a new one: the view is asked for when there is one.
import type { LabState } from '@/lib/protocol/room';

interface SeatWatchOptions {
  /** There is a lab, or another one than before. */
  ready(): void;
  /** There is none at the moment; until then there was. */
  away(): void;
}

interface SeatLab {
  lab: LabState;
  /** Counts the seat's labs, where that is told. */
  labNumber?: number;
}

/** Told what the room says of the seat's lab; calls back when that changes. A connection begins as if there were a lab. */
export function createSeatWatch({ ready, away }: SeatWatchOptions) {
  let before: SeatLab = { lab: 'ready' };
  return {
    connected(): void {
      before = { lab: 'ready' };
    },
    take({ lab, labNumber }: SeatLab): void {
      const was = before;
      before = labNumber === undefined ? { lab } : { lab, labNumber };
      if (lab !== 'ready') {
        if (was.lab === 'ready') away();
      } else if (was.lab !== 'ready' || (was.labNumber ?? labNumber) !== labNumber) ready();
    },
  };
}
