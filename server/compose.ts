// Builds everything that a server is made of from its settings. No process-wide effects: those are index.ts's.
import { mkdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { connectBroker } from './broker';
import { baseUrl, openDoor } from './compose-door';
import { openPages } from './compose-pages';
import { createEdge, createSessionStore, type Edge } from './http';
import { takeLock } from './lab/data/lock';
import type { Lab } from './lab/lab';
import { openLab, THE_SEAT } from './open-lab';
import { createGateway } from './realtime';
import type { Settings } from './settings';
import { fingerprintOf } from './tls';

export interface App {
  /** Where to sign in, with the start token. */
  url: string;
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
    const lab = await labOf(settings, log, opened);
    const onWriteError = (error: unknown) => log(`sessions: ${String(error)}`);
    const sessions = createSessionStore({ dir: settings.dataDir, token: settings.token, onWriteError });
    const pages = await openPages(settings);
    opened.push(pages.close);
    edge = createEdge({
      port: settings.port,
      hosts: door.names(),
      secure: door.secure,
      authority: door.authority,
      sessions,
      dev: settings.dev,
      version: await versionOf(settings.root),
      health: lab.health,
      nextHandler: pages.handle,
      nextUpgrade: settings.dev ? pages.upgrade : undefined,
      log,
    });
    httpServer.on('upgrade', edge.upgrade);
    door.onNames(edge.answerTo);
    const gateway = createGateway({ httpServer, lab, authorizeUpgrade: edge.authorizeUpgrade, log });
    opened.push(gateway.close);
    const fingerprint = door.authority && fingerprintOf(door.authority);
    return {
      url: `${baseUrl(settings, door.secure)}/${settings.locale}/login#t=${sessions.startToken}`,
      fingerprint,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** In this process, or in the broker's: then nothing here knows an engine, a terminal or a kubelet. */
async function labOf(settings: Settings, log: (line: string) => void, opened: (() => Promise<void>)[]): Promise<Lab> {
  if (settings.broker) {
    const broker = connectBroker({ socketPath: settings.broker, log });
    opened.push(async () => broker.end());
    return broker.open(THE_SEAT);
  }
  const lab = await openLab(settings, log);
  opened.push(lab.close);
  return lab;
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
