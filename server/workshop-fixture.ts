// For tests: a workshop as a server has it, over real HTTP and real sockets; only the labs and Next's pages are stand-ins.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { BoardView, RoomView } from '@/lib/protocol/room';
import { changeBoard } from '@/lib/room/board';
import { openWorkshop } from './compose-workshop';
import { createSessionStore } from './http';
import { type Answer, type EdgeFixture, startEdge } from './http/edge-fixture';
import { createGateway } from './realtime';
import { hashSecret } from './workshop/room';
import { createFakeLabs, type FakeLabs } from './workshop/room/room-fixture';
import { openShared, type SharedOptions } from './workshop/shared';

export const CODE = 'ABCDEF';
export const SECRET = 'correct horse battery';

/** A connected page: its socket, and what it has heard. */
export interface Page {
  socket: Socket;
  view: RoomView | undefined;
  board: BoardView | undefined;
  /** Every event in order, by name. */
  heard: { event: string; value: unknown }[];
}

export interface WorkshopFixture {
  readonly site: EdgeFixture;
  labs: FakeLabs;
  log: string[];
  /** A person who joins; the cookie. */
  join(name: string): Promise<string>;
  post(path: string, body: unknown, cookie?: string): Promise<Answer>;
  trainer(): Promise<string>;
  page(cookie: string, look?: string): Promise<Page>;
  /** The lab that was made for this seat, the newest one. */
  labOf(seat: string): ReturnType<FakeLabs['made']['get']>;
  /** As when the web process is killed and comes back on another port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const cookieOf = ({ headers }: Answer): string => headers['set-cookie']?.[0]?.split(';')[0] ?? '';

export interface WorkshopFixtureOptions {
  /** With other web processes of the same room: they have the same labs, and people reach all of them at the same port. */
  shared?: Pick<SharedOptions, 'databaseUrl' | 'redisUrl' | 'room'> & { labs: FakeLabs; publicPort: number };
}

export async function startWorkshop({ shared }: WorkshopFixtureOptions = {}): Promise<WorkshopFixture> {
  const dir = mkdtempSync(join(tmpdir(), 'kulissen-workshop-'));
  const secretHash = hashSecret(SECRET);
  const labs = shared?.labs ?? createFakeLabs();
  const log: string[] = [];
  const pages: Page[] = [];
  const open = async () => {
    const sharing = shared && (await openShared({ ...shared, log: (line) => log.push(line) }));
    const sessions = createSessionStore({ dir, shelf: sharing?.shelf });
    const workshop = { seats: 9, code: CODE, secretHash, idleMs: 60_000 };
    const sockets = () => gateway.clients;
    const inside = await openWorkshop({
      settings: { dataDir: dir, workshop },
      labs: () => labs,
      standing: () => [{ socket: '/run/broker.sock', id: 'aaaaaaaa', there: true }],
      shared: sharing,
      sessions,
      sockets,
      log: (line) => log.push(line),
    });
    const site = await startEdge({ sessions, workshop: inside.workshop, ...(shared && { port: shared.publicPort }) });
    const { authorizeUpgrade } = site.edge;
    const others = sharing?.others;
    const gateway = createGateway({ httpServer: site.server, house: inside.room, authorizeUpgrade, others });
    const close = async () => {
      await gateway.close();
      await inside.close();
      await sharing?.close();
      await site.close();
    };
    return { site, close };
  };
  let running = await open();
  /** As browsers name it. */
  const names = () => {
    const Host = `127.0.0.1:${shared?.publicPort ?? running.site.port}`;
    return { Host, Origin: `http://${Host}` };
  };
  const post: WorkshopFixture['post'] = (path, body, cookie = '') =>
    running.site.ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { ...names(), 'Content-Type': 'application/json', Cookie: cookie },
    });
  return {
    get site() {
      return running.site;
    },
    labs,
    log,
    post,
    join: async (name) => cookieOf(await post('/join', { code: CODE, name, locale: 'de' })),
    trainer: async () => cookieOf(await post('/trainer', { secret: SECRET })),
    async page(Cookie, look) {
      const page = await connect(running.site.origin, { ...names(), Cookie }, look);
      pages.push(page);
      return page;
    },
    labOf: (seat) => [...labs.made].filter(([name]) => name.startsWith(`${seat}-`)).at(-1)?.[1],
    async restart() {
      await running.close();
      running = await open();
    },
    async close() {
      for (const { socket } of pages) socket.disconnect();
      await running.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Rejects when the server does not let it in. */
async function connect(origin: string, extraHeaders: Record<string, string>, look: string | undefined): Promise<Page> {
  const socket = io(origin, {
    transports: ['websocket'],
    extraHeaders,
    reconnection: false,
    forceNew: true,
    ...(look === undefined ? {} : { auth: { look } }),
  });
  const page: Page = { socket, view: undefined, board: undefined, heard: [] };
  socket.onAny((event: string, value: unknown) => page.heard.push({ event, value }));
  socket.on('room:view', (view: RoomView) => Object.assign(page, { view }));
  socket.on('room:board', (board: BoardView) => Object.assign(page, { board }));
  socket.on('room:board-change', (change) => {
    if (page.board) page.board = changeBoard(page.board, change);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return page;
}
