// What the read-only port and the health port answer. Pure: a request in, an answer out.
// Upstream: pkg/kubelet/server/server.go (1.20) and what the real 1.20.2 was seen to answer.
import type { Pod } from '@/lib/k8s/types';

export interface Answer {
  status: number;
  contentType: string;
  body: string;
  /** Redirects only. */
  location?: string;
}

export interface ApiFacts {
  pods(): Pod[];
  metrics(): string;
  /** What /metrics/probes answers. */
  probeMetrics(): string;
}

const TEXT = 'text/plain; charset=utf-8';
const text = (status: number, body: string): Answer => ({ status, contentType: TEXT, body });
const NOT_FOUND = text(404, '404 page not found\n');
/** go-restful's own answer, below a registered service only. */
const METHOD_NOT_ALLOWED = text(405, '405: Method Not Allowed');

const HEALTH_PATHS = new Set(['/healthz', '/healthz/ping', '/healthz/log', '/healthz/syncloop']);
/** They exist on the main port only. */
const DEBUG_PATHS = /^\/(runningpods|containerLogs|exec|attach|portForward|run|logs|debug\/pprof)\//;
/** Without the slash Go's mux sends people to the path with it. */
const DIRECTORIES = new Set(['/runningpods', '/logs', '/containerLogs', '/exec', '/attach', '/portForward', '/run']);

/** `?verbose` lists the checks (apiserver/pkg/server/healthz). */
function health(path: string, query: URLSearchParams): Answer {
  if (path !== '/healthz' || !query.has('verbose')) return text(200, 'ok');
  const checks = ['ping', 'log', 'syncloop'].map((name) => `[+]${name} ok\n`);
  return text(200, `${checks.join('')}healthz check passed\n`);
}

/** Items of a list carry no kind of their own, and an empty list is null, as Go writes it. */
function podList(pods: Pod[]): Answer {
  const items = pods.length > 0 ? pods.map(({ metadata, spec, status }) => ({ metadata, spec, status })) : null;
  const list = { kind: 'PodList', apiVersion: 'v1', metadata: {}, items };
  return { status: 200, contentType: 'application/json', body: `${JSON.stringify(list)}\n` };
}

const seeOther = (location: string): Answer => ({
  status: 301,
  contentType: 'text/html; charset=utf-8',
  body: `<a href="${location}">Moved Permanently</a>.\n\n`,
  location,
});

const METRICS = 'text/plain; version=0.0.4; charset=utf-8';

/** The read-only port. `url` is the request's target. */
export function readOnlyAnswer(method: string, url: string, facts: ApiFacts): Answer {
  const { pathname: path, searchParams } = new URL(url, 'http://kubelet');
  if (HEALTH_PATHS.has(path)) return health(path, searchParams);
  if (DIRECTORIES.has(path)) return seeOther(`${path}/`);
  if (DEBUG_PATHS.test(path)) return text(405, 'Debug endpoints are disabled.\n');
  if (path === '/pods' || path === '/pods/') return isRead(method) ? podList(facts.pods()) : METHOD_NOT_ALLOWED;
  if (path === '/metrics/probes') {
    if (!isRead(method)) return METHOD_NOT_ALLOWED;
    return { status: 200, contentType: METRICS, body: facts.probeMetrics() };
  }
  if (path === '/metrics') {
    if (!isRead(method)) return METHOD_NOT_ALLOWED;
    return { status: 200, contentType: METRICS, body: facts.metrics() };
  }
  return NOT_FOUND;
}

/** The health port. */
export function healthAnswer(url: string): Answer {
  const { pathname: path, searchParams } = new URL(url, 'http://kubelet');
  return HEALTH_PATHS.has(path) ? health(path, searchParams) : NOT_FOUND;
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';
