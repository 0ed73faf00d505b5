// The web server's port and the names it answers to: plain HTTP, or TLS with a certificate that follows the machine's addresses.
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server as NetServer } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { HTTP_LIMITS } from './http';
import type { Settings } from './settings';
import { type Certificate, createTwoVoices, ownCertificate } from './tls';

/** A laptop that changes networks, a certificate that somebody else renews: nobody is to restart a class for that. */
const LOOK_AGAIN_MS = 30_000;

export interface WebDoor {
  /** For requests that upgrade, and for the gateway. */
  httpServer: Server;
  secure: boolean;
  /** The own authority, PEM; undefined without one. */
  authority: string | undefined;
  /** Names and addresses at this moment. */
  names(): string[];
  /** Calls back when `names` have changed; the certificate is valid for them by then. */
  onNames(changed: (names: string[]) => void): void;
  close(): Promise<void>;
}

/** Listens. Rejects with a system error of `listen`, or when a given certificate can't be used. */
export async function openDoor(
  settings: Settings,
  answer: RequestListener,
  log: (line: string) => void,
): Promise<WebDoor> {
  const names = () => namesOf(settings);
  if (settings.tls === 'off') {
    const httpServer = createServer(HTTP_LIMITS, answer);
    await listen(httpServer, settings);
    const watch = watchNames(names, async () => {}, log);
    const close = async () => {
      watch.end();
      await closeServer(httpServer);
    };
    return { httpServer, secure: false, authority: undefined, names, onNames: watch.onNames, close };
  }
  let certificate = await certificateOf(settings, names());
  const secure = createSecureServer({ ...HTTP_LIMITS, ...contextOf(certificate) }, answer);
  const voices = createTwoVoices(secure, createServer(HTTP_LIMITS, answer));
  await listen(voices.server, settings);
  const renew = async (now: string[]) => {
    const fresh = await certificateOf(settings, now);
    if (fresh.chain === certificate.chain && fresh.key === certificate.key) return;
    createSecureContext(contextOf(fresh));
    secure.setSecureContext(contextOf(fresh));
    certificate = fresh;
    log('tls: a new certificate is in use');
  };
  const watch = watchNames(names, renew, log);
  const close = async () => {
    watch.end();
    await voices.close();
  };
  return { httpServer: secure, secure: true, authority: certificate.authority, names, onNames: watch.onNames, close };
}

async function certificateOf({ tls, dataDir, cert, key }: Settings, names: readonly string[]): Promise<Certificate> {
  if (tls === 'given') return { chain: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
  return ownCertificate({
    dir: join(dataDir, 'tls'),
    label: hostname(),
    names: certificateNames(names),
    now: Date.now(),
  });
}

const contextOf = ({ chain, key }: Certificate) => ({ cert: chain, key, minVersion: 'TLSv1.2' as const });

/** A certificate names hosts, not ports and not origins. */
const certificateNames = (names: readonly string[]): string[] => [
  ...new Set(['localhost', '127.0.0.1', '::1', ...names].filter((name) => !/[/[\]]|^[^:]+:\d+$/.test(name))),
];

function watchNames(names: () => string[], renew: (now: string[]) => Promise<void>, log: (line: string) => void) {
  let known = names().join();
  let tell: (names: string[]) => void = () => {};
  const look = async () => {
    const now = names();
    await renew(now);
    if (now.join() === known) return;
    known = now.join();
    tell(now);
  };
  const timer = setInterval(() => void look().catch((error: unknown) => log(`tls: ${String(error)}`)), LOOK_AGAIN_MS);
  timer.unref();
  return {
    onNames: (changed: (names: string[]) => void) => {
      tell = changed;
    },
    end: () => clearInterval(timer),
  };
}

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::';

/** Bridges of a workshop's seats come and go, and nobody reaches the server through them. */
const isSeatBridge = (device: string): boolean => /^(kls|veth)/.test(device);

/** Listening everywhere means answering to every address of this machine, and to its name. */
function namesOf({ host, hosts }: Settings): string[] {
  if (!isWildcard(host)) return [host, ...hosts];
  const addresses = Object.entries(networkInterfaces()).flatMap(([device, rows]) =>
    isSeatBridge(device) ? [] : (rows ?? []).map((row) => row.address),
  );
  return [hostname(), ...addresses.filter((address) => !address.startsWith('fe80:')), ...hosts];
}

/** Where a person on this machine begins. */
export function baseUrl({ host, publicPort: port }: Pick<Settings, 'host' | 'publicPort'>, secure: boolean): string {
  const local = isWildcard(host) || host === '127.0.0.1' || host === '::1';
  const name = local ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `${secure ? 'https' : 'http'}://${name}:${port}`;
}

/** Networks of this machine alone: the bridges of containers and seats, and the like. */
const INNER = /^(?:lo|docker|br-|kls|veth|virbr|vboxnet)/;

/** Where others in the same network begin: a whole origin if one is set, else a name that is set, else this machine's address there. */
export function lanUrl(
  { host, publicPort: port, hosts }: Settings,
  secure: boolean,
  interfaces = networkInterfaces(),
): string {
  const origin = hosts.find((entry) => /^https?:\/\//.test(entry));
  if (origin) return origin.replace(/\/$/, '');
  const outer = Object.entries(interfaces).filter(([name]) => !INNER.test(name));
  const address = outer
    .flatMap(([, rows]) => rows ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  const name = hosts[0] ?? (isWildcard(host) ? (address?.address ?? hostname()) : host);
  const bare = name.split(':').length > 2 && !name.startsWith('[') ? `[${name}]` : name;
  return `${secure ? 'https' : 'http'}://${/(?:\]|^[^:[]+):\d+$/.test(bare) ? bare : `${bare}:${port}`}`;
}

function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}

function listen(server: NetServer, { port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
