// From an untrusted frame to one validated command, and back to an acknowledgement.
import type { z } from 'zod';
import {
  type Ack,
  type Answer,
  type ClientEvent,
  clientEvents,
  type Failure,
  type Payload,
} from '@/lib/protocol/events';
import { type Member, type RoomEvent, type RoomPayload, roomEvents } from '@/lib/protocol/room';
import type { Lab, LabClient } from '../lab/lab';
import type { Entrance, Reach } from '../workshop/room/tabs';
import type { AnswerMemory } from './answer-memory';
import { DECISIONS, MAX_REFUSALS, type Pace, RATES, ROOM_DECISIONS } from './decisions';
import { createTokenBucket } from './token-bucket';

const failure = (code: Failure['code'], facts: Failure['facts'] = {}): Ack<never> => ({
  ok: false,
  error: { code, facts },
});

const REACHES: readonly Reach[] = ['sees', 'types', 'acts'];

const isClientEvent = (name: string): name is ClientEvent => Object.hasOwn(clientEvents, name);
const isRoomEvent = (name: string): name is RoomEvent => Object.hasOwn(roomEvents, name);

/** At once where it can be: nothing may be sent between taking a snapshot and answering with it. */
export type Reply = Ack<unknown> | Promise<Ack<unknown>>;

export interface Dispatcher {
  /** Never throws or rejects. Undefined: not worth an answer any more, the connection should be closed. */
  dispatch(name: string, payload: unknown): Reply | undefined;
}

/** The lab that the connection shows, and who it is to that lab. */
export interface Shown {
  lab: Lab;
  client: LabClient;
}

export interface DispatcherOptions {
  /** Undefined: none at the moment; what is asked of it is then BrokerAway. */
  shown: () => Shown | undefined;
  /** Names the session; part of what a repeated command is recognised by. */
  session: string;
  member: Member;
  /** Into a workshop's room; undefined in self-study, where the room's events don't exist. */
  entrance: Pick<Entrance, 'perform' | 'reach'> | undefined;
  answers: AnswerMemory;
  now: () => number;
  /** Something of ours threw although it must not. */
  onFault: (event: string, error: unknown) => void;
}

/** One for each connection: it holds the connection's token buckets. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { shown, session, member, entrance, answers, now, onFault } = options;
  const bucket = (pace: Pace) => createTokenBucket(RATES[pace], now);
  const buckets = { typing: bucket('typing'), reading: bucket('reading'), acting: bucket('acting') };
  let refusals = 0;
  /** The newest input of this connection, and how it was answered: the same frame again is not typed again. */
  let input: { seq: number; reply: Reply } = { seq: 0, reply: failure('Invalid', { where: 'seq' }) };

  const fault = (event: string, error: unknown): Ack<never> => {
    onFault(event, error);
    return failure('Failed', { message: error instanceof Error ? error.message : String(error) });
  };
  const perform = async <E extends ClientEvent>(
    { lab, client }: Shown,
    event: E,
    payload: Payload<E>,
  ): Promise<Ack<Answer<E>>> => {
    try {
      return await lab.perform(client, event, payload);
    } catch (error) {
      return fault(event, error);
    }
  };
  const outOfReach = (needs: Reach): Ack<never> | undefined => {
    // In self-study the one lab is everybody's who is let in.
    if (REACHES.indexOf(entrance?.reach() ?? 'acts') >= REACHES.indexOf(needs)) return undefined;
    return failure(member === 'trainer' ? 'ReadOnly' : 'Elsewhere');
  };

  const askLab = <E extends ClientEvent>(event: E, payload: unknown): Reply => {
    const parsed = clientEvents[event].safeParse(payload);
    if (!parsed.success) return invalid(parsed.error);
    const refused = outOfReach(DECISIONS[event].needs);
    if (refused) return refused;
    const there = shown();
    if (!there) return failure('BrokerAway');
    if (event === 'view:snapshot') return { ok: true, value: { ...there.lab.snapshot(), at: now() } };
    // The schema of E gives the payload of E; TypeScript sees the union of all.
    const command = parsed.data as Payload<E>;
    if ('seq' in command) {
      if (command.seq > input.seq) input = { seq: command.seq, reply: perform(there, event, command) };
      return input.reply;
    }
    if (!DECISIONS[event].once || !('id' in command)) return perform(there, event, command);
    return answers.once(`${session} ${event} ${command.id}`, () => perform(there, event, command));
  };
  const askRoom = <E extends RoomEvent>(room: Pick<Entrance, 'perform'>, event: E, payload: unknown): Reply => {
    const parsed = roomEvents[event].safeParse(payload);
    if (!parsed.success) return invalid(parsed.error);
    if ((ROOM_DECISIONS[event].access === 'trainer') !== (member === 'trainer')) return failure('NotAllowed');
    const refused = outOfReach(ROOM_DECISIONS[event].needs);
    if (refused) return refused;
    return room.perform(event, parsed.data as RoomPayload<E>).catch((error: unknown) => fault(event, error));
  };

  return {
    dispatch(name, payload) {
      const event = isClientEvent(name) ? name : undefined;
      const ofRoom = entrance && isRoomEvent(name) ? name : undefined;
      const pace = event ? DECISIONS[event].pace : ofRoom ? ROOM_DECISIONS[ofRoom].pace : 'acting';
      const retryMs = buckets[pace].take();
      if (retryMs > 0) {
        refusals += 1;
        return refusals > MAX_REFUSALS ? undefined : failure('TooManyRequests', { retryMs });
      }
      if (event) return askLab(event, payload);
      return entrance && ofRoom ? askRoom(entrance, ofRoom, payload) : failure('Invalid', { where: 'event' });
    },
  };
}

/** Names the field that is wrong, e.g. `file`; `payload` when it is none in particular. Never a value. */
const invalid = ({ issues }: z.ZodError): Ack<never> =>
  failure('Invalid', { where: issues[0]?.path.map(String).join('.').slice(0, 100) || 'payload' });
