// From an untrusted frame to one validated command, and back to an acknowledgement.
import {
  type Ack,
  type Answer,
  type ClientEvent,
  clientEvents,
  type Failure,
  type Payload,
} from '@/lib/protocol/events';
import type { Lab, LabClient } from '../lab/lab';
import type { AnswerMemory } from './answer-memory';
import { DECISIONS, MAX_REFUSALS, type Pace, RATES } from './decisions';
import { createTokenBucket } from './token-bucket';

const failure = (code: Failure['code'], facts: Failure['facts']): Ack<never> => ({ ok: false, error: { code, facts } });

const isClientEvent = (name: string): name is ClientEvent => Object.hasOwn(clientEvents, name);

/** At once where it can be: nothing may be sent between taking a snapshot and answering with it. */
export type Reply = Ack<unknown> | Promise<Ack<unknown>>;

export interface Dispatcher {
  /** Never throws or rejects. Undefined: not worth an answer any more, the connection should be closed. */
  dispatch(name: string, payload: unknown): Reply | undefined;
}

export interface DispatcherOptions {
  lab: Lab;
  client: LabClient;
  /** Names the session; part of what a repeated command is recognised by. */
  session: string;
  answers: AnswerMemory;
  now: () => number;
  /** Something in the lab threw although it must not. */
  onFault: (event: ClientEvent, error: unknown) => void;
}

/** One for each connection: it holds the connection's token buckets. */
export function createDispatcher({ lab, client, session, answers, now, onFault }: DispatcherOptions): Dispatcher {
  const bucket = (pace: Pace) => createTokenBucket(RATES[pace], now);
  const buckets = { typing: bucket('typing'), reading: bucket('reading'), acting: bucket('acting') };
  let refusals = 0;

  const perform = async <E extends ClientEvent>(event: E, payload: Payload<E>): Promise<Ack<Answer<E>>> => {
    try {
      return await lab.perform(client, event, payload);
    } catch (error) {
      onFault(event, error);
      return failure('Failed', { message: error instanceof Error ? error.message : String(error) });
    }
  };

  const run = <E extends ClientEvent>(event: E, payload: unknown): Reply => {
    const parsed = clientEvents[event].safeParse(payload);
    if (!parsed.success) return failure('Invalid', { where: whereOf(parsed.error.issues[0]) });
    if (event === 'view:snapshot') return { ok: true, value: { ...lab.snapshot(), at: now() } };
    // The schema of E gives the payload of E; TypeScript sees the union of all.
    const command = parsed.data as Payload<E>;
    if (!DECISIONS[event].once || !('id' in command)) return perform(event, command);
    return answers.once(`${session} ${event} ${command.id}`, () => perform(event, command));
  };

  return {
    dispatch(name, payload) {
      const event = isClientEvent(name) ? name : undefined;
      const retryMs = buckets[event ? DECISIONS[event].pace : 'acting'].take();
      if (retryMs > 0) {
        refusals += 1;
        return refusals > MAX_REFUSALS ? undefined : failure('TooManyRequests', { retryMs });
      }
      if (!event) return failure('Invalid', { where: 'event' });
      return run(event, payload);
    },
  };
}

/** The field that is wrong, e.g. `file`; `payload` when it is none in particular. Never a value. */
function whereOf(issue: { path: PropertyKey[]; code: string } | undefined): string {
  return issue?.path.map(String).join('.').slice(0, 100) || 'payload';
}
