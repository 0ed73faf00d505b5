// Builds everything that a server is made of from its settings. No process-wide effects: those are index.ts's.
import { mkdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { connectBroker } from './broker';
import { baseUrl, lanUrl, openDoor, type WebDoor } from './compose-door';
import { openPages } from './compose-pages';
import { openWorkshop } from './compose-workshop';
import { createEdge, createSessionStore, type Edge } from './http';
import type { SessionStore } from './http/sessions';
import type { Workshop } from './http/workshop-doors';
import { takeLock } from './lab/data/lock';
import type { Lab } from './lab/lab';
import { openLab, THE_SEAT } from './open-lab';
import { createGateway, type Gateway, type House, oneLab } from './realtime';
import type { Settings } from './settings';
import { fingerprintOf } from './tls';
import { connectBrokers } from './workshop/brokers';
import { openShared, type Shared } from './workshop/shared';

export interface App {
  /** Where to sign in, with the start token; in a workshop where trainers do. */
  url: string;
  /** Of a workshop: what participants are told. */
  join: { code: string; url: string } | undefined;
  /** SHA-256 of the own authority's certificate, to compare before one trusts it; undefined without one. */
  fingerprint: string | undefined;
  /** Ends connections, terminals and the kubelet; containers stay. */
  close(): Promise<void>;
  /** Gives the data folder back; for the very last moment, however the process ends. */
  release(): void;
}

/** Takes the data folder, listens, opens the lab, prepares the pages. Rejects with a system error of `listen`, LabInUse or a fault. */
export async function compose(settings: Settings, log: (line: string) => void): Promise<App> {
  const { dataDir } = settings;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const release = await takeLock(join(dataDir, 'server.pid'));
  try {
    return { ...(await open(settings, log)), release };
  } catch (error) {
    release();
    throw error;
  }
}

async function open(settings: Settings, log: (line: string) => void): Promise<Omit<App, 'release'>> {
  // The port first: what follows takes time, and a busy port should be heard of at once.
  let edge: Edge | undefined;
  const door = await openDoor(settings, (req, res) => (edge ? edge(req, res) : notYet(req, res)), log);
  const { httpServer } = door;
  const opened = [door.close];
  /** What was opened last is closed first. */
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    const onWriteError = (error: unknown) => log(`sessions: ${String(error)}`);
    const shared = settings.workshop?.shared && (await openShared({ ...settings.workshop.shared, log }));
    if (shared) opened.push(shared.close);
    const { dataDir: dir, token } = settings;
    const sessions = createSessionStore({ dir, token, onWriteError, shelf: shared?.shelf });
    let gateway: Gateway | undefined;
    const sockets = () => gateway?.clients ?? 0;
    const inside = await openInside(settings, { shared, sessions, sockets, log, opened });
    const pages = await openPages(settings);
    opened.push(pages.close);
    edge = createEdge({
      port: settings.publicPort,
      hosts: door.names(),
      secure: door.secure,
      authority: door.authority,
      sessions,
      workshop: inside.workshop,
      dev: settings.dev,
      version: await versionOf(settings.root),
      health: inside.health,
      nextHandler: pages.handle,
      nextUpgrade: settings.dev ? pages.upgrade : undefined,
      log,
    });
    httpServer.on('upgrade', edge.upgrade);
    door.onNames(edge.answerTo);
    const { authorizeUpgrade } = edge;
    gateway = createGateway({ httpServer, house: inside.house, authorizeUpgrade, others: shared?.others, log });
    opened.push(gateway.close);
    const fingerprint = door.authority && fingerprintOf(door.authority);
    return { ...addresses(settings, door, sessions.startToken, inside.code), fingerprint, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What people are told to open. `code`: of a workshop. */
function addresses(
  settings: Settings,
  door: WebDoor,
  token: string,
  code: string | undefined,
): Pick<App, 'url' | 'join'> {
  const base = `${baseUrl(settings, door.secure)}/${settings.locale}`;
  if (code === undefined) return { url: `${base}/login#t=${token}`, join: undefined };
  const url = `${lanUrl(settings, door.secure)}/join#c=${code}`;
  return { url: `${base}/trainer`, join: { code, url } };
}

/** What a server is about. */
interface Inside {
  house: House;
  workshop: Workshop | undefined;
  code: string | undefined;
  health: Lab['health'];
}

interface InsideOptions {
  shared: Shared | undefined;
  sessions: SessionStore;
  sockets: () => number;
  log: (line: string) => void;
  /** Gets what has to be closed. */
  opened: (() => Promise<void>)[];
}

/** One lab, in this process or in the broker's, which then alone knows engine, terminals and kubelet; or a workshop's room over brokers. */
async function openInside(settings: Settings, options: InsideOptions): Promise<Inside> {
  const { log, opened } = options;
  const ofOne = (lab: Lab): Inside => ({
    house: oneLab(lab),
    workshop: undefined,
    code: undefined,
    health: lab.health,
  });
  if (settings.brokers.length === 0) {
    const lab = await openLab(settings, log);
    opened.push(lab.close);
    return ofOne(lab);
  }
  if (!settings.workshop) {
    const broker = connectBroker({ socketPath: settings.brokers[0] ?? '', log });
    opened.push(async () => broker.end());
    return ofOne(await broker.open(THE_SEAT));
  }
  const brokers = connectBrokers(settings.brokers, log);
  opened.push(async () => brokers.end());
  const { room, workshop, health, close } = await openWorkshop({ settings, ...brokers, ...options });
  opened.push(close);
  return { house: room, workshop, code: room.code, health };
}

function notYet(_req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end('starting\n');
}

async function versionOf(root: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return String(version);
}
