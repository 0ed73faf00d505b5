// The room as it is kept: plain data, and one pure function that says what a command makes of it.
import type { Locale } from '@/lib/i18n/locale';
import type { Announcement, Place, Typing } from '@/lib/protocol/room';
import { plainName } from '@/lib/room/codes';
import { type Hold, holdWhenEntered, holdWhenLeft } from './devices';

export interface Seat {
  id: string;
  /** Unique in the room, whatever its letter case. */
  name: string;
  resume: string;
  locale: Locale;
  /** ms since the epoch, as all times here; 0 = not. */
  joinedAt: number;
  handAt: number;
  place: Place | null;
  placeAt: number;
  follows: boolean;
  /** The last task that turned green. */
  progressAt: number;
  /** Tasks done, by lesson. */
  done: Record<string, number>;
  /** Tells the seat's labs apart: what a reset leaves behind never meets what comes after it. */
  lab: string;
  /** Counts them. */
  labNumber: number;
  /** These two are about who is there now, and begin anew with the server that keeps the room alone. */
  typing: Typing;
  /** Which of the person's browsers works here. */
  hold: Hold | null;
}

export interface RoomState {
  code: string;
  /** A closed room takes nobody in; who has a seat stays. */
  open: boolean;
  maxSeats: number;
  seats: Record<string, Seat>;
  /** The number that the next seat gets. Never goes back: an id belongs to one person for the life of the room. */
  nextSeat: number;
  /** Of the lab that the trainers share. */
  trainerLab: string;
  position: Place | null;
  positionNumber: number;
  /** The lesson that was shown last, and since when. Stays while nothing is shown. */
  begun: { lesson: string; at: number } | null;
  announcement: Announcement | null;
  /** Of the last announcement there was, also when it has been taken back. */
  announcements: number;
  /** Labs (`labOf`) that have to be removed: kept, so that a killed server goes on with it. */
  leaving: string[];
  /** The broker that each lab lies at, by its name, once it was opened. It never changes: the lab's files and containers are there. */
  brokers: Record<string, string>;
}

/** In place of a broker's id, for a lab that was opened before brokers were told apart: it lies at whichever has its files. */
export const SOMEWHERE = '';

/** `at`: ms since the epoch. `lab`: random, new for each. */
export type RoomCommand =
  | { kind: 'Join'; name: string; locale: Locale; resume: string; lab: string; at: number }
  | { kind: 'Hand'; seat: string; raised: boolean; at: number }
  | { kind: 'At'; seat: string; place: Place; at: number }
  | { kind: 'Follow'; seat: string; follows: boolean }
  | { kind: 'Progress'; seat: string; done: Record<string, number>; progressAt: number }
  | { kind: 'Open'; open: boolean }
  | { kind: 'Announce'; after: number; text: string; snippet: string; at: number }
  | { kind: 'Position'; after: number; place: Place | null; at: number }
  | { kind: 'Reset'; seat: string; labNumber: number; lab: string }
  | { kind: 'Remove'; seat: string }
  | { kind: 'Removed'; lab: string }
  | { kind: 'Place'; lab: string; broker: string }
  /** As the server was started now. */
  | { kind: 'Settings'; code: string; maxSeats: number }
  /** A trainer asks to type in the seat, or wants to no more. */
  | { kind: 'AskTyping'; seat: string; wanted: boolean }
  | { kind: 'AnswerTyping'; seat: string; granted: boolean }
  /** A tab of this session has come to its seat. */
  | { kind: 'Came'; seat: string; session: string; at: number }
  /** One has gone; `present`: the sessions of those who are still there. */
  | { kind: 'Left'; seat: string; present: readonly string[]; at: number }
  /** From now on this browser is the one that works at the seat. */
  | { kind: 'WorkHere'; seat: string; session: string };

export type RoomRefusal = 'closed' | 'full' | 'name-missing' | 'name-taken' | 'no-seat' | 'not-asked' | 'conflict';
export type Advance = { ok: true; state: RoomState; seat?: string } | { ok: false; because: RoomRefusal };
type Command<K extends RoomCommand['kind']> = Extract<RoomCommand, { kind: K }>;

export const newRoom = (code: string, maxSeats: number, trainerLab: string): RoomState => ({
  code,
  open: true,
  maxSeats,
  seats: {},
  nextSeat: 1,
  trainerLab,
  position: null,
  positionNumber: 0,
  begun: null,
  announcement: null,
  announcements: 0,
  leaving: [],
  brokers: {},
});

/** SEAT_ID has four digits at most. */
const MAX_SEAT_NUMBER = 9999;

/** What the broker calls the seat's lab. */
export const labOf = ({ id, lab }: Pick<Seat, 'id' | 'lab'>): string => `${id}-${lab}`;
export const trainerLabOf = ({ trainerLab }: RoomState): string => `trainer-${trainerLab}`;

/** Every lab there may be something of. */
export const labsOf = (state: Pick<RoomState, 'seats' | 'trainerLab' | 'leaving'>): string[] => [
  `trainer-${state.trainerLab}`,
  ...Object.values(state.seats).map(labOf),
  ...state.leaving,
];

/** The state after one command, or why it is refused. A state that stays as it was is the same object. */
export function advance(state: RoomState, command: RoomCommand): Advance {
  switch (command.kind) {
    case 'Join':
      return join(state, command);
    case 'Open':
      return done(command.open === state.open ? state : { ...state, open: command.open });
    case 'Announce':
      return announce(state, command);
    case 'Position':
      return position(state, command);
    case 'Removed':
      return removed(state, command.lab);
    case 'Place':
      return place(state, command);
    case 'Settings': {
      const { code, maxSeats } = command;
      return done(code === state.code && maxSeats === state.maxSeats ? state : { ...state, code, maxSeats });
    }
    default:
      return ofSeat(state, command);
  }
}

const done = (state: RoomState): Advance => ({ ok: true, state });
const refused = (because: RoomRefusal): Advance => ({ ok: false, because });
const withSeat = (state: RoomState, seat: Seat): RoomState => ({
  ...state,
  seats: { ...state.seats, [seat.id]: seat },
});

function join(state: RoomState, { name, locale, resume, lab, at }: Command<'Join'>): Advance {
  if (!state.open) return refused('closed');
  const plain = plainName(name);
  if (plain === '') return refused('name-missing');
  const taken = Object.values(state.seats);
  if (taken.some((seat) => folded(seat.name) === folded(plain))) return refused('name-taken');
  if (taken.length >= state.maxSeats || state.nextSeat > MAX_SEAT_NUMBER) return refused('full');
  const id = `s${String(state.nextSeat).padStart(2, '0')}`;
  const seat: Seat = {
    id,
    name: plain,
    resume,
    locale,
    joinedAt: at,
    handAt: 0,
    place: null,
    placeAt: 0,
    follows: false,
    progressAt: 0,
    done: {},
    lab,
    labNumber: 1,
    typing: 'none',
    hold: null,
  };
  return { ok: true, state: { ...withSeat(state, seat), nextSeat: state.nextSeat + 1 }, seat: id };
}

function position(state: RoomState, { after, place: shown, at }: Command<'Position'>): Advance {
  if (after !== state.positionNumber) return refused('conflict');
  const goesOn = !shown || shown.lesson === state.begun?.lesson;
  const begun = goesOn ? state.begun : { lesson: shown.lesson, at };
  return done({ ...state, position: shown, positionNumber: after + 1, begun });
}

function removed(state: RoomState, lab: string): Advance {
  const { [lab]: _gone, ...brokers } = state.brokers;
  return done({ ...state, brokers, leaving: state.leaving.filter((each) => each !== lab) });
}

/** Who came first has placed it: the state stays as it was then, and says where. */
function place(state: RoomState, { lab, broker }: Command<'Place'>): Advance {
  if (state.brokers[lab]) return done(state);
  const wanted = lab === trainerLabOf(state) || Object.values(state.seats).some((seat) => labOf(seat) === lab);
  // What is being removed is opened nowhere any more.
  return wanted ? done({ ...state, brokers: { ...state.brokers, [lab]: broker } }) : refused('no-seat');
}

/** Names that look the same are the same. */
const folded = (name: string): string => name.normalize('NFKC').toLowerCase();

function announce(state: RoomState, { after, text, snippet, at }: Command<'Announce'>): Advance {
  if (after !== (state.announcement?.number ?? 0)) return refused('conflict');
  if (text === '' && snippet === '') return done({ ...state, announcement: null });
  const number = state.announcements + 1;
  return done({ ...state, announcement: { number, at, text, snippet }, announcements: number });
}

type SeatCommand = Command<
  | ('Hand' | 'At' | 'Follow' | 'Progress' | 'Reset' | 'Remove')
  | ('AskTyping' | 'AnswerTyping' | 'Came' | 'Left' | 'WorkHere')
>;

function ofSeat(state: RoomState, command: SeatCommand): Advance {
  const seat = Object.hasOwn(state.seats, command.seat) ? state.seats[command.seat] : undefined;
  if (!seat) return refused('no-seat');
  switch (command.kind) {
    case 'Hand':
      if (seat.handAt > 0 === command.raised) return done(state);
      return done(withSeat(state, { ...seat, handAt: command.raised ? command.at : 0 }));
    case 'At':
      if (same(seat.place, command.place)) return done(state);
      return done(withSeat(state, { ...seat, place: command.place, placeAt: command.at }));
    case 'Follow':
      return done(seat.follows === command.follows ? state : withSeat(state, { ...seat, follows: command.follows }));
    case 'Progress':
      return done(withSeat(state, { ...seat, done: command.done, progressAt: command.progressAt }));
    case 'Reset': {
      if (seat.labNumber !== command.labNumber) return refused('conflict');
      const fresh = {
        lab: command.lab,
        labNumber: seat.labNumber + 1,
        done: {},
        progressAt: 0,
        typing: 'none',
      } as const;
      return done({ ...withSeat(state, { ...seat, ...fresh }), leaving: [...state.leaving, labOf(seat)] });
    }
    case 'Remove': {
      const { [seat.id]: _gone, ...seats } = state.seats;
      return done({ ...state, seats, leaving: [...state.leaving, labOf(seat)] });
    }
    default:
      return ofPeople(state, seat, command);
  }
}

function ofPeople(
  state: RoomState,
  seat: Seat,
  command: Command<'AskTyping' | 'AnswerTyping' | 'Came' | 'Left' | 'WorkHere'>,
): Advance {
  const typing = (now: Typing) => done(now === seat.typing ? state : withSeat(state, { ...seat, typing: now }));
  const hold = (now: Hold | null) =>
    done(JSON.stringify(now) === JSON.stringify(seat.hold) ? state : withSeat(state, { ...seat, hold: now }));
  switch (command.kind) {
    case 'AskTyping':
      if (command.wanted) return typing(seat.typing === 'none' ? 'asked' : seat.typing);
      return typing('none');
    case 'AnswerTyping':
      if (command.granted && seat.typing === 'none') return refused('not-asked');
      return typing(command.granted ? 'granted' : 'none');
    case 'Came':
      return hold(holdWhenEntered(seat.hold, command.session, command.at));
    case 'Left':
      return hold(holdWhenLeft(seat.hold, command.present, command.at));
    case 'WorkHere':
      return hold({ session: command.session, leftAt: 0 });
  }
}

/** As a server finds it that keeps the room alone: nobody is there yet. */
export const withNobody = (state: RoomState, at: number): RoomState => ({
  ...state,
  seats: Object.fromEntries(
    Object.entries(state.seats).map(([id, seat]) => {
      const hold = seat.hold && { ...seat.hold, leftAt: seat.hold.leftAt || at };
      return [id, { ...seat, typing: 'none', hold }];
    }),
  ),
});

const same = (a: Place | null, b: Place): boolean => a?.lesson === b.lesson && a.step === b.step;
