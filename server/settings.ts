// How the server is told what to do: environment (scripts/start.mjs sets it) and, for developers, flags. Flags win.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { plainCode } from '@/lib/room/codes';
import { hashSecret } from './workshop/room/trainer-secret';

export interface Settings {
  /** Project folder: Next's pages, lessons, dist. */
  root: string;
  host: string;
  port: number;
  /** The port that people's browsers name: another one than `port` behind something that passes connections on. */
  publicPort: number;
  /** Further names or origins this server answers to, see server/http/origins. */
  hosts: string[];
  dataDir: string;
  runtime: 'docker' | 'memory' | 'auto';
  /** Why there is no Docker, as scripts/start.mjs found out; '' if unknown. */
  runtimeReason: string;
  dockerSocket: string;
  nodeName: string;
  /** UNIX sockets between the web process and its brokers, absolute; none when one process is both. Several are a workshop's. */
  brokers: string[];
  /** Compressed bytes of what can be looked back at. */
  historyBytes: number;
  /** TLS: none, with an authority of our own below `dataDir`, or with `cert` and `key` (PEM files, absolute). */
  tls: 'off' | 'own' | 'given';
  cert: string;
  key: string;
  locale: Locale;
  dev: boolean;
  /** A room for many instead of one learner's lab; its labs are in the broker. */
  workshop?: WorkshopSettings;
  /** Fixed start token for a development server that reloads. */
  token?: string;
}

export interface WorkshopSettings {
  /** Seats at most. */
  seats: number;
  /** The event's code; '' keeps the one that the room has, or draws one. */
  code: string;
  /** Of the trainers' secret, which itself is not kept. */
  secretHash: string;
  /** A seat's lab is closed after so many ms without a tab. */
  idleMs: number;
  /** The room is shared with other web processes, over these. */
  shared?: { databaseUrl: string; redisUrl: string; room: string };
}

/** Where the trainers' secret comes in. */
export const SECRET_VARIABLE = 'KULISSEN_TRAINER_SECRET';
/** Both or none: several web processes share one room. They may hold passwords. */
const [DATABASE_VARIABLE, REDIS_VARIABLE] = ['DATABASE_URL', 'REDIS_URL'] as const;
/** What the process forgets once it has read its settings: what it starts or prints can't pass it on. */
export const SECRET_VARIABLES = [SECRET_VARIABLE, DATABASE_VARIABLE, REDIS_VARIABLE] as const;

/** A setting that can't be used; the message says which and why. */
export class BadSetting extends Error {
  override name = 'BadSetting';
}

/** dist/server.mjs and server/index.ts both lie one folder below. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

type Environment = Record<string, string | undefined>;

/** Throws BadSetting. */
export function readSettings(argv: string[], env: Environment): Settings {
  const flag = readFlags(argv);
  const pick = (name: string, variable: string, fallback: string) => flag[name] || env[variable] || fallback;
  const token = env.KULISSEN_TOKEN;
  const port = portOf('--port', pick('port', 'PORT', '3000'));
  const brokers = socketsOf(pick('broker', 'KULISSEN_BROKER', ''));
  const isWorkshop = flag.workshop === 'true';
  if (brokers.length > 1 && !isWorkshop) throw new BadSetting('--broker: several are for --workshop');
  return {
    root: ROOT,
    host: pick('host', 'HOST', '127.0.0.1'),
    port,
    publicPort: portOf('--public-port', pick('public-port', 'KULISSEN_PUBLIC_PORT', String(port))),
    hosts: pick('hosts', 'KULISSEN_HOSTS', '')
      .split(',')
      .filter((entry) => entry.trim() !== ''),
    dataDir: resolve(ROOT, pick('data', 'DATA_DIR', '.kulissen')),
    runtime: oneOf('--runtime', pick('runtime', 'KULISSEN_RUNTIME', 'auto'), ['docker', 'memory', 'auto']),
    runtimeReason: env.KULISSEN_RUNTIME_REASON ?? '',
    dockerSocket: pick('docker-socket', 'DOCKER_SOCKET', '/var/run/docker.sock'),
    nodeName: nodeNameOf(pick('node', 'NODE_NAME', 'worker1')),
    brokers,
    historyBytes: countOf('--history', pick('history', 'HISTORY_MB', '32'), 1024) * 1024 * 1024,
    ...tlsOf(pick('tls', 'KULISSEN_TLS', ''), pick('cert', 'KULISSEN_CERT', ''), pick('key', 'KULISSEN_KEY', '')),
    locale: localeOf(pick('locale', 'KULISSEN_LOCALE', ''), env),
    dev: flag.dev === 'true',
    ...(isWorkshop && { workshop: workshopOf(pick, brokers, env) }),
    ...(token && { token }),
  };
}

function readFlags(argv: string[]): Record<string, string> {
  const names = [
    'host',
    'port',
    'public-port',
    'hosts',
    'data',
    'runtime',
    'docker-socket',
    'node',
    'history',
    'tls',
    'cert',
    'key',
    'locale',
    'seats',
    'code',
    'idle',
    'room',
  ];
  const strings = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
  const broker = { type: 'string', multiple: true } as const;
  const switches = { dev: { type: 'boolean' }, workshop: { type: 'boolean' }, broker } as const;
  try {
    const { values } = parseArgs({ args: argv, options: { ...strings, ...switches } });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw new BadSetting(error instanceof Error ? error.message : String(error));
  }
}

/** Of UNIX sockets, parted by commas: the kernel takes no more than 107 bytes for one. */
function socketsOf(text: string): string[] {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  const paths = parts.map((part) => resolve(ROOT, part.trim()));
  const long = paths.find((path) => Buffer.byteLength(path) > 107);
  if (long !== undefined) throw new BadSetting(`--broker ${long}: at most 107 bytes`);
  return [...new Set(paths)];
}

function tlsOf(mode: string, cert: string, key: string): Pick<Settings, 'tls' | 'cert' | 'key'> {
  if ((cert === '') !== (key === '')) throw new BadSetting('--cert and --key: both or none');
  const tls = oneOf('--tls', mode || (cert ? 'given' : 'off'), ['off', 'own', 'given']);
  if ((tls === 'given') !== (cert !== '')) throw new BadSetting(`--tls ${tls}: --cert and --key belong to --tls given`);
  return { tls, cert: cert && resolve(ROOT, cert), key: key && resolve(ROOT, key) };
}

type Picked = (name: string, variable: string, fallback: string) => string;

function workshopOf(pick: Picked, brokers: readonly string[], env: Environment): WorkshopSettings {
  if (brokers.length === 0) throw new BadSetting('--workshop: needs --broker, the process that holds the engine');
  const secret = env[SECRET_VARIABLE] ?? '';
  if (secret.length < 12) throw new BadSetting(`--workshop: ${SECRET_VARIABLE} needs at least 12 characters`);
  const code = plainCode(pick('code', 'KULISSEN_CODE', ''));
  if (code !== '' && !/^[A-Z0-9]{6,20}$/.test(code)) throw new BadSetting('--code: 6–20 letters and digits');
  const seats = countOf('--seats', pick('seats', 'KULISSEN_SEATS', '60'), 500);
  const idleMs = countOf('--idle', pick('idle', 'KULISSEN_IDLE_MINUTES', '120'), 100_000) * 60_000;
  const shared = sharedOf(pick('room', 'KULISSEN_ROOM', 'workshop'), env);
  return { seats, code, secretHash: hashSecret(secret), idleMs, ...(shared && { shared }) };
}

function sharedOf(room: string, env: Environment): WorkshopSettings['shared'] {
  const { [DATABASE_VARIABLE]: databaseUrl = '', [REDIS_VARIABLE]: redisUrl = '' } = env;
  if ((databaseUrl === '') !== (redisUrl === ''))
    throw new BadSetting(
      `${DATABASE_VARIABLE} and ${REDIS_VARIABLE}: both, for a room of several web processes, or none`,
    );
  if (databaseUrl === '') return undefined;
  // The addresses themselves are not repeated: there may be a password in them.
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw new BadSetting(`${DATABASE_VARIABLE}: postgresql://…`);
  if (!/^rediss?:\/\//.test(redisUrl)) throw new BadSetting(`${REDIS_VARIABLE}: redis://… or rediss://…`);
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(room)) throw new BadSetting(`--room ${room}: a-z 0-9 -`);
  return { databaseUrl, redisUrl, room };
}

function countOf(flag: string, text: string, most: number): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most) throw new BadSetting(`${flag} ${text}: 1–${most}`);
  return count;
}

function portOf(flag: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new BadSetting(`${flag} ${text}: 1–65535`);
  return port;
}

function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (!found) throw new BadSetting(`${flag} ${text}: ${allowed.join(', ')}`);
  return found;
}

/** A DNS label: it becomes part of pod names and labels. */
function nodeNameOf(text: string): string {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) throw new BadSetting(`--node ${text}: a-z 0-9 -`);
  return text;
}

/** The language asked for, else the environment's, else German. */
function localeOf(text: string, env: Environment): Locale {
  const system = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').slice(0, 2).toLowerCase();
  if (text) return oneOf('--locale', text, ['de', 'en']);
  return isLocale(system) ? system : DEFAULT_LOCALE;
}
