import { describe, expect, it } from 'vitest';
import { healthAnswer, kubeletChecks, PING_ONLY } from './health';
import { type Match, RouteTable } from './route-table';

const main = new RouteTable(true);
const readOnly = new RouteTable(false);

const said = (match: Match): unknown =>
  'answer' in match ? [match.answer.status, match.answer.location ?? match.answer.body] : match.route;

describe('routes', () => {
  const DISABLED = [405, 'Debug endpoints are disabled.\n'];
  const MUX_404 = [404, '404 page not found\n'];
  const SERVICE_404 = [404, '404: Page Not Found'];
  const SERVICE_405 = [405, '405: Method Not Allowed'];
  // Recorded from kubelet 1.20.2: goldens/README.md, "HTTP".
  it.each([
    ['GET', '/', MUX_404, MUX_404],
    ['GET', '/healthz', 'healthz', 'healthz'],
    ['POST', '/healthz', 'healthz', 'healthz'],
    ['GET', '/healthz/syncloop', 'healthz', 'healthz'],
    ['GET', '/healthz/x', MUX_404, MUX_404],
    ['GET', '/pods', 'pods', 'pods'],
    ['GET', '/pods/', 'pods', 'pods'],
    ['GET', '/pods/x', SERVICE_404, SERVICE_404],
    ['DELETE', '/pods', SERVICE_405, SERVICE_405],
    ['GET', '/runningpods/', 'runningPods', DISABLED],
    ['GET', '/runningpods', [301, '/runningpods/'], [301, '/runningpods/']],
    ['GET', '/logs', [301, '/logs/'], [301, '/logs/']],
    ['GET', '/stats', [301, '/stats/'], [301, '/stats/']],
    ['GET', '/stats/', SERVICE_404, SERVICE_404],
    ['GET', '/stats/summary', 'statsSummary', 'statsSummary'],
    ['POST', '/stats/summary', 'statsSummary', 'statsSummary'],
    ['GET', '/metrics/cadvisor', 'cadvisorMetrics', 'cadvisorMetrics'],
    ['GET', '/metrics/resource', 'resourceMetrics', 'resourceMetrics'],
    ['GET', '/metrics/probes', 'probeMetrics', 'probeMetrics'],
    ['GET', '/stats/container', SERVICE_404, SERVICE_404],
    ['GET', '/logs/', 'logs', DISABLED],
    ['GET', '/logs/pods/a.log', 'logs', DISABLED],
    ['GET', '/spec', MUX_404, MUX_404],
    ['GET', '/spec/', MUX_404, MUX_404],
    ['GET', '/configz', 'configz', MUX_404],
    ['PUT', '/debug/flags/v', 'verbosity', MUX_404],
    ['GET', '/debug/pprof/', SERVICE_404, DISABLED],
    ['GET', '/debug/pprof/heap', 'pprof', DISABLED],
    ['GET', '/containerLogs/default/web/c', 'containerLogs', DISABLED],
    ['POST', '/containerLogs/default/web/c', SERVICE_405, DISABLED],
    ['GET', '/containerLogs/default/web', SERVICE_404, DISABLED],
    ['GET', '/run/default/web/c', SERVICE_405, DISABLED],
    ['POST', '/run/default/web/c', 'run', DISABLED],
    ['POST', '/run/default/web/uid/c', 'run', DISABLED],
    ['GET', '/exec/default/web/c', 'exec', DISABLED],
    ['GET', '/exec', SERVICE_404, [301, '/exec/']],
    ['POST', '/portForward/default/web', 'portForward', DISABLED],
    ['GET', '/a/../pods', [301, '/pods'], [301, '/pods']],
    ['GET', '/logs/../../etc/passwd', [301, '/etc/passwd'], [301, '/etc/passwd']],
    ['GET', '/cri/exec/x', MUX_404, MUX_404],
  ])('%s %s', (method, path, onMain, onReadOnly) => {
    expect(said(main.match(method, path))).toEqual(onMain);
    expect(said(readOnly.match(method, path))).toEqual(onReadOnly);
  });

  it('names what is in the path', () => {
    expect(main.match('GET', '/exec/ns/web/uid1/c')).toMatchObject({
      params: { namespace: 'ns', pod: 'web', uid: 'uid1', container: 'c' },
    });
    expect(main.match('GET', '/exec/ns/web/c')).toMatchObject({
      params: { namespace: 'ns', pod: 'web', container: 'c' },
    });
  });

  it('asks who is there only where there is something', () => {
    expect(main.match('GET', '/nothing').guarded).toBe(false);
    expect(main.match('DELETE', '/pods').guarded).toBe(true);
    expect(main.match('GET', '/healthz').guarded).toBe(true);
  });

  it('gives JSON only to those who take it', () => {
    expect(said(main.match('GET', '/pods', 'text/plain'))).toEqual([406, '406: Not Acceptable']);
    expect(said(main.match('GET', '/pods', 'text/html,*/*;q=0.8'))).toBe('pods');
  });
});

describe('health', () => {
  const at = (now: number, last: number) =>
    kubeletChecks(
      () => now,
      () => last,
    );
  const ask = (path: string, checks = at(1, 0)) => {
    const url = new URL(path, 'http://k');
    const { status, body } = healthAnswer(url.pathname, url.searchParams, checks);
    return [status, body];
  };

  it.each([
    ['/healthz', 'ok'],
    ['/healthz/ping', 'ok'],
    ['/healthz/log', 'ok'],
    ['/healthz/syncloop', 'ok'],
    ['/healthz?verbose', '[+]ping ok\n[+]log ok\n[+]syncloop ok\nhealthz check passed\n'],
    ['/healthz?verbose&exclude=log', '[+]ping ok\n[+]log excluded: ok\n[+]syncloop ok\nhealthz check passed\n'],
    [
      '/healthz?verbose&exclude=x',
      '[+]ping ok\n[+]log ok\n[+]syncloop ok\nwarn: some health checks cannot be excluded: no matches for "x"\nhealthz check passed\n',
    ],
  ])('%s', (path, body) => expect(ask(path)).toEqual([200, body]));

  it('fails when the loop has stood still for more than five minutes', () => {
    const stuck = at(300_001 + 5, 5);
    expect(ask('/healthz/syncloop', at(300_005, 5))[0]).toBe(200);
    expect(ask('/healthz/syncloop', stuck)).toEqual([
      500,
      'internal server error: sync Loop took longer than expected\n',
    ]);
    expect(ask('/healthz', stuck)).toEqual([
      500,
      '[+]ping ok\n[+]log ok\n[-]syncloop failed: reason withheld\nhealthz check failed\n',
    ]);
    expect(ask('/healthz?exclude=syncloop', stuck)).toEqual([200, 'ok']);
  });

  it('the health port knows ping only', () => {
    expect(ask('/healthz', PING_ONLY)).toEqual([200, 'ok']);
    expect(ask('/healthz/syncloop', PING_ONLY)).toEqual([404, '404 page not found\n']);
  });
});
