// What members ask of the room, carried out. Who may ask what was decided before (server/realtime/decisions.ts).
import type { Failure } from '@/lib/protocol/events';
import type { RoomEvent, RoomPayload } from '@/lib/protocol/room';
import type { AuditEntry, AuditFacts } from './audit';
import type { Keeper } from './keeper';
import { newLabId } from './new-codes';
import type { People } from './people';
import type { RoomLabs } from './room-labs';
import { labOf, type RoomCommand } from './state';
import type { Done, Visit } from './tabs';

export interface PerformerOptions {
  keeper: Keeper;
  people: People;
  labs: RoomLabs;
  audit: (entry: AuditEntry) => void;
  now: () => number;
  changed: () => void;
  /** The seat is gone; whoever sat there has to leave. */
  onRemoved: (seat: string) => void;
}

export type Performer = <E extends RoomEvent>(visit: Visit, event: E, payload: RoomPayload<E>) => Done;

const OK: Done = { ok: true, value: {} };
const failed = (code: Failure['code'], facts: Failure['facts'] = {}): Done => ({ ok: false, error: { code, facts } });

/** Never throws: a full disk is an answer. */
export function createPerformer(options: PerformerOptions): Performer {
  const { keeper, people, labs, audit, now, changed, onRemoved } = options;

  const run = (command: RoomCommand, about: string): Done => {
    try {
      const step = keeper.run(command);
      if (step.ok) return OK;
      return step.because === 'conflict' ? failed('Conflict', { room: about }) : failed('NotFound', { what: about });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
      return full ? failed('DiskFull', { file: 'room.json' }) : failed('WriteFailed', { file: 'room.json', message });
    }
  };

  type Handlers = { [E in RoomEvent]: (visit: Visit, payload: RoomPayload<E>) => Done };
  /** Does it, and writes down that a trainer did. */
  const asTrainer = (visit: Visit, action: string, command: RoomCommand, facts: AuditFacts) => {
    const about = facts.seat ?? action;
    const done = run(command, about);
    audit({ who: visit.session, action, ...facts, done: done.ok });
    return done;
  };

  const handlers: Handlers = {
    'room:hand': ({ member }, { raised }) => run({ kind: 'Hand', seat: member, raised, at: now() }, member),
    'room:at': ({ member }, place) => {
      const done = run({ kind: 'At', seat: member, place, at: now() }, member);
      labs.reread(member);
      return done;
    },
    'room:follow': ({ member }, { follows }) => run({ kind: 'Follow', seat: member, follows }, member),
    'room:typing'({ member }, { granted }) {
      const presence = people.presence(member);
      if (granted && presence.typing === 'none') return failed('NotFound', { what: 'room:ask-typing' });
      presence.typing = granted ? 'granted' : 'none';
      return OK;
    },
    'room:open': (visit, { open }) => asTrainer(visit, open ? 'open' : 'close', { kind: 'Open', open }, {}),
    'room:announce': (visit, said) =>
      asTrainer(visit, 'announcement', { kind: 'Announce', ...said, at: now() }, { after: said.after }),
    'room:position': (visit, { after, place }) =>
      asTrainer(visit, 'position', { kind: 'Position', after, place }, { lesson: place?.lesson, step: place?.step }),
    'room:reset'(visit, { seat, labNumber }) {
      const before = keeper.state.seats[seat];
      const done = asTrainer(visit, 'reset', { kind: 'Reset', seat, labNumber, lab: newLabId() }, { seat, labNumber });
      const after = keeper.state.seats[seat];
      if (!done.ok || !before || !after) return done;
      people.begin(seat);
      for (const { visit: other, ears } of people.tabs) if ((other.look || other.member) === seat) ears.lab(undefined);
      labs.leave(labOf(before));
      labs.want(labOf(after));
      return done;
    },
    'room:remove'(visit, { seat }) {
      const before = keeper.state.seats[seat];
      const done = asTrainer(visit, 'remove', { kind: 'Remove', seat }, { seat });
      if (!done.ok || !before) return done;
      people.forget(seat);
      for (const { visit: other, ears } of people.tabs) if ((other.look || other.member) === seat) ears.lab(undefined);
      onRemoved(seat);
      labs.leave(labOf(before));
      return done;
    },
    'room:ask-typing'(visit, { seat, wanted }) {
      if (!keeper.state.seats[seat]) return failed('NotFound', { what: seat });
      const presence = people.presence(seat);
      if (!wanted) presence.typing = 'none';
      else if (presence.typing === 'none') presence.typing = 'asked';
      audit({ who: visit.session, action: wanted ? 'ask-typing' : 'end-typing', seat });
      return OK;
    },
    'room:lower-hand': (visit, { seat }) =>
      asTrainer(visit, 'lower-hand', { kind: 'Hand', seat, raised: false, at: now() }, { seat }),
  };

  return (visit, event, payload) => {
    // The handler of E takes the payload of E; TypeScript sees the union of all.
    const handle = handlers[event] as (visit: Visit, payload: RoomPayload<RoomEvent>) => Done;
    const done = handle(visit, payload);
    changed();
    return done;
  };
}
