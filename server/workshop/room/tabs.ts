// The room's door for tabs: who comes, what it hears, what it may ask. The gateway knows no more of a room than this.
import type { Ack } from '@/lib/protocol/events';
import type { BoardChange, BoardView, Member, RoomEvent, RoomPayload, RoomView } from '@/lib/protocol/room';
import type { Lab } from '../../lab/lab';

/** One connected tab. */
export interface Visit {
  readonly id: string;
  /** Names the session; not a secret. */
  readonly session: string;
  readonly member: Member;
  /** The seat whose lab a trainer's tab looks at; '' for none. */
  readonly look: string;
}

/** How the room speaks to one tab. */
export interface Ears {
  /** The lab that the tab shows from now on; undefined: none at the moment. */
  lab(lab: Lab | undefined): void;
  view(view: RoomView): void;
  board(board: BoardView): void;
  boardChange(change: BoardChange): void;
}

/**
 * `sees`: a trainer who looks, or a second browser at a seat. `types`: a trainer who has been granted that. `acts`: the seat's own browser,
 * and a trainer in the trainers' lab. Each includes those before it.
 */
export type Reach = 'sees' | 'types' | 'acts';

export type Done = Ack<Record<string, never>>;

export interface Entrance {
  /** Carries out what is this member's to ask; the gateway has checked role and payload. Never rejects. */
  perform<E extends RoomEvent>(event: E, payload: RoomPayload<E>): Promise<Done>;
  /** What the tab may do to the lab that it shows, at this moment. */
  reach(): Reach;
  leave(): void;
}

export interface RoomDoor {
  /** Whether there is something to see for it, its seat and the seat it wants to look at, and room for one more tab. */
  admits(visit: Pick<Visit, 'member' | 'look'>): boolean;
  /** The tab hears at once how things are. Only for whom `admits` says yes. */
  enter(visit: Visit, ears: Ears): Entrance;
}

/** Where labs come from, by the names of `labOf`. */
export interface SeatLabs {
  /**
   * The lab as it is kept, or a new one. Rejects with a sentence. `waits` is called when it now waits for something that is not
   * there, with what that is; other labs can be opened meanwhile.
   */
  open(seat: string, waits?: (what: string) => void): Promise<Lab>;
  /** Ends its shells and its kubelet; the next `open` finds files and containers as they were. Absent: labs are never closed. */
  close?(seat: string): Promise<void>;
  /** Removes all that the seat has made. Also right when there is nothing any more. */
  remove(seat: string): Promise<void>;
  usage(seat: string): Promise<{ memoryBytes: number; containers: number }>;
}
