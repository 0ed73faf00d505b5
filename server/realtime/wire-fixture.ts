// For tests: edge and gateway on one loopback port, over a fake lab, and bare sockets to knock with.
import { connect, type Socket as NetSocket } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import type { Ack } from '@/lib/protocol/events';
import { type EdgeFixture, startEdge } from '../http/edge-fixture';
import { createFakeLab, type FakeLab } from './fake-lab';
import { createGateway, type Gateway } from './gateway';
import { oneLab } from './tab';

export interface Wire {
  site: EdgeFixture;
  lab: FakeLab;
  /** Replaceable: tests restart it. */
  gateway: Gateway;
  faults: string[];
  /** ms that the gateway's clock shows. */
  now: number;
  /** A connected socket.io client with a session of its own. */
  client(headers?: Record<string, string>): Promise<Socket>;
  close(): Promise<void>;
}

export async function startWire(): Promise<Wire> {
  const site = await startEdge({ dev: true });
  const lab = createFakeLab();
  const faults: string[] = [];
  const clients: Socket[] = [];
  const wire: Wire = {
    site,
    lab,
    gateway: createGateway({
      httpServer: site.server,
      house: oneLab(lab),
      authorizeUpgrade: site.edge.authorizeUpgrade,
      now: () => wire.now,
      log: (line) => faults.push(line),
    }),
    faults,
    now: 1_000_000,
    async client(headers) {
      const extraHeaders = headers ?? { Cookie: site.cookie(), Origin: site.origin };
      const socket = io(site.origin, { transports: ['websocket'], extraHeaders, reconnection: false, forceNew: true });
      clients.push(socket);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      return socket;
    },
    async close() {
      for (const socket of clients) socket.disconnect();
      await wire.gateway.close();
      await site.close();
    },
  };
  return wire;
}

/** Sends any event with any payload, as only a hostile client does. */
export const emit = (socket: Socket, event: string, ...payload: unknown[]): Promise<Ack<unknown>> =>
  socket.timeout(5000).emitWithAck(event, ...payload) as Promise<Ack<unknown>>;

/** The arguments of the next event of this name. */
export const next = (socket: Socket, event: string): Promise<unknown[]> =>
  new Promise((resolve) => socket.once(event, (...args: unknown[]) => resolve(args)));

/** The status line with which an upgrade request is answered, and the connection that it was sent on. */
export function knock(port: number, path: string, headers: Record<string, string>) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const fixed =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  return new Promise<{ status: number; socket: NetSocket }>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}${fixed}\r\n`),
    );
    socket.once('data', (head) => resolve({ status: Number(head.toString().split(' ')[1]), socket }));
    socket.on('error', reject);
  });
}
