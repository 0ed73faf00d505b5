// socket.io itself, in a file of its own: it is a sixth of our code and not needed to read a page.
import { io, type Socket } from 'socket.io-client';
import type { ServerEvents } from '@/lib/protocol/events';

type OutgoingEvents = Record<string, (payload: unknown, answer: (ack: unknown) => void) => void>;
export type LabSocket = Socket<ServerEvents, OutgoingEvents>;

/** A closed socket that reconnects by itself once opened. `url` undefined: the page's own origin. */
export function createSocket(url: string | undefined, headers: Record<string, string> | undefined): LabSocket {
  const settings = {
    path: '/socket.io/',
    transports: ['websocket'],
    autoConnect: false,
    forceNew: true,
    // Jitter spreads a room of sixty after a restart.
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: 8_000,
    ...(headers ? { extraHeaders: headers } : {}),
  };
  return url === undefined ? io(settings) : io(url, settings);
}
