// What members ask of the room, carried out. Who may ask what was decided before (server/realtime/decisions.ts).
import type { Failure } from '@/lib/protocol/events';
import type { RoomEvent, RoomPayload } from '@/lib/protocol/room';
import type { AuditEntry, AuditFacts } from './audit';
import type { Keeper } from './keeper';
import { newLabId } from './new-codes';
import type { RoomLabs } from './room-labs';
import type { RoomCommand } from './state';
import type { Done, Visit } from './tabs';

export interface PerformerOptions {
  keeper: Keeper;
  labs: RoomLabs;
  audit: (entry: AuditEntry) => void;
  now: () => number;
  changed: () => void;
}

export type Performer = <E extends RoomEvent>(visit: Visit, event: E, payload: RoomPayload<E>) => Promise<Done>;

const OK: Done = { ok: true, value: {} };
const failed = (code: Failure['code'], facts: Failure['facts'] = {}): Done => ({ ok: false, error: { code, facts } });

/** Never rejects: a full disk is an answer. */
export function createPerformer(options: PerformerOptions): Performer {
  const { keeper, labs, audit, now, changed } = options;

  const run = async (command: RoomCommand, about: string): Promise<Done> => {
    try {
      const step = await keeper.run(command);
      if (step.ok) return OK;
      if (step.because === 'conflict') return failed('Conflict', { room: about });
      return failed('NotFound', { what: step.because === 'not-asked' ? 'room:ask-typing' : about });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
      return full ? failed('DiskFull', { file: 'room.json' }) : failed('WriteFailed', { file: 'room.json', message });
    }
  };

  type Handlers = { [E in RoomEvent]: (visit: Visit, payload: RoomPayload<E>) => Done | Promise<Done> };
  /** Does it, and writes down that a trainer did. */
  const asTrainer = async (visit: Visit, action: string, command: RoomCommand, facts: AuditFacts) => {
    const about = facts.seat ?? action;
    const done = await run(command, about);
    audit({ who: visit.session, action, ...facts, done: done.ok });
    return done;
  };

  const handlers: Handlers = {
    'room:hand': ({ member }, { raised }) => run({ kind: 'Hand', seat: member, raised, at: now() }, member),
    async 'room:at'({ member }, place) {
      const done = await run({ kind: 'At', seat: member, place, at: now() }, member);
      labs.reread(member);
      return done;
    },
    'room:follow': ({ member }, { follows }) => run({ kind: 'Follow', seat: member, follows }, member),
    'room:typing': ({ member }, { granted }) => run({ kind: 'AnswerTyping', seat: member, granted }, member),
    'room:work-here': ({ member, session }) => run({ kind: 'WorkHere', seat: member, session }, member),
    'room:open': (visit, { open }) => asTrainer(visit, open ? 'open' : 'close', { kind: 'Open', open }, {}),
    'room:announce': (visit, said) =>
      asTrainer(visit, 'announcement', { kind: 'Announce', ...said, at: now() }, { after: said.after }),
    'room:position': (visit, { after, place }) =>
      asTrainer(
        visit,
        'position',
        { kind: 'Position', after, place, at: now() },
        { lesson: place?.lesson, step: place?.step },
      ),
    'room:reset': (visit, { seat, labNumber }) =>
      asTrainer(visit, 'reset', { kind: 'Reset', seat, labNumber, lab: newLabId() }, { seat, labNumber }),
    'room:remove': (visit, { seat }) => asTrainer(visit, 'remove', { kind: 'Remove', seat }, { seat }),
    'room:ask-typing': (visit, { seat, wanted }) =>
      asTrainer(visit, wanted ? 'ask-typing' : 'end-typing', { kind: 'AskTyping', seat, wanted }, { seat }),
    'room:lower-hand': (visit, { seat }) =>
      asTrainer(visit, 'lower-hand', { kind: 'Hand', seat, raised: false, at: now() }, { seat }),
  };

  return async (visit, event, payload) => {
    // The handler of E takes the payload of E; TypeScript sees the union of all.
    const handle = handlers[event] as (visit: Visit, payload: RoomPayload<RoomEvent>) => Done | Promise<Done>;
    const done = await handle(visit, payload);
    changed();
    return done;
  };
}
