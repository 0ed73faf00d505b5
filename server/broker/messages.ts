// What the two processes may say to each other. The broker trusts nothing of what arrives: verb, names, event and the event's own
// payload are checked. The web process trusts its broker's content (it is the one with the power) and checks the envelope.
import { z } from 'zod';
import type { Change, Snapshot } from '@/lib/protocol/changes';
import { type Ack, type ClientEvent, clientEvents } from '@/lib/protocol/events';
import { MAX_FRAME_BYTES } from '@/lib/protocol/limits';
import type { LabView } from '@/lib/protocol/view';
import type { Lab } from '../lab/lab';

/** Raised when either side could misread the other; a web process of another version is refused with a sentence. */
export const PROTOCOL = 2;
/** A browser's largest frame, with its envelope. */
export const MAX_REQUEST_BYTES = MAX_FRAME_BYTES + 4096;
/** A stretch of history is the largest answer. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

const seat = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const client = z.string().regex(/^[\w-]{1,64}$/);
const id = z.number().int().min(1);
const isEvent = (name: unknown): name is ClientEvent => typeof name === 'string' && Object.hasOwn(clientEvents, name);

export const request = z.discriminatedUnion('verb', [
  /** Opens the seat's lab, or finds it as it is, and follows its changes. */
  z.strictObject({ verb: z.literal('open'), protocol: z.number(), id, seat }),
  /** Ends the seat's lab: its terminals and kubelet; containers stay. */
  z.strictObject({ verb: z.literal('close'), id, seat }),
  /** Ends the seat's lab and removes everything it has made. */
  z.strictObject({ verb: z.literal('remove'), id, seat }),
  /** What the seat uses of the host. */
  z.strictObject({ verb: z.literal('usage'), id, seat }),
  /** Who this broker is, and how much room it has. */
  z.strictObject({ verb: z.literal('capacity'), id }),
  z.strictObject({
    verb: z.literal('perform'),
    id,
    seat,
    client,
    event: z.custom<ClientEvent>(isEvent),
    payload: z.unknown(),
  }),
  z.strictObject({ verb: z.literal('leave'), seat, client }),
]);
export type Request = z.infer<typeof request>;

/** By it a broker is known again, whatever socket leads to it. */
export const BROKER_ID = /^[a-z0-9]{8}$/;

/** The answer to `capacity`. The web process decides by it where labs go, so it is checked like a request. */
export const capacity = z.object({
  broker: z.string().regex(BROKER_ID),
  /** Labs that are open now. */
  open: z.number().int().min(0),
  /** Seats that it may hold; 0: no number is set. */
  most: z.number().int().min(0),
  /** Memory that its host could give away now, in bytes; -1: not known. */
  memoryBytes: z.number().min(-1),
  processors: z.number().int().min(1),
  /** Every seat that has files there. */
  holds: z.array(seat),
});
export type Capacity = z.infer<typeof capacity>;

const fields = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
export type Health = ReturnType<Lab['health']>;

export const answer = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('opened'),
    id,
    seat,
    snapshot: fields<Snapshot<LabView>>(),
    health: fields<Health>(),
  }),
  z.object({ verb: z.literal('refused'), id, message: z.string() }),
  z.object({ verb: z.literal('ack'), id, ack: fields<Ack<unknown>>() }),
  /** Another web process has had the seat's lab closed or removed. */
  z.object({ verb: z.literal('closed'), seat }),
  z.object({ verb: z.literal('change'), seat, change: fields<Change>(), health: fields<Health>() }),
]);
export type BrokerAnswer = z.infer<typeof answer>;
