// The socket between browsers and labs: websocket only, admitted before the upgrade, exactly the protocol's events. Which lab a tab
// shows and what it hears of a room, the house says (tab.ts); a lab's changes and terminals go to the tabs that show it.
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type ServerOptions } from 'socket.io';
import { z } from 'zod';
import type { ServerEvents } from '@/lib/protocol/events';
import { MAX_FRAME_BYTES } from '@/lib/protocol/limits';
import { type RoomServerEvents, SEAT_ID } from '@/lib/protocol/room';
import { refuseUpgrade } from '../http/refuse-upgrade';
import { createAnswerMemory } from './answer-memory';
import { createAudiences } from './audiences';
import { type Admitted, type House, type IncomingEvents, type LabSocket, serveTab } from './tab';

/** What the edge says to an upgrade request. */
export type Admission = { ok: true; session?: Admitted } | { ok: false; status: number };

export interface GatewayOptions {
  httpServer: HttpServer;
  house: House;
  /** Never rejects. */
  authorizeUpgrade: (req: IncomingMessage) => Admission | Promise<Admission>;
  /** ms since the epoch; stamps snapshots, so that browsers know the server's clock. */
  now?: () => number;
  /** Faults of ours, one line each. Default: standard error. */
  log?: (line: string) => void;
  /** Other servers of the same room. */
  others?: Others | undefined;
}

/** Between servers; browsers can't send it. */
interface ServerToServer {
  'kulissen:peer': (envelope: unknown) => void;
}

/** `adapter`: of socket.io, reaches the other servers; `attach` gets the way to them. */
export interface Others {
  adapter: NonNullable<ServerOptions['adapter']>;
  attach(wire: { say(envelope: unknown): void; hear(heard: (envelope: unknown) => void): void }): void;
}

export interface Gateway {
  /** Connected tabs. */
  readonly clients: number;
  /** Closes every connection (browsers come back by themselves) and stops listening for upgrades. The http server stays. */
  close(): Promise<void>;
}

const PATH = '/socket.io/';
const REMEMBERED_ANSWERS = 2000;
/** A tab that takes nothing in for this many messages is cut off; it comes back with a snapshot. */
const MAX_WAITING_CHANGES = 500;

/** What a page says when it connects; a trainer's may name a seat to look at. */
const handshake = z.object({ look: z.string().regex(SEAT_ID).optional() });

/** Takes over the upgrades on `/socket.io/`; other paths are left to the edge. */
export function createGateway(options: GatewayOptions): Gateway {
  const { httpServer, house, authorizeUpgrade, now = Date.now, log = console.warn, others } = options;
  // socket.io gets a server of its own that never listens: it sees only connections that were admitted, and no plain request.
  const door = createServer();
  const admitted = new WeakMap<IncomingMessage, Admitted>();
  const io = new Server<IncomingEvents, ServerEvents & RoomServerEvents, ServerToServer>(door, {
    ...(others && { adapter: others.adapter }),
    path: PATH,
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    httpCompression: false,
    destroyUpgrade: false,
    connectTimeout: 8_000,
    pingInterval: 10_000,
    pingTimeout: 15_000,
    allowRequest: (req, answer) => answer(null, admitted.has(req)),
  });

  const letIn = (admission: Admission, req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!admission.ok || !admission.session) return refuseUpgrade(socket, admission.ok ? 401 : admission.status);
    admitted.set(req, admission.session);
    door.emit('upgrade', req, socket, head);
  };
  const onUpgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (req.url?.split('?', 1)[0] !== PATH) return;
    // The peer may vanish before anybody else listens.
    socket.on('error', () => {});
    const admission = authorizeUpgrade(req);
    if (admission instanceof Promise) void admission.then((said) => letIn(said, req, socket, head));
    else letIn(admission, req, socket, head);
  };
  httpServer.on('upgrade', onUpgrade);

  others?.attach({
    say: (envelope) => void io.serverSideEmit('kulissen:peer', envelope),
    hear: (heard) => void io.on('kulissen:peer', heard),
  });
  const answers = createAnswerMemory(REMEMBERED_ANSWERS);
  const audiences = createAudiences<LabSocket>((socket, change) => {
    if (waitingFor(socket) > MAX_WAITING_CHANGES) socket.conn.close();
    else socket.emit('view:change', change);
  });
  io.use((socket, next) => {
    const session = admitted.get(socket.request);
    const said = handshake.safeParse(socket.handshake.auth);
    const look = said.data?.look ?? '';
    if (!session || !said.success || !house.admits({ member: session.member, look }))
      return next(new Error('NotAllowed'));
    next();
  });
  io.on('connection', (socket) => {
    const session = admitted.get(socket.request);
    const { look = '' } = handshake.parse(socket.handshake.auth);
    // Its seat may have been removed since it knocked.
    if (!session || !house.admits({ member: session.member, look })) return void socket.disconnect(true);
    serveTab(socket, session, look, { house, onLab: (lab) => audiences.move(socket, lab), answers, now, log });
  });

  return {
    get clients() {
      return io.sockets.sockets.size;
    },
    async close() {
      audiences.close();
      httpServer.off('upgrade', onUpgrade);
      await io.close();
    },
  };
}

/** Frames that the connection has not taken yet. */
function waitingFor(socket: LabSocket): number {
  const waiting: unknown = Reflect.get(socket.conn, 'writeBuffer');
  return Array.isArray(waiting) ? waiting.length : 0;
}
