// /healthz and what is below it. Pure. Upstream: apiserver/pkg/server/healthz/healthz.go, pkg/kubelet/server/server.go
// syncLoopHealthCheck (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import { type Answer, httpError, NOT_FOUND, text } from './answer';

/** The sync loop may stand still for so long: twice --sync-frequency, at least five minutes. ms */
const LOOP_PATIENCE_MS = 300_000;

/** A check by name; '' = healthy, else why not. */
export type HealthChecks = Readonly<Record<string, () => string>>;

const ping = () => '';

/** The checks of --port and --read-only-port. `lastLoopAt`: when the loop last went round, ms since the epoch; 0 = not yet. */
export function kubeletChecks(now: () => number, lastLoopAt: () => number): HealthChecks {
  return {
    ping,
    // Writing a line to standard error can't be late here: there is no buffer to flush.
    log: ping,
    syncloop: () => {
      const last = lastLoopAt();
      return last > 0 && now() > last + LOOP_PATIENCE_MS ? 'sync Loop took longer than expected' : '';
    },
  };
}

/** --healthz-port knows nothing of the loop. */
export const PING_ONLY: HealthChecks = { ping };

/** The answer to a path that begins with /healthz. */
export function healthAnswer(path: string, query: URLSearchParams, checks: HealthChecks): Answer {
  if (path === '/healthz') return rootAnswer(query, checks);
  const check = checks[path.replace('/healthz/', '')];
  if (!check) return NOT_FOUND;
  const trouble = check();
  return trouble === '' ? text(200, 'ok') : httpError(500, `internal server error: ${trouble}`);
}

function rootAnswer(query: URLSearchParams, checks: HealthChecks): Answer {
  const excluded = new Set(query.getAll('exclude').filter((name) => name !== ''));
  let failed = false;
  const lines = Object.entries(checks).map(([name, check]) => {
    if (excluded.delete(name)) return `[+]${name} excluded: ok\n`;
    if (check() === '') return `[+]${name} ok\n`;
    failed = true;
    return `[-]${name} failed: reason withheld\n`;
  });
  if (excluded.size > 0) {
    const names = [...excluded].sort().map((name) => goQuote(name));
    lines.push(`warn: some health checks cannot be excluded: no matches for ${names.join(', ')}\n`);
  }
  const report = lines.join('');
  if (failed) return httpError(500, `${report}healthz check failed`);
  return text(200, query.has('verbose') ? `${report}healthz check passed\n` : 'ok');
}
