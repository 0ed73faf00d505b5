// The socket between browsers and the lab: websocket only, admitted before the upgrade, exactly the protocol's events.
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type Socket } from 'socket.io';
import type { ServerEvents } from '@/lib/protocol/events';
import { MAX_FRAME_BYTES } from '@/lib/protocol/limits';
import { refuseUpgrade } from '../http/refuse-upgrade';
import type { Lab, LabClient } from '../lab/lab';
import { createAnswerMemory } from './answer-memory';
import { createDispatcher } from './dispatch';

/** What the edge says to an upgrade request. */
export type Admission =
  | { ok: true; session?: { readonly id: string; readonly ended: AbortSignal } }
  | { ok: false; status: number };

export interface GatewayOptions {
  httpServer: HttpServer;
  lab: Lab;
  authorizeUpgrade: (req: IncomingMessage) => Admission;
  /** ms since the epoch; stamps snapshots, so that browsers know the server's clock. */
  now?: () => number;
  /** Faults of ours, one line each. Default: standard error. */
  log?: (line: string) => void;
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

type IncomingEvents = Record<string, (...args: unknown[]) => void>;
type LabSocket = Socket<IncomingEvents, ServerEvents>;

/** Takes over the upgrades on `/socket.io/`; other paths are left to the edge. */
export function createGateway(options: GatewayOptions): Gateway {
  const { httpServer, lab, authorizeUpgrade, now = Date.now, log = console.warn } = options;
  // socket.io gets a server of its own that never listens: it sees only connections that were admitted, and no plain request.
  const door = createServer();
  const admitted = new WeakMap<IncomingMessage, { id: string; ended: AbortSignal }>();
  const io = new Server<IncomingEvents, ServerEvents>(door, {
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

  const onUpgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (req.url?.split('?', 1)[0] !== PATH) return;
    // The peer may vanish before anybody else listens.
    socket.on('error', () => {});
    const admission = authorizeUpgrade(req);
    if (!admission.ok || !admission.session) return refuseUpgrade(socket, admission.ok ? 401 : admission.status);
    admitted.set(req, admission.session);
    door.emit('upgrade', req, socket, head);
  };
  httpServer.on('upgrade', onUpgrade);

  const answers = createAnswerMemory(REMEMBERED_ANSWERS);
  io.on('connection', (socket) => {
    const session = admitted.get(socket.request);
    if (!session) return void socket.disconnect(true);
    serve(socket, session, { lab, answers, now, log });
  });
  const stopChanges = lab.onChange((change) => {
    for (const socket of io.sockets.sockets.values()) {
      if (waitingFor(socket) > MAX_WAITING_CHANGES) socket.conn.close();
      else socket.emit('view:change', change);
    }
  });

  return {
    get clients() {
      return io.sockets.sockets.size;
    },
    async close() {
      stopChanges();
      httpServer.off('upgrade', onUpgrade);
      await io.close();
    },
  };
}

interface ServeOptions {
  lab: Lab;
  answers: ReturnType<typeof createAnswerMemory>;
  now: () => number;
  log: (line: string) => void;
}

function serve(socket: LabSocket, session: { id: string; ended: AbortSignal }, options: ServeOptions): void {
  const { lab, answers, now, log } = options;
  const client: LabClient = { id: socket.id, terminalData: (chunk) => void socket.emit('term:data', chunk) };
  const onFault = (event: string, error: unknown) =>
    log(`${event} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const dispatcher = createDispatcher({ lab, client, session: session.id, answers, now, onFault });

  const endSession = () => {
    socket.emit('session:end');
    socket.disconnect(true);
  };
  session.ended.addEventListener('abort', endSession, { once: true });
  if (session.ended.aborted) endSession();
  socket.on('disconnect', () => {
    session.ended.removeEventListener('abort', endSession);
    lab.leave(client);
  });
  // One listener for all names: an unknown one gets an answer too, and none can be forgotten.
  socket.onAny((name: string, ...args: unknown[]) => {
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? last : undefined;
    const payload = acknowledge ? args.slice(0, -1) : args;
    const answer = dispatcher.dispatch(name, payload.length === 1 ? payload[0] : undefined);
    if (answer === undefined) socket.disconnect(true);
    else if (answer instanceof Promise) void answer.then((ack) => acknowledge?.(ack));
    else acknowledge?.(answer);
  });
}

/** Frames that the connection has not taken yet. */
function waitingFor(socket: LabSocket): number {
  const waiting: unknown = Reflect.get(socket.conn, 'writeBuffer');
  return Array.isArray(waiting) ? waiting.length : 0;
}
