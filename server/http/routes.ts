// Every HTTP route with its decision: the first row that matches answers, and the last row matches everything, closed.
// routes.test.ts walks this table against a real server, so that no row can be added without a decision.
import { LOCALES } from '@/lib/i18n/locale';
import type { DoorName } from './workshop-doors';
import { WORKSHOP_ROUTES } from './workshop-routes';

export type Method = 'GET' | 'HEAD' | 'POST';

export interface Route {
  name: string;
  /** On the raw path, which is plain by then: no dot segments, no double or encoded slashes (`plainPath`). */
  path: RegExp;
  methods: readonly Method[];
  /** public: anyone whose Host is ours. session: only with a session cookie. trainer: only with a trainer's. */
  access: 'public' | 'session' | 'trainer';
  /** Programs on this machine need no session. */
  openHere?: true;
  /**
   * Who answers. `asset`: a file through Next, cacheable. `page`: HTML through Next, with a nonce. `doorPage`: one on
   * which somebody tries a code. `closed`: nobody (404).
   */
  answer:
    | 'health'
    | 'signIn'
    | 'signOut'
    | 'locale'
    | 'loginEntry'
    | 'authority'
    | DoorName
    | 'results'
    | 'metrics'
    | 'asset'
    | 'page'
    | 'doorPage'
    | 'api'
    | 'closed'
    | 'noTransport';
  /** Exists in development only. */
  dev?: true;
  /** Exists in a workshop only, or in self-study only. */
  only?: 'workshop' | 'self-study';
  /** A path of this row, for the test that walks the table. */
  sample: string;
}

const READ = ['GET', 'HEAD'] as const;
const locale = `(?:${LOCALES.join('|')})`;

export const ROUTES: readonly Route[] = [
  { name: 'health', path: /^\/healthz$/, methods: READ, access: 'public', answer: 'health', sample: '/healthz' },
  {
    name: 'sign in',
    path: /^\/auth$/,
    methods: ['GET', 'POST'],
    access: 'public',
    answer: 'signIn',
    only: 'self-study',
    sample: '/auth',
  },
  {
    name: 'who am I',
    path: /^\/auth$/,
    methods: ['GET'],
    access: 'public',
    answer: 'signIn',
    only: 'workshop',
    sample: '/auth',
  },
  { name: 'sign out', path: /^\/logout$/, methods: ['POST'], access: 'session', answer: 'signOut', sample: '/logout' },
  { name: 'front door', path: /^\/$/, methods: READ, access: 'public', answer: 'locale', sample: '/' },
  {
    name: 'login entry',
    path: /^\/login$/,
    methods: READ,
    access: 'public',
    answer: 'loginEntry',
    only: 'self-study',
    sample: '/login',
  },
  ...WORKSHOP_ROUTES,
  { name: 'authority', path: /^\/ca(?:\.crt)?$/, methods: READ, access: 'public', answer: 'authority', sample: '/ca' },
  {
    name: 'login page',
    path: new RegExp(`^/${locale}/login$`),
    methods: READ,
    access: 'public',
    answer: 'page',
    only: 'self-study',
    sample: '/de/login',
  },
  {
    name: 'no login',
    path: new RegExp(`^/(?:${locale}/)?login(?:/|$)`),
    methods: READ,
    access: 'public',
    answer: 'closed',
    only: 'workshop',
    sample: '/login',
  },
  {
    name: 'built assets',
    path: /^\/_next\/static\//,
    methods: READ,
    access: 'public',
    answer: 'asset',
    sample: '/_next/static/chunks/main.js',
  },
  {
    name: 'editor workers',
    path: /^\/monaco\//,
    methods: READ,
    access: 'public',
    answer: 'asset',
    sample: '/monaco/yaml.worker.js',
  },
  {
    name: 'icons',
    path: /^\/(?:favicon\.ico|(?:apple-)?icon[0-9]*(?:\.(?:svg|png|ico))?)$/,
    methods: READ,
    access: 'public',
    answer: 'asset',
    sample: '/favicon.ico',
  },
  // Websocket only: over plain HTTP there is no transport here (`UPGRADES` has the open side).
  {
    name: 'socket',
    path: /^\/socket\.io(?:\/|$)/,
    methods: ['GET', 'POST'],
    access: 'session',
    answer: 'noTransport',
    sample: '/socket.io/',
  },
  // next/image is not used; its fetching endpoint stays shut.
  {
    name: 'image optimiser',
    path: /^\/_next\/image/,
    methods: READ,
    access: 'session',
    answer: 'closed',
    sample: '/_next/image',
  },
  {
    name: 'development overlay',
    path: /^\/__nextjs/,
    methods: ['GET', 'HEAD', 'POST'],
    access: 'session',
    answer: 'api',
    dev: true,
    sample: '/__nextjs_original-stack-frames',
  },
  {
    name: 'Next internals',
    path: /^\/_next\//,
    methods: READ,
    access: 'session',
    answer: 'api',
    sample: '/_next/data/x.json',
  },
  { name: 'pages', path: /^/, methods: READ, access: 'session', answer: 'page', sample: '/de/lessons/00' },
];

export interface UpgradeRoute {
  name: string;
  path: RegExp;
  access: 'public' | 'session';
  dev?: true;
  sample: string;
}

/** Every path on which a connection may be upgraded. All others are refused. Host and Origin are checked on each. */
export const UPGRADES: readonly UpgradeRoute[] = [
  { name: 'lab socket', path: /^\/socket\.io\/$/, access: 'session', sample: '/socket.io/' },
  // The login page hot-reloads too, before there is a session; source code is all that this socket shows.
  { name: 'hot reload', path: /^\/_next\/hmr$/, access: 'public', dev: true, sample: '/_next/hmr' },
];

const CLOSED = ROUTES[ROUTES.length - 1] as Route;

/** What the tables are read for. */
export interface Site {
  dev: boolean;
  workshop: boolean;
}

const isThere = ({ dev, only }: Pick<Route, 'dev' | 'only'>, site: Site): boolean =>
  (site.dev || !dev) && (only === undefined || (only === 'workshop') === site.workshop);

export const routeOf = (path: string, site: Site): Route =>
  ROUTES.find((route) => isThere(route, site) && route.path.test(path)) ?? CLOSED;

export const upgradeOf = (path: string, site: Site): UpgradeRoute | undefined =>
  UPGRADES.find((route) => isThere(route, site) && route.path.test(path));

/**
 * The path of a request target, or undefined when two readers could understand it differently: absolute form, dot
 * segments, empty segments, backslashes, control bytes, and any of these percent-encoded.
 */
export function plainPath(target: string | undefined): string | undefined {
  const path = target?.split('?', 1)[0] ?? '';
  if (!path.startsWith('/') || path.length > 2048) return undefined;
  if (/\/\/|\\|[\0-\x20\x7f#]|%(?:2f|5c|2e|0[0-9a-f]|1[0-9a-f]|7f)/i.test(path)) return undefined;
  if (/%(?![0-9a-f]{2})/i.test(path) || /\/\.{1,2}(?:\/|$)/.test(path)) return undefined;
  return path;
}
