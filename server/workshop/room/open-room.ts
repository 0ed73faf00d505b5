// A workshop's room while the server runs: what is kept, the labs of its seats, and the tabs that are there.
import type { Locale } from '@/lib/i18n/locale';
import { JOIN_REFUSALS, type JoinRefusal, type LabState, type Member } from '@/lib/protocol/room';
import { type AuditEntry, openAudit } from './audit';
import { createBoardFeed } from './board-feed';
import { roomCsv } from './csv';
import { holdWhenEntered } from './devices';
import { type Elsewhere, NOBODY_ELSE, ownPresences, presenceWith, standingWith } from './elsewhere';
import { openRoomFile } from './file';
import { createKeeper, type Keeper } from './keeper';
import { isCode, newEventCode, newLabId, newResumeCode } from './new-codes';
import { createPeople, type Tab } from './people';
import { createPerformer } from './perform';
import { createPlacement, type Placement } from './placement';
import { createRoomLabs, MEASURE_EVERY_MS, SWEEP_EVERY_MS } from './room-labs';
import { labOf, newRoom, type RoomCommand, type RoomState, type Seat, withNobody } from './state';
import type { Reach, RoomDoor, SeatLabs } from './tabs';
import { isSecret } from './trainer-secret';
import { boardOf, roomViewOf, tileOf } from './views';

export interface RoomOptions {
  /** Holds `audit.log` and, without a `keeper`, `room.json`; made private. */
  dir: string;
  /** Of a room that other processes have as well. */
  shared?: { keeper: Keeper; elsewhere: Elsewhere; audit: (at: number, entry: AuditEntry) => void } | undefined;
  /** Instead of the room's own, which is drawn when there is none yet. */
  code: string;
  maxSeats: number;
  /** Of `hashSecret`. */
  secretHash: string;
  /** Where labs come from; `placement` keeps where each lies. */
  labs: (placement: Placement) => SeatLabs;
  /** A seat's lab is closed after so many ms without a tab, where labs can be closed. */
  idleMs: number;
  /** ms since the epoch. */
  now?: () => number;
  log: (line: string) => void;
  /** Such a member is no more: its sessions are to end. */
  onRemoved: (member: Member) => void;
}

export interface RoomCounts {
  seats: number;
  maxSeats: number;
  /** Since the start. */
  joins: number;
  labs: Record<LabState, number>;
}

export interface Room extends RoomDoor {
  readonly code: string;
  /** A seat for whoever knows the code; kept before it is said. Rejects with a system error when it can't be kept. */
  join(asked: { code: string; name: string; locale: Locale }): Promise<{ member: Member } | { refusal: JoinRefusal }>;
  /** The seat that this code brings back. */
  resume(code: string): Member | undefined;
  isTrainer(secret: string): Promise<boolean>;
  /** For the audit log. */
  trainerIn(session: string): void;
  has(member: Member): boolean;
  /** The export; `session` asks for it. */
  csv(session: string): string;
  counts(): RoomCounts;
  close(): Promise<void>;
}

/** Of one seat, with some that the network has lost and nobody has noticed yet. Sockets without end would be felt by all others. */
export const MAX_TABS = 24;

/** Takes the room that is kept in `dir`, or makes one. Throws RoomUnreadable, or a system error when it can't be kept. */
export function openRoom(options: RoomOptions): Room {
  const { dir, shared, secretHash, idleMs, now = Date.now, log, onRemoved } = options;
  const keeper = shared?.keeper ?? createKeeper(...kept(options), (error) => log(`room: not saved: ${String(error)}`));
  const elsewhere = shared?.elsewhere ?? NOBODY_ELSE;
  const seatLabs = options.labs(createPlacement(keeper));
  const ownAudit = openAudit(dir, now, (error) => log(`room: audit log: ${String(error)}`));
  const audit = (entry: AuditEntry) => {
    ownAudit(entry);
    shared?.audit(now(), entry);
  };
  const people = createPeople(now);
  const presence = (seat: Seat) => presenceWith(people.own(seat.id), elsewhere.of(seat.id), labOf(seat));
  const standing = (seat: Seat) => standingWith(labs.of(labOf(seat)), elsewhere.of(seat.id), labOf(seat));
  const feed = createBoardFeed(() => boardOf(keeper.state, (seat) => tileOf(seat, standing(seat), presence(seat))));
  /** What can wait: nobody is told that it is kept. */
  const note = (command: RoomCommand) =>
    keeper.run(command).then(
      () => undefined,
      (error: unknown) => log(`room: ${command.kind} is not kept: ${String(error)}`),
    );
  const holds = ({ visit: { member, session }, coming }: Tab): boolean => {
    const hold = keeper.state.seats[member]?.hold ?? null;
    return (coming ? holdWhenEntered(hold, session, now()) : hold)?.session === session;
  };
  const tell = (tab: Tab) => {
    const { member, look } = tab.visit;
    const seats = keeper.state.seats;
    const [own, looked] = [seats[member], seats[look]];
    const shown = looked ?? own;
    const view = roomViewOf(keeper.state, {
      member,
      own,
      look: looked,
      opening: labs.of(labs.nameFor(tab.visit)),
      presence: shown && presence(shown),
      elsewhere: own !== undefined && !holds(tab),
      idleMs: seatLabs.close && idleMs,
    });
    const text = JSON.stringify(view);
    if (text === tab.told) return;
    tab.told = text;
    tab.ears.view(view);
  };
  let telling: NodeJS.Immediate | undefined;
  const changed = () => {
    elsewhere.touch();
    hear();
  };
  const hear = () => {
    feed.touch();
    telling ??= setImmediate(() => {
      telling = undefined;
      for (const tab of people.tabs) tell(tab);
    });
  };
  const labs = createRoomLabs({ keeper, people, presence, standing, labs: seatLabs, idleMs, now, log, changed });
  const perform = createPerformer({ keeper, labs, audit, now, changed });
  keeper.onChange((before, after, own) => {
    for (const seat of Object.values(before.seats)) {
      const kept = after.seats[seat.id];
      if (kept?.lab === seat.lab) continue;
      if (kept) people.begin(seat.id);
      else people.forget(seat.id);
      for (const { visit, ears } of people.tabs) if ((visit.look || visit.member) === seat.id) ears.lab(undefined);
      if (!kept) onRemoved(seat.id as Member);
      labs.leave(labOf(seat), own);
      if (kept && (own || people.own(seat.id).tabs > 0)) labs.want(labOf(kept));
    }
    changed();
  });
  const seatOf = (id: string): Seat | undefined =>
    Object.hasOwn(keeper.state.seats, id) ? keeper.state.seats[id] : undefined;
  const reachOf = (tab: Tab): Reach => {
    const { look, member } = tab.visit;
    if (look) return seatOf(look)?.typing === 'granted' ? 'types' : 'sees';
    return member === 'trainer' || (seatOf(member) && holds(tab)) ? 'acts' : 'sees';
  };
  /** Tabs of the seat have gone, here or with another process. */
  const left = (id: string) => {
    const seat = seatOf(id);
    if (!seat) return;
    const present = [...people.sessionsAt(id), ...elsewhere.of(id).flatMap(({ sessions }) => sessions)];
    void note({ kind: 'Left', seat: id, present, at: now() });
    // Nobody is left to type: who looks next has to ask anew.
    if (seat.typing !== 'none' && presence(seat).lookers === 0)
      void note({ kind: 'AskTyping', seat: id, wanted: false });
  };
  elsewhere.serve(() => ownPresences(Object.values(keeper.state.seats), people, labs.of));
  elsewhere.onChange((seats) => {
    for (const seat of seats) left(seat);
    hear();
  });
  const tabsOf = (id: string): number => {
    const seat = seatOf(id);
    return seat ? presence(seat).tabs : MAX_TABS;
  };
  let joins = 0;
  labs.sweep();
  const timers = [
    setInterval(labs.sweep, SWEEP_EVERY_MS),
    setInterval(() => void (feed.listeners > 0 && labs.measure()), MEASURE_EVERY_MS),
  ];
  for (const timer of timers) timer.unref();

  return {
    code: keeper.state.code,
    admits: ({ member, look }) =>
      (member === 'trainer' || tabsOf(member) < MAX_TABS) &&
      (look === '' || (member === 'trainer' && seatOf(look) !== undefined)),
    enter(visit, ears) {
      const tab = people.add(visit, ears);
      const seat = visit.look ? undefined : seatOf(visit.member)?.id;
      const came = seat ? note({ kind: 'Came', seat, session: visit.session, at: now() }) : Promise.resolve();
      void came.then(() => {
        tab.coming = false;
        changed();
      });
      const name = labs.nameFor(visit);
      labs.want(name);
      ears.lab(labs.of(name).lab);
      tell(tab);
      const stopBoard = visit.member === 'trainer' ? feed.listen(ears) : undefined;
      if (visit.look) audit({ who: visit.session, action: 'look', seat: visit.look });
      changed();
      return {
        perform: (event, payload) => perform(visit, event, payload),
        reach: () => reachOf(tab),
        leave() {
          people.remove(tab);
          left(visit.look || visit.member);
          stopBoard?.();
          changed();
        },
      };
    },
    async join({ code, name, locale }) {
      if (!isCode(code, keeper.state.code)) return { refusal: 'wrong-code' };
      const command = { kind: 'Join', name, locale, resume: newResumeCode(), lab: newLabId(), at: now() } as const;
      const step = await keeper.run(command).catch((error: unknown) => {
        log(`room: nobody can join, it can't be kept: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      });
      if (!step) return { refusal: 'unavailable' };
      if (!step.ok) return { refusal: JOIN_REFUSALS.find((refusal) => refusal === step.because) ?? 'closed' };
      const seat = step.seat ? step.state.seats[step.seat] : undefined;
      if (!seat) return { refusal: 'full' };
      joins += 1;
      const taken = Object.keys(step.state.seats).length;
      log(`room: joined seat=${seat.id} locale=${locale} seats=${taken}/${step.state.maxSeats}`);
      labs.want(labOf(seat));
      changed();
      return { member: seat.id as Member };
    },
    resume(code) {
      // All of them, whichever it is: the time tells nothing.
      const found = Object.values(keeper.state.seats).filter((seat) => isCode(code, seat.resume));
      const seat = found[0];
      if (seat) log(`room: resumed seat=${seat.id}`);
      return seat?.id as Member | undefined;
    },
    isTrainer: (secret) => isSecret(secret, secretHash),
    trainerIn(session) {
      audit({ who: session, action: 'sign-in' });
      log('room: a trainer signed in');
    },
    has: (member) => member === 'trainer' || seatOf(member) !== undefined,
    csv(session) {
      audit({ who: session, action: 'export' });
      return roomCsv(Object.values(keeper.state.seats));
    },
    counts() {
      const states = Object.values(keeper.state.seats).map((seat) => standing(seat).state);
      const count = (state: LabState) => states.filter((each) => each === state).length;
      return {
        seats: states.length,
        maxSeats: keeper.state.maxSeats,
        joins,
        labs: { queued: count('queued'), opening: count('opening'), ready: count('ready'), failed: count('failed') },
      };
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      clearImmediate(telling);
      feed.close();
      labs.close();
      await keeper.close();
    },
  };
}

/** A room that nobody has been in. */
export const freshRoom = (maxSeats: number): RoomState => newRoom(newEventCode(), maxSeats, newLabId());

/** The room's file and its state, saved once: a folder that can't be written is heard of before anybody joins. */
function kept({ dir, code, maxSeats, now = Date.now }: RoomOptions): [ReturnType<typeof openRoomFile>, RoomState] {
  const file = openRoomFile(dir);
  const before = withNobody(file.read() ?? freshRoom(maxSeats), now());
  const state = { ...before, maxSeats, code: code || before.code };
  file.save(state);
  return [file, state];
}
