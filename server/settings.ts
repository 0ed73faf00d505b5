// How the server is told what to do: environment (scripts/start.mjs sets it) and, for developers, flags. Flags win.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';

export interface Settings {
  /** Project folder: Next's pages, lessons, dist. */
  root: string;
  host: string;
  port: number;
  /** Further names or origins this server answers to, see server/http/origins. */
  hosts: string[];
  dataDir: string;
  runtime: 'docker' | 'memory' | 'auto';
  /** Why there is no Docker, as scripts/start.mjs found out; '' if unknown. */
  runtimeReason: string;
  dockerSocket: string;
  nodeName: string;
  /** UNIX socket between the web process and the broker; '' when one process is both. Absolute. */
  broker: string;
  /** Compressed bytes of what can be looked back at. */
  historyBytes: number;
  /** TLS: none, with an authority of our own below `dataDir`, or with `cert` and `key` (PEM files, absolute). */
  tls: 'off' | 'own' | 'given';
  cert: string;
  key: string;
  locale: Locale;
  dev: boolean;
  /** Fixed start token for a development server that reloads. */
  token?: string;
}

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
  return {
    root: ROOT,
    host: pick('host', 'HOST', '127.0.0.1'),
    port: portOf(pick('port', 'PORT', '3000')),
    hosts: pick('hosts', 'KULISSEN_HOSTS', '')
      .split(',')
      .filter((entry) => entry.trim() !== ''),
    dataDir: resolve(ROOT, pick('data', 'DATA_DIR', '.kulissen')),
    runtime: oneOf('--runtime', pick('runtime', 'KULISSEN_RUNTIME', 'auto'), ['docker', 'memory', 'auto']),
    runtimeReason: env.KULISSEN_RUNTIME_REASON ?? '',
    dockerSocket: pick('docker-socket', 'DOCKER_SOCKET', '/var/run/docker.sock'),
    nodeName: nodeNameOf(pick('node', 'NODE_NAME', 'worker1')),
    broker: pathOf(pick('broker', 'KULISSEN_BROKER', '')),
    historyBytes: megabytesOf(pick('history', 'HISTORY_MB', '32')) * 1024 * 1024,
    ...tlsOf(pick('tls', 'KULISSEN_TLS', ''), pick('cert', 'KULISSEN_CERT', ''), pick('key', 'KULISSEN_KEY', '')),
    locale: localeOf(pick('locale', 'KULISSEN_LOCALE', ''), env),
    dev: flag.dev === 'true',
    ...(token && { token }),
  };
}

function readFlags(argv: string[]): Record<string, string> {
  const names = [
    'host',
    'port',
    'hosts',
    'data',
    'runtime',
    'docker-socket',
    'node',
    'broker',
    'history',
    'tls',
    'cert',
    'key',
    'locale',
  ];
  const strings = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
  try {
    const { values } = parseArgs({ args: argv, options: { ...strings, dev: { type: 'boolean' } } });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw new BadSetting(error instanceof Error ? error.message : String(error));
  }
}

/** Of a UNIX socket: the kernel takes no more than 107 bytes. */
function pathOf(text: string): string {
  const path = text && resolve(ROOT, text);
  if (Buffer.byteLength(path) > 107) throw new BadSetting(`--broker ${text}: at most 107 bytes`);
  return path;
}

function tlsOf(mode: string, cert: string, key: string): Pick<Settings, 'tls' | 'cert' | 'key'> {
  if ((cert === '') !== (key === '')) throw new BadSetting('--cert and --key: both or none');
  const tls = oneOf('--tls', mode || (cert ? 'given' : 'off'), ['off', 'own', 'given']);
  if ((tls === 'given') !== (cert !== '')) throw new BadSetting(`--tls ${tls}: --cert and --key belong to --tls given`);
  return { tls, cert: cert && resolve(ROOT, cert), key: key && resolve(ROOT, key) };
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new BadSetting(`--port ${text}: 1–65535`);
  return port;
}

function megabytesOf(text: string): number {
  const amount = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (amount < 1 || amount > 1024) throw new BadSetting(`--history ${text}: 1–1024`);
  return amount;
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
