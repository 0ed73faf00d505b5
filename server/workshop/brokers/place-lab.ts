// Which broker a new lab goes to: pure.
import { SEAT_MEMORY } from '../preflight/judge-host';

/** As the operator's handbook advises. */
const SEATS_OF_A_PROCESSOR = 8;

/** A broker that can be asked, as it stands now. */
export interface BrokerRoom {
  id: string;
  /** Seats of this room whose lab lies there, open or not. */
  seats: number;
  /** Labs that are open there, those of other rooms among them. */
  open: number;
  /** Seats that it may hold; 0: no number is set. */
  most: number;
  /** Bytes its host could give away; -1: not known. */
  memoryBytes: number;
  processors: number;
  /** Files of this very lab lie there: it was opened there before, and this room does not know of it (an older room, restored). */
  holds: boolean;
}

/** `room`: seats there were still room for; below zero where it is overdrawn already. */
export type Placing =
  | { broker: string; because: 'holds-it' | 'only-one' | 'most-room'; room: number }
  | { broker?: undefined; because: 'none-there' | 'all-full' };

/**
 * Where its files are, or else where most room is; of equals the one with fewer seats, then the one that was named first. A number of
 * seats that was set is never passed (the trainers' one lab does not count, `isTrainers`); memory and processors only rank: a class that
 * is crowded beats a person without a seat, and one broker alone has no such bound either.
 */
export function placeLab(brokers: readonly BrokerRoom[], isTrainers: boolean): Placing {
  const holder = brokers.find(({ holds }) => holds);
  if (holder) return { broker: holder.id, because: 'holds-it', room: roomAt(holder) };
  if (brokers.length === 0) return { because: 'none-there' };
  const free = brokers.filter(({ most, seats }) => isTrainers || most === 0 || seats < most);
  const [best] = free.toSorted((a, b) => roomAt(b) - roomAt(a) || a.seats - b.seats);
  if (!best) return { because: 'all-full' };
  return { broker: best.id, because: brokers.length === 1 ? 'only-one' : 'most-room', room: roomAt(best) };
}

/** Seats there is room for. Seats that have come and are not open yet, or rest, will take their memory later: it counts as taken. */
function roomAt({ seats, open, most, memoryBytes, processors }: BrokerRoom): number {
  const byMemory = memoryBytes < 0 ? 0 : Math.floor(memoryBytes / SEAT_MEMORY) - Math.max(0, seats - open);
  const byProcessors = processors * SEATS_OF_A_PROCESSOR - Math.max(seats, open);
  return Math.min(byMemory, byProcessors, most === 0 ? Number.POSITIVE_INFINITY : most - seats);
}
