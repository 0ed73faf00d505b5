// Which request means what on which port. Pure. Upstream: pkg/kubelet/server/server.go InstallDefaultHandlers,
// InstallDebuggingHandlers, InstallDebuggingDisabledHandlers (1.20); Go's ServeMux; go-restful 2 CurlyRouter.
import {
  type Answer,
  DEBUG_DISABLED,
  METHOD_NOT_ALLOWED,
  movedTo,
  NO_ROUTE,
  NOT_ACCEPTABLE,
  NOT_FOUND,
} from './answer';

export type RouteName =
  | 'healthz'
  | 'pods'
  | 'runningPods'
  | 'statsSummary'
  | 'metrics'
  | 'cadvisorMetrics'
  | 'resourceMetrics'
  | 'probeMetrics'
  | 'containerLogs'
  | 'run'
  | 'exec'
  | 'attach'
  | 'portForward'
  | 'logs'
  | 'configz'
  | 'pprof'
  | 'verbosity';

/** A go-restful service: below its root every other path and method is answered by it. */
interface Service {
  root: string;
  /** Clients must accept JSON. */
  json?: boolean;
  routes: readonly { methods: readonly string[]; pattern: string; name: RouteName }[];
}

/** `guarded`: a pattern was met, and who asks is checked before anything is answered. */
export type Match = { guarded: boolean } & ({ route: RouteName; params: Record<string, string> } | { answer: Answer });

const GET = ['GET'];
const GET_POST = ['GET', 'POST'];
const TARGET = '{namespace}/{pod}';

const streaming = (root: string, name: RouteName, methods: readonly string[], last: string): Service => ({
  root,
  routes: [
    { methods, pattern: TARGET + last, name },
    { methods, pattern: `${TARGET}/{uid}${last}`, name },
  ],
});

const DEFAULT_SERVICES: readonly Service[] = [
  { root: '/pods', json: true, routes: [{ methods: GET, pattern: '', name: 'pods' }] },
  { root: '/stats/', json: true, routes: [{ methods: GET_POST, pattern: 'summary', name: 'statsSummary' }] },
];
const DEBUG_SERVICES: readonly Service[] = [
  streaming('/run', 'run', ['POST'], '/{container}'),
  streaming('/exec', 'exec', GET_POST, '/{container}'),
  streaming('/attach', 'attach', GET_POST, '/{container}'),
  streaming('/portForward', 'portForward', GET_POST, ''),
  {
    root: '/containerLogs',
    routes: [{ methods: GET, pattern: `${TARGET}/{container}`, name: 'containerLogs' }],
  },
  {
    root: '/logs/',
    routes: [
      { methods: GET, pattern: '', name: 'logs' },
      { methods: GET, pattern: '{file:*}', name: 'logs' },
    ],
  },
  { root: '/debug/pprof/', routes: [{ methods: GET, pattern: '{subpath:*}', name: 'pprof' }] },
  { root: '/runningpods/', json: true, routes: [{ methods: GET, pattern: '', name: 'runningPods' }] },
];

const HEALTH_PATHS: readonly [string, RouteName][] = [
  '/healthz',
  '/healthz/ping',
  '/healthz/log',
  '/healthz/syncloop',
].map((path) => [path, 'healthz']);
/** Patterns of Go's mux with a handler of their own, for any method. */
const DEFAULT_HANDLERS: readonly [string, RouteName][] = [
  ...HEALTH_PATHS,
  ['/metrics', 'metrics'],
  ['/metrics/cadvisor', 'cadvisorMetrics'],
  ['/metrics/resource', 'resourceMetrics'],
  ['/metrics/probes', 'probeMetrics'],
];
const DEBUG_HANDLERS: readonly [string, RouteName][] = [
  ['/configz', 'configz'],
  ['/debug/flags/v', 'verbosity'],
];
const DISABLED_HANDLERS: readonly [string, 'debugDisabled'][] = [
  '/run/',
  '/exec/',
  '/attach/',
  '/portForward/',
  '/containerLogs/',
  '/runningpods/',
  '/debug/pprof/',
  '/logs/',
].map((path): [string, 'debugDisabled'] => [path, 'debugDisabled']);

type Target = Service | RouteName | 'debugDisabled';

/** The patterns of one port. */
export class RouteTable {
  private readonly patterns = new Map<string, Target>();

  /** @param debugging false on the read-only port, and with --enable-debugging-handlers=false */
  constructor(debugging: boolean) {
    for (const service of [...DEFAULT_SERVICES, ...(debugging ? DEBUG_SERVICES : [])]) {
      this.patterns.set(service.root, service);
      if (!service.root.endsWith('/')) this.patterns.set(`${service.root}/`, service);
    }
    const handlers = debugging ? DEBUG_HANDLERS : DISABLED_HANDLERS;
    for (const [pattern, name] of [...DEFAULT_HANDLERS, ...handlers]) this.patterns.set(pattern, name);
  }

  /** @param accept the request's Accept header; '' = anything */
  match(method: string, path: string, accept = ''): Match {
    const clean = cleanPath(path);
    if (clean !== path) return { guarded: false, answer: movedTo(encodeURI(clean)) };
    const target = this.target(path);
    if (target === undefined) {
      const answer = this.patterns.has(`${path}/`) ? movedTo(`${path}/`) : NOT_FOUND;
      return { guarded: false, answer };
    }
    if (target === 'debugDisabled') return { guarded: true, answer: DEBUG_DISABLED };
    if (typeof target === 'string') return { guarded: true, route: target, params: {} };
    return { guarded: true, ...matchService(target, method, path, accept) };
  }

  /** As Go's mux: the pattern itself, else the longest one that ends in a slash and begins the path. */
  private target(path: string): Target | undefined {
    const exact = this.patterns.get(path);
    if (exact !== undefined) return exact;
    let longest = '';
    for (const pattern of this.patterns.keys()) {
      if (pattern.endsWith('/') && path.startsWith(pattern) && pattern.length > longest.length) longest = pattern;
    }
    return this.patterns.get(longest);
  }
}

function matchService(
  { root, routes, json }: Service,
  method: string,
  path: string,
  accept: string,
): { route: RouteName; params: Record<string, string> } | { answer: Answer } {
  const tokens = tokensOf(path.slice(root.length));
  const candidates = routes.flatMap((route) => {
    const params = matchTokens(tokensOf(route.pattern), tokens);
    return params ? [{ route, params }] : [];
  });
  if (candidates.length === 0) return { answer: NO_ROUTE };
  const chosen = candidates.find(({ route }) => route.methods.includes(method));
  if (!chosen) return { answer: METHOD_NOT_ALLOWED };
  if (json && !acceptsJson(accept)) return { answer: NOT_ACCEPTABLE };
  return { route: chosen.route.name, params: chosen.params };
}

const tokensOf = (path: string): string[] => {
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? [] : trimmed.split('/');
};

function matchTokens(pattern: readonly string[], tokens: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [i, wanted] of pattern.entries()) {
    const token = tokens[i];
    if (token === undefined) return null;
    const [, name, tail] = /^\{(\w+)(:\*)?\}$/.exec(wanted) ?? [];
    if (name === undefined) {
      if (wanted !== token) return null;
    } else if (tail) {
      return { ...params, [name]: tokens.slice(i).join('/') };
    } else {
      params[name] = token;
    }
  }
  return tokens.length === pattern.length ? params : null;
}

const acceptsJson = (accept: string): boolean =>
  accept === '' || accept.split(',').some((range) => /^\s*(\*\/\*|application\/(\*|json))\s*(;|$)/.test(range));

/** Go's path.Clean, keeping a slash at the end. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const clean = `/${parts.join('/')}`;
  return path.endsWith('/') && clean !== '/' ? `${clean}/` : clean;
}

const LONG_RUNNING = new Set(['exec', 'attach', 'portforward', 'debug']);
const BUCKETS = new Set(
  'attach containerLogs configz cri debug exec healthz logs metrics metrics/cadvisor metrics/probes metrics/resource pods portForward run runningpods spec stats'.split(
    ' ',
  ),
);

/** How a request is counted: server.go getURLRootPath, isLongRunningRequest. */
export function metricLabels(path: string): { path: string; long_running: 'true' | 'false' } {
  const [first = '', second] = path.replace(/^\//, '').split('/');
  const root = first === 'metrics' && second !== undefined ? `${first}/${second}` : first;
  return { path: BUCKETS.has(root) ? root : 'other', long_running: LONG_RUNNING.has(root) ? 'true' : 'false' };
}
