import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { KubeletMetrics } from './metrics';
import { healthAnswer, readOnlyAnswer } from './routes';
import { listen } from './server';

const facts = { pods: () => [], metrics: () => 'm 1\n', probeMetrics: () => 'p 1\n' };
const get = (url: string, method = 'GET') => readOnlyAnswer(method, url, facts);

describe('the read-only port', () => {
  // Recorded from kubelet 1.20.2.
  it.each([
    ['/healthz', 200, 'ok'],
    ['/healthz/ping', 200, 'ok'],
    ['/healthz/log', 200, 'ok'],
    ['/healthz/syncloop', 200, 'ok'],
    ['/healthz?verbose', 200, '[+]ping ok\n[+]log ok\n[+]syncloop ok\nhealthz check passed\n'],
    ['/pods', 200, '{"kind":"PodList","apiVersion":"v1","metadata":{},"items":null}\n'],
    ['/pods/', 200, '{"kind":"PodList","apiVersion":"v1","metadata":{},"items":null}\n'],
    ['/metrics', 200, 'm 1\n'],
    ['/metrics/probes', 200, 'p 1\n'],
    ['/', 404, '404 page not found\n'],
    ['/configz', 404, '404 page not found\n'],
    ['/spec/', 404, '404 page not found\n'],
    ['/runningpods/', 405, 'Debug endpoints are disabled.\n'],
    ['/logs/', 405, 'Debug endpoints are disabled.\n'],
    ['/exec/default/web/c', 405, 'Debug endpoints are disabled.\n'],
    ['/containerLogs/default/web/c', 405, 'Debug endpoints are disabled.\n'],
    ['/debug/pprof/', 405, 'Debug endpoints are disabled.\n'],
  ])('%s', (url, status, body) => expect(get(url)).toMatchObject({ status, body }));

  it('sends people to the path with a slash', () => {
    expect(get('/runningpods')).toMatchObject({ status: 301, location: '/runningpods/' });
  });

  it('refuses to change anything', () => {
    expect(get('/pods', 'DELETE')).toMatchObject({ status: 405, body: '405: Method Not Allowed' });
  });
});

describe('the health port', () => {
  it('knows health only', () => {
    expect(healthAnswer('/healthz')).toMatchObject({ status: 200, body: 'ok' });
    expect(healthAnswer('/pods')).toMatchObject({ status: 404 });
  });
});

describe('a listener', () => {
  const freePort = async (): Promise<number> => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  };
  const ask = (port: number, host: string, path = '/healthz'): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

  it('answers under its own names only, and ends with the signal', async () => {
    const ended = new AbortController();
    const port = await freePort();
    const listener = {
      address: '127.0.0.1',
      port,
      hostNames: ['worker1'],
      answer: (_method: string, url: string) => healthAnswer(url),
    };
    const { closed } = await listen(listener, ended.signal);
    await expect(ask(port, `127.0.0.1:${port}`)).resolves.toBe(200);
    await expect(ask(port, `Worker1:${port}`)).resolves.toBe(200);
    await expect(ask(port, `[::1]:${port}`)).resolves.toBe(200);
    await expect(ask(port, `rebind.example:${port}`)).resolves.toBe(421);
    await expect(ask(port, 'localhost', '//evil.example/healthz')).resolves.toBe(400);
    await expect(listen(listener, ended.signal)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    ended.abort();
    await closed;
    await expect(ask(port, 'localhost')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('metrics', () => {
  it('prints what was measured, in Prometheus text', () => {
    const metrics = new KubeletMetrics();
    metrics.relisted(0.02, 1_000_000);
    metrics.relisted(0.2, 1_001_500);
    metrics.called('run_podsandbox', 0.3, false);
    metrics.called('run_podsandbox', 0.3, true);
    metrics.synced('create', 0.4);
    metrics.podStarted(0.5);
    const text = metrics.text({ nodeName: 'worker1', runningPods: 1, containers: { running: 2 } });
    for (const line of [
      'kubelet_node_name{node="worker1"} 1',
      'kubelet_running_pods 1',
      'kubelet_running_containers{container_state="running"} 2',
      'kubelet_pleg_relist_duration_seconds_bucket{le="0.025"} 1',
      'kubelet_pleg_relist_duration_seconds_count 2',
      'kubelet_pleg_relist_interval_seconds_sum 1.5',
      'kubelet_runtime_operations_total{operation_type="run_podsandbox"} 2',
      'kubelet_runtime_operations_errors_total{operation_type="run_podsandbox"} 1',
      'kubelet_run_podsandbox_duration_seconds_count 1',
      'kubelet_pod_worker_duration_seconds_count{operation_type="create"} 1',
      'kubelet_pod_start_duration_seconds_count 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });
});
