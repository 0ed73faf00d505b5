// socket.io itself, in a file of its own: it is a sixth of our code and not needed to read a page.
import { io, type Socket } from 'socket.io-client';
import type { ServerEvents } from '@/lib/protocol/events';
import type { RoomServerEvents } from '@/lib/protocol/room';

type OutgoingEvents = Record<string, (payload: unknown, answer: (ack: unknown) => void) => void>;
export type LabSocket = Socket<ServerEvents & RoomServerEvents, OutgoingEvents>;

/** Undefined `url`: the page's own origin. `headers` and `look`: see LabConnectionOptions. */
export interface SocketOptions {
  url?: string | undefined;
  headers?: Record<string, string> | undefined;
  look?: string | undefined;
}

/** A closed socket that reconnects by itself once opened. */
export function createSocket({ url, headers, look }: SocketOptions): LabSocket {
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
    ...(look ? { auth: { look } } : {}),
  };
  return url === undefined ? io(settings) : io(url, settings);
}
