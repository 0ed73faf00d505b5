// The other web processes of the same room: what is told to them, and who of them is there. Messages go through socket.io's adapter
// (Redis): at most once each, in order from each sender. So nothing hangs on one of them: presence is told again and again, and what
// is kept is read from the database when in doubt.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sessionRecord } from '../../http/session-shelf';
import { seatPresence } from '../room/elsewhere';

/** A process that says nothing for so long is gone, with everybody who was connected to it. */
export const GONE_MS = 15_000;
export const TELL_EVERY_MS = 5_000;

const message = z.discriminatedUnion('kind', [
  /** The room in the database is another. */
  z.strictObject({ kind: z.literal('room') }),
  /** All that a process knows of its own: who is connected to it, and the labs that it follows. */
  z.strictObject({ kind: z.literal('presence'), seats: z.record(z.string(), seatPresence) }),
  /** A process has come, and has heard nothing yet. */
  z.strictObject({ kind: z.literal('hello') }),
  z.strictObject({ kind: z.literal('bye') }),
  z.strictObject({ kind: z.literal('session'), opened: sessionRecord }),
  z.strictObject({ kind: z.literal('sessions-ended'), hashes: z.array(z.string()) }),
]);
export type PeerMessage = z.infer<typeof message>;
type Kind = PeerMessage['kind'];
type Heard<K extends Kind> = (message: Extract<PeerMessage, { kind: K }>, from: string) => void;

const envelope = z.strictObject({ from: z.string().min(1).max(64), message });

export interface Peers {
  /** Said to every other process that can be reached. */
  tell(message: PeerMessage): void;
  on<K extends Kind>(kind: K, hear: Heard<K>): void;
  /** From now on over this wire. */
  attach(wire: Wire): void;
}

/** The way between servers, as the gateway gives it. */
export interface Wire {
  say(envelope: unknown): void;
  hear(heard: (envelope: unknown) => void): void;
}

/** `onFault`: something that is no message of ours has come, or nothing could be said. */
export function createPeers(onFault: (error: unknown) => void): Peers {
  const self = randomUUID();
  const listeners = new Map<Kind, Set<Heard<Kind>>>();
  let way: Wire | undefined;
  const tell = (said: PeerMessage) => {
    try {
      way?.say({ from: self, message: said });
    } catch (error) {
      onFault(error);
    }
  };
  return {
    tell,
    on(kind, hear) {
      const known = listeners.get(kind) ?? new Set();
      type Own = Extract<PeerMessage, { kind: typeof kind }>;
      listeners.set(
        kind,
        known.add((content, from) => content.kind === kind && hear(content as Own, from)),
      );
    },
    attach(wire) {
      way = wire;
      wire.hear((said) => {
        const heard = envelope.safeParse(said);
        if (!heard.success) return onFault(new Error('a message of another version, or of somebody else'));
        const { from, message: content } = heard.data;
        for (const hear of listeners.get(content.kind) ?? []) hear(content, from);
      });
      tell({ kind: 'hello' });
    },
  };
}
