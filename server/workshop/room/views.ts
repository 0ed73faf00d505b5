// The room as its members are told of it: pure, from the kept state and from who is there now.
import type { BoardView, Member, RoomView, SeatTile } from '@/lib/protocol/room';
import type { SeatFacts } from './facts';
import type { Standing } from './openings';
import type { RoomState, Seat } from './state';

/** What is not kept: it ends with the server. */
export interface Presence {
  /** Connected tabs of the person. */
  tabs: number;
  /** When the last of them left, ms since the epoch; 0 while one is there. */
  goneAt: number;
  /** Trainers' tabs that look at it. */
  lookers: number;
  facts: SeatFacts | undefined;
  usage: { memoryBytes: number; containers: number };
}

export const NOT_MEASURED: Presence['usage'] = { memoryBytes: -1, containers: -1 };

export function tileOf(seat: Seat, opening: Standing, presence: Presence): SeatTile {
  const { id, name, locale, labNumber, handAt, place, placeAt, progressAt, follows, typing } = seat;
  const { tabs, goneAt, lookers, facts, usage } = presence;
  return {
    id,
    name,
    locale,
    lab: opening.state,
    labNumber,
    labError: opening.error,
    tabs,
    goneAt,
    handAt,
    place,
    placeAt,
    tasks: facts?.tasks ?? 0,
    done: facts?.done ?? 0,
    progressAt,
    failed: facts?.failed ?? null,
    follows,
    typing,
    lookers,
    ...usage,
  };
}

export function boardOf(state: RoomState, tile: (seat: Seat) => SeatTile): BoardView {
  const { code, open, maxSeats, position, positionNumber, begun, announcement, seats } = state;
  const tiles = Object.values(seats).map((seat) => [seat.id, tile(seat)] as const);
  return { code, open, maxSeats, position, positionNumber, begun, announcement, seats: Object.fromEntries(tiles) };
}

/** What one tab is told. `own`: a participant's seat; `look`: the seat that a trainer's tab looks at. */
export interface Seen {
  member: Member;
  own: Seat | undefined;
  look: Seat | undefined;
  /** Of the lab that the tab shows. */
  opening: Standing;
  /** Of the seat whose lab it is. */
  presence: Presence | undefined;
  /** Another browser works at the own seat. */
  elsewhere: boolean;
  /** undefined: labs stay open. */
  idleMs: number | undefined;
}

export function roomViewOf(
  state: RoomState,
  { member, own, look, opening, presence, elsewhere, idleMs }: Seen,
): RoomView {
  const { open, position, positionNumber, announcement } = state;
  const lab = { lab: opening.state, labError: opening.error, queue: opening.queue };
  const typing = (look ?? own)?.typing ?? 'none';
  const seat = own && {
    id: own.id,
    name: own.name,
    resume: own.resume,
    ...lab,
    handAt: own.handAt,
    follows: own.follows,
    typing,
    lookers: presence?.lookers ?? 0,
    elsewhere,
    ...(idleMs === undefined ? {} : { idleMs }),
  };
  const shows = { seat: own?.id ?? look?.id ?? '', ...lab, typing };
  return { member, open, seat: seat ?? null, shows, position, positionNumber, announcement };
}
