// The labs of a room: opened when wanted, read for the board, measured while somebody looks, closed when nobody comes, removed.
import type { Lab } from '../../lab/lab';
import { factsOf } from './facts';
import type { Keeper } from './keeper';
import { createOpenings, type Opening, type Standing } from './openings';
import type { People } from './people';
import { labOf, type Seat, trainerLabOf } from './state';
import type { SeatLabs, Visit } from './tabs';
import type { Presence } from './views';

const AT_ONCE = 3;
/** How often a seat that works is read for its tile. */
const READ_EVERY_MS = 250;
export const MEASURE_EVERY_MS = 10_000;
const MEASURED_AT_ONCE = 4;
export const SWEEP_EVERY_MS = 30_000;

export interface RoomLabs {
  /** The name of the lab that the tab shows; '' when its seat is gone. */
  nameFor(visit: Pick<Visit, 'member' | 'look'>): string;
  of(name: string): Opening;
  want(name: string): void;
  /** The seat is at another place: its tile counts other tasks. */
  reread(seat: string): void;
  /** The seat has got another lab, or is gone: what this one made is removed, by this process if it is `own` to do so. */
  leave(name: string, own: boolean): void;
  /** Uses and sizes of open labs, for a board. */
  measure(): Promise<void>;
  /** Goes on with removals, and closes what nobody has been at for long. */
  sweep(): void;
  close(): void;
}

export interface RoomLabsOptions {
  keeper: Keeper;
  people: People;
  /** Of a seat, wherever its tabs are connected. */
  presence: (seat: Seat) => Presence;
  /** How far the seat's lab is, wherever it was opened. */
  standing: (seat: Seat) => Standing;
  labs: SeatLabs;
  idleMs: number;
  now: () => number;
  log: (line: string) => void;
  /** What members are told may have changed. */
  changed: () => void;
}

export function createRoomLabs(options: RoomLabsOptions): RoomLabs {
  const { keeper, people, labs, idleMs, now, log, changed } = options;
  /** Labs that are open, with how to stop hearing them. */
  const followed = new Map<string, () => void>();
  /** Labs that are being closed: opening one again waits for that. */
  const closing = new Map<string, Promise<void>>();
  const closed = new Set<string>();
  const removing = new Set<string>();
  const unread = new Set<string>();
  let reading: NodeJS.Timeout | undefined;
  let measuring = false;

  const notKept = (error: unknown) => log(`room: progress is not kept: ${String(error)}`);
  const seats = (): Seat[] => Object.values(keeper.state.seats);
  const nameFor: RoomLabs['nameFor'] = ({ member, look }) => {
    if (member === 'trainer' && look === '') return trainerLabOf(keeper.state);
    const seat = keeper.state.seats[look || member];
    return seat ? labOf(seat) : '';
  };
  const tell = (name: string, lab: Lab | undefined) => {
    for (const { visit, ears } of people.tabs) if (nameFor(visit) === name) ears.lab(lab);
  };
  const unfollow = (name: string) => {
    followed.get(name)?.();
    followed.delete(name);
  };

  const openings = createOpenings({
    atOnce: AT_ONCE,
    async open(name, waits) {
      await closing.get(name);
      closed.delete(name);
      return labs.open(name, waits);
    },
    onChange(name) {
      const { state, lab, error } = openings.of(name);
      if (state === 'opening' && error) log(`room: lab=${name} waits: ${error}`);
      if (state === 'failed') log(`room: lab=${name} failed: ${error}`);
      if (lab && !followed.has(name)) {
        const seat = seats().find((each) => labOf(each) === name)?.id;
        followed.set(name, seat ? lab.onChange(() => reread(seat)) : () => {});
        if (seat) reread(seat);
        tell(name, lab);
        lab.onEnd?.(() => ended(name, lab));
      }
      changed();
    },
  });

  /** Another process had it closed, because nobody was there, or has removed it; somebody may have come to this one meanwhile. */
  const ended = (name: string, lab: Lab) => {
    if (openings.of(name).lab !== lab) return;
    unfollow(name);
    tell(name, undefined);
    void openings.drop(name);
    if ([...people.tabs].some(({ visit }) => nameFor(visit) === name)) openings.want(name);
  };

  const read = () => {
    reading = undefined;
    for (const id of unread) {
      const seat = keeper.state.seats[id];
      const lab = seat && openings.of(labOf(seat)).lab;
      if (!seat || !lab) continue;
      const facts = factsOf(lab.snapshot().view, seat.place);
      people.own(id).facts = facts;
      const { doneByLesson: done, progressAt } = facts;
      if (progressAt !== seat.progressAt || JSON.stringify(done) !== JSON.stringify(seat.done)) {
        keeper.run({ kind: 'Progress', seat: id, done, progressAt }).catch(notKept);
      }
    }
    unread.clear();
    changed();
  };
  const reread = (seat: string) => {
    unread.add(seat);
    reading ??= setTimeout(read, READ_EVERY_MS);
  };

  const remove = async (name: string): Promise<void> => {
    if (removing.has(name)) return;
    removing.add(name);
    try {
      await openings.drop(name);
      await labs.remove(name);
      await keeper.run({ kind: 'Removed', lab: name });
    } catch (error) {
      log(`room: lab=${name} is not removed yet: ${String(error)}`);
    }
    removing.delete(name);
  };

  const closeIdle = async (name: string, closeLab: (name: string) => Promise<void>): Promise<void> => {
    unfollow(name);
    closed.add(name);
    await openings.drop(name);
    await closeLab(name).catch((error: unknown) => log(`room: lab=${name} is not closed: ${String(error)}`));
    closing.delete(name);
  };
  const isIdle = (seat: Seat): boolean => {
    const { tabs, lookers, goneAt } = options.presence(seat);
    return tabs === 0 && lookers === 0 && now() - goneAt >= idleMs;
  };

  return {
    nameFor,
    of: openings.of,
    want: openings.want,
    reread,
    leave(name, own) {
      const { lab } = openings.of(name);
      unfollow(name);
      if (own) void remove(name);
      else void openings.drop(name).then(() => lab?.close());
    },
    async measure() {
      if (measuring) return;
      measuring = true;
      const waiting = seats().filter((seat) => options.standing(seat).state === 'ready');
      const next = async (): Promise<void> => {
        for (let seat = waiting.pop(); seat; seat = waiting.pop()) {
          const usage = await labs.usage(labOf(seat)).catch(() => undefined);
          if (usage && keeper.state.seats[seat.id]?.lab === seat.lab) people.own(seat.id).usage = usage;
        }
      };
      await Promise.all(Array.from({ length: MEASURED_AT_ONCE }, next));
      measuring = false;
      changed();
    },
    sweep() {
      for (const name of keeper.state.leaving) void remove(name);
      const closeLab = labs.close?.bind(labs);
      if (!closeLab) return;
      for (const name of seats().filter(isIdle).map(labOf)) {
        if (closed.has(name) || openings.of(name).state === 'opening') continue;
        closing.set(name, closeIdle(name, closeLab));
        changed();
      }
    },
    close() {
      clearTimeout(reading);
      for (const name of [...followed.keys()]) unfollow(name);
    },
  };
}
