// A workshop's room: who is in it, what its members are told, and what they may ask of it. Travels on the lab's socket beside the
// lab's own events (./events); a participant never names a seat: which one it is, the session says.
import { z } from 'zod';
import type { Locale } from '@/lib/i18n/locale';
import { type Member, SEAT_ID } from '@/lib/room/member';

export { JOIN_REFUSALS, type JoinRefusal, type Member, SEAT_ID } from '@/lib/room/member';

export interface Place {
  lesson: string;
  step: string;
}

/** What a trainer says to everybody; `snippet` is meant to be copied. */
export interface Announcement {
  /** Counts them: the same number is the same announcement. */
  number: number;
  /** ms since the epoch. */
  at: number;
  text: string;
  snippet: string;
}

/**
 * Of a seat's lab. `queued`: it is not open and its turn has not come; `queue` then says how many are before it. A seat at which
 * nobody has been since the server's start, or for long, waits for its person and is in no queue.
 */
export type LabState = 'queued' | 'opening' | 'ready' | 'failed';

/** A trainer asks to type in a seat; only the participant's own click grants it, and either side ends it. */
export type Typing = 'none' | 'asked' | 'granted';

/** One seat on the trainer's board. Times are ms since the epoch; 0 = not. */
export interface SeatTile {
  id: string;
  name: string;
  locale: Locale;
  lab: LabState;
  /** Counts the seat's labs: a reset gives it a new one. */
  labNumber: number;
  /** Why the lab could not be opened, or what it waits for while it is opening; else ''. */
  labError: string;
  /** Connected tabs. */
  tabs: number;
  /** When the last tab left; 0 while one is there. */
  goneAt: number;
  handAt: number;
  place: Place | null;
  /** Since it is at this place. */
  placeAt: number;
  /** Tasks of the place, and how many of them are done. */
  tasks: number;
  done: number;
  /** The last task that turned green, anywhere. */
  progressAt: number;
  /** The newest command, when it failed: the line as typed and its exit code. */
  failed: { line: string; exitCode: number; at: number } | null;
  follows: boolean;
  typing: Typing;
  /** Trainers' tabs that look at it. */
  lookers: number;
  /** Bytes of memory and running containers of the seat; -1 = not measured yet. */
  memoryBytes: number;
  containers: number;
}

export interface BoardView {
  /** The event code. */
  code: string;
  open: boolean;
  maxSeats: number;
  position: Place | null;
  /** Counts changes of `position`. */
  positionNumber: number;
  /** The lesson that was shown last, and when its first step was, ms since the epoch; null: none yet. */
  begun: { lesson: string; at: number } | null;
  announcement: Announcement | null;
  seats: Record<string, SeatTile>;
}

/** What every member sees of the room. */
export interface RoomView {
  member: Member;
  open: boolean;
  /** The participant's own seat; null for a trainer. */
  seat: {
    id: string;
    name: string;
    /** Brings the seat to another device. */
    resume: string;
    lab: LabState;
    labError: string;
    /** Seats before this one while `queued`. */
    queue: number;
    handAt: number;
    follows: boolean;
    typing: Typing;
    lookers: number;
    /** The person works at this seat in another browser: this tab only looks on, until `room:work-here`. */
    elsewhere: boolean;
    /** Without a tab for this long, ms, the lab is closed: shells and kubelet end, files and containers stay. Absent: never. */
    idleMs?: number;
  } | null;
  /** The lab that this tab shows; of a trainer the one that trainers share, or the seat's that the tab looks at. */
  shows?: {
    /** '' for the trainers' own. */
    seat: string;
    lab: LabState;
    labError: string;
    queue: number;
    typing: Typing;
  };
  /** Where the trainer is. */
  position: Place | null;
  positionNumber: number;
  announcement: Announcement | null;
}

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const place = z.strictObject({ lesson: slug, step: slug });
const seat = z.string().regex(SEAT_ID);

/** Browser → server, acknowledged as the lab's events are. */
export const roomEvents = {
  // participants
  'room:hand': z.strictObject({ raised: z.boolean() }),
  /** The participant's own place, for the board. */
  'room:at': place,
  'room:follow': z.strictObject({ follows: z.boolean() }),
  /** Answers a trainer's wish to type, or ends what was granted. */
  'room:typing': z.strictObject({ granted: z.boolean() }),
  /** This browser works at the seat from now on; another one that did looks on. */
  'room:work-here': z.strictObject({}),
  // trainers
  'room:open': z.strictObject({ open: z.boolean() }),
  /**
   * `after`: number of the announcement that stands, 0 for none. Another trainer was faster: Conflict. Text and snippet both empty
   * take it back.
   */
  'room:announce': z.strictObject({
    after: z.number().int().min(0),
    text: z.string().max(2000),
    snippet: z.string().max(8000),
  }),
  /** Where everybody who follows is led; `after` as above, of positions. */
  'room:position': z.strictObject({ after: z.number().int().min(0), place: place.nullable() }),
  /** Removes what the seat has made and gives it a lab like new. Conflict unless `labNumber` is the tile's: two trainers do it once. */
  'room:reset': z.strictObject({ seat, labNumber: z.number().int().min(1) }),
  /** Takes the seat away: its person has to join anew. */
  'room:remove': z.strictObject({ seat }),
  /** Asks to type in a seat, or gives it back. */
  'room:ask-typing': z.strictObject({ seat, wanted: z.boolean() }),
  'room:lower-hand': z.strictObject({ seat }),
} as const;
export type RoomEvents = typeof roomEvents;
export type RoomEvent = keyof RoomEvents;
export type RoomPayload<E extends RoomEvent> = z.infer<RoomEvents[E]>;

/** Server → browser. */
export interface RoomServerEvents {
  /** Whole, at connection and whenever it differs. Never sent in self-study. */
  'room:view': (view: RoomView) => void;
  /** Trainers only: whole at connection, then the tiles and fields that differ, at most four times a second. */
  'room:board': (board: BoardView) => void;
  'room:board-change': (change: BoardChange) => void;
}

/** What differs on the board; `gone`: seats that are no longer there. */
export interface BoardChange {
  fields: Partial<Omit<BoardView, 'seats'>>;
  seats: Record<string, SeatTile>;
  gone: string[];
}
