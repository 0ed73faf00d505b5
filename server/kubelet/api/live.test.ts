// The ports of a running kubelet, asked from outside; the engine is the one in memory.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import type { KubeletSettings } from '../configuration/fields';
import { manifest, TestLab, type TestNode, testConfig, until } from '../kubelet-fixture';

const lab = new TestLab();
let node: TestNode;
let certDir: string;
let [main, readOnly, healthz] = [0, 0, 0];

const SCRIPT = 'echo one; echo two >&2; trap "exit 0" TERM; sleep 100000 & wait';
const POD = 'default/web-node1';

async function freePorts(): Promise<[number, number, number]> {
  const servers = [0, 1, 2].map(() => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [ports[0] ?? 0, ports[1] ?? 0, ports[2] ?? 0];
}

interface Reply {
  status: number;
  type: string | undefined;
  body: string;
}

function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body = '', plain = false } = {},
): Promise<Reply> {
  const send = port === main && !plain ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers, agent: false, rejectUnauthorized: false };
    send(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], body: text }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}

/** Everything a WebSocket says until it is closed, by channel; `say` is sent once it is open. */
function converse(path: string, protocol: string | undefined, say: (string | Uint8Array)[] = []): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`wss://127.0.0.1:${main}${path}`, protocol ? [protocol] : [], {
      rejectUnauthorized: false,
    });
    const channels: string[] = [];
    socket.on('open', () => {
      for (const message of say) socket.send(message);
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      const channel = isBinary ? (data[0] ?? 0) : (data[0] ?? 0) - 48;
      const rest = data.subarray(1);
      channels[channel] =
        (channels[channel] ?? '') + (isBinary ? rest : Buffer.from(rest.toString(), 'base64')).toString('latin1');
    });
    socket.on('unexpected-response', (_, response) => reject(new Error(`${response.statusCode}`)));
    socket.on('error', reject);
    socket.on('close', () => resolve(channels));
  });
}

const settingsWith = (more: Partial<KubeletSettings>): KubeletSettings => ({
  ...testConfig(lab.home, 'node1').settings,
  enableServer: true,
  port: main,
  ...more,
});

beforeAll(async () => {
  await lab.open();
  certDir = await mkdtemp(join(tmpdir(), 'kulissen-pki-'));
  [main, readOnly, healthz] = await freePorts();
  node = await lab.startNode({
    config: { settings: settingsWith({ readOnlyPort: readOnly, healthzPort: healthz }), certDir },
  });
  await node.save('web.json', manifest({ script: SCRIPT }));
  await until(() => expect(node.status()?.phase).toBe('Running'));
});

afterAll(async () => {
  await lab.close();
  await rm(certDir, { recursive: true, force: true });
});

describe('the ports', () => {
  it('answer with the same pods, with TLS and without', async () => {
    const [safe, open] = await Promise.all([ask(main, '/pods'), ask(readOnly, '/pods')]);
    expect(safe).toEqual(open);
    expect(JSON.parse(safe.body)).toMatchObject({ items: [{ metadata: { name: 'web-node1' } }] });
  });

  it('tell plain HTTP that this is TLS', async () => {
    expect(await ask(main, '/pods', { plain: true })).toMatchObject({
      status: 400,
      body: 'Client sent an HTTP request to an HTTPS server.\n',
    });
  });

  it('answer under their own names, to nobody else’s pages', async () => {
    for (const [host, status] of [
      ['Node1:1', 200],
      ['[::1]', 200],
      ['localhost', 200],
      ['rebind.example', 421],
    ] as const) {
      expect((await ask(readOnly, '/healthz', { headers: { host } })).status).toBe(status);
    }
    const evil = { headers: { origin: 'https://evil.example' }, method: 'POST' };
    expect((await ask(main, `/run/${POD}/c?cmd=true`, evil)).status).toBe(403);
  });

  it('refuse targets that are no paths', async () => {
    expect((await ask(readOnly, '//evil.example/healthz')).status).toBe(400);
    expect((await ask(readOnly, '/%')).status).toBe(400);
  });

  it('refuse a second kubelet, with a fatal line', async () => {
    const config = { settings: settingsWith({ readOnlyPort: 0, healthzPort: 0 }), certDir };
    const second = lab.startNode({ name: 'node2', config });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('count what they are asked', async () => {
    const { body } = await ask(main, '/metrics');
    expect(body).toMatch(
      /^kubelet_http_requests_total\{long_running="false",method="GET",path="pods",server_type="readwrite"\} \d+$/m,
    );
    expect(body).toContain('path="metrics",server_type="readwrite"} 1');
  });
});

describe('containers over HTTP', () => {
  it('shows what runs', async () => {
    const list = JSON.parse((await ask(main, '/runningpods/')).body);
    expect(list.items).toMatchObject([
      { metadata: { name: 'web-node1', namespace: 'default' }, spec: { containers: [{ name: 'c' }] }, status: {} },
    ]);
    expect(list.items[0].spec.containers[0].image).toMatch(/^sha256:/);
  });

  it.each([
    ['', 'one\ntwo\n'],
    ['?tailLines=1', 'two\n'],
    ['?limitBytes=5', 'one\nt'],
    ['?tailLines=0', ''],
  ])('shows the log %s', async (query, body) => {
    expect(await ask(main, `/containerLogs/${POD}/c${query}`)).toEqual({ status: 200, type: undefined, body });
  });

  it.each([
    ['default/nope/c', 404, 'pod "nope" does not exist'],
    [`${POD}/nope`, 404, 'container "nope" not found in pod "web-node1"'],
    [`${POD}/c?previous=true`, 400, 'previous terminated container "c" in pod "web-node1" not found'],
  ])('has no log %s', async (path, status, body) => {
    expect(await ask(main, `/containerLogs/${path}`)).toMatchObject({ status, body });
  });

  it.each([
    [`${POD}/c?cmd=echo+hello`, 200, 'hello\n'],
    [`${POD}/some-uid/c?cmd=echo+hello`, 200, 'hello\n'],
    [`${POD}/c?cmd=false`, 500, "command 'false' exited with 1: "],
    ['default/nope/c?cmd=ls', 404, 'pod does not exist'],
    [`${POD}/nope?cmd=ls`, 500, 'container not found ("nope")'],
  ])('runs %s', async (path, status, body) => {
    expect(await ask(main, `/run/${path}`, { method: 'POST' })).toMatchObject({ status, body });
  });

  it('sets the verbosity', async () => {
    expect(await ask(main, '/debug/flags/v', { method: 'PUT', body: '4' })).toMatchObject({
      status: 200,
      body: 'successfully set klog.logging.verbosity to 4\n',
    });
    expect((await ask(main, '/debug/flags/v')).status).toBe(406);
    expect((await ask(main, '/debug/flags/v', { method: 'PUT', body: 'x' })).status).toBe(400);
  });

  it('shows its configuration', async () => {
    const { kubeletconfig } = JSON.parse((await ask(main, '/configz')).body);
    expect(kubeletconfig).toMatchObject({
      port: main,
      readOnlyPort: readOnly,
      fileCheckFrequency: '20s',
      tlsCertFile: join(certDir, 'kubelet.crt'),
      authentication: { anonymous: { enabled: true } },
    });
  });

  it('serves the log directory, and nothing beside it', async () => {
    await mkdir(join(lab.home, 'log', 'pods'), { recursive: true });
    await symlink(join(lab.home, 'manifests'), join(lab.home, 'log', 'out'));
    await writeFile(join(lab.home, 'log', 'a&b.log'), 'text\n');
    expect(await ask(main, '/logs/')).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '<pre>\n<a href="a&amp;b.log">a&amp;b.log</a>\n<a href="out">out</a>\n<a href="pods/">pods/</a>\n</pre>\n',
    });
    expect((await ask(main, '/logs/a&b.log')).body).toBe('text\n');
    expect((await ask(main, '/logs/out/web.json')).status).toBe(403);
    expect((await ask(main, '/logs/nothing')).body).toBe('404 page not found\n');
    expect((await ask(main, '/logs/%2e%2e/manifests/web.json')).status).toBe(301);
  });
});

describe('streams', () => {
  const run = (script: string, more = 'output=1&error=1') =>
    `/exec/${POD}/c?command=sh&command=-c&command=${encodeURIComponent(script)}&${more}`;

  it.each([
    ['v4.channel.k8s.io', '{"metadata":{},"status":"Success"}'],
    ['v4.base64.channel.k8s.io', '{"metadata":{},"status":"Success"}'],
    ['channel.k8s.io', undefined],
    ['base64.channel.k8s.io', undefined],
    [undefined, undefined],
  ])('carry a command over %s', async (protocol, status) => {
    const [, out, err, told] = await converse(run('echo out; echo err >&2'), protocol);
    expect([out, err, told]).toEqual(['out\n', 'err\n', status]);
  });

  it('tell its exit code', async () => {
    const [, , , told] = await converse(run('exit 7'), 'v4.channel.k8s.io');
    expect(JSON.parse(told ?? '')).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '7' }] },
    });
    const [, , , text] = await converse(run('exit 7'), 'channel.k8s.io');
    expect(text).toBe('command terminated with non-zero exit code: Error executing in Docker Container: 7');
  });

  it('carry input to a shell', async () => {
    const say = [Buffer.from('\0echo hello\n'), Buffer.from('\0exit\n')];
    const [, out] = await converse(`/exec/${POD}/c?command=sh&input=1&output=1`, 'v4.channel.k8s.io', say);
    expect(out).toContain('hello');
  });

  it('say why a port cannot be reached', async () => {
    const [data, told] = await converse(`/portForward/${POD}?port=8080`, 'v4.channel.k8s.io');
    expect(data).toBe('\x90\x1f');
    expect(told).toMatch(/error forwarding port 8080 to pod [0-9a-f]{64}, uid : exit status 1: /);
  });

  it('refuse unknown protocols', async () => {
    await expect(converse(run('true'), 'v9.channel.k8s.io')).rejects.toThrow('403');
  });

  it.each([
    ['GET', `/exec/${POD}/c?command=ls`, 400, 'you must specify at least 1 of stdin, stdout, stderr'],
    ['POST', `/exec/${POD}/c?command=ls&output=1`, 500, 'Upgrade request required\n'],
    ['POST', `/exec/default/nope/c?command=ls&output=1`, 404, 'pod does not exist'],
    ['POST', `/exec/${POD}/nope?command=ls&output=1`, 500, 'container not found ("nope")'],
    ['POST', `/attach/${POD}/nope?output=1`, 500, 'container nope not found in pod web-node1_default'],
    ['POST', `/attach/${POD}/uid/c?output=1`, 500, 'pod web-node1_default not found'],
    ['POST', `/portForward/${POD}`, 500, 'Upgrade request required\n'],
    ['POST', `/portForward/${POD}/uid`, 404, 'pod not found'],
  ])('need an upgrade and a target: %s %s', async (method, path, status, body) => {
    expect(await ask(main, path, { method })).toMatchObject({ status, body });
  });

  it.each([
    ['', 'query parameter "port" is required'],
    ['?port=', 'query parameter "port" cannot be empty'],
    ['?port=x', 'unable to parse "x" as a port: strconv.ParseUint: parsing "x": invalid syntax'],
    ['?port=70000', 'unable to parse "70000" as a port: strconv.ParseUint: parsing "70000": value out of range'],
    ['?port=0', 'port "0" must be > 0'],
  ])('need ports %s', async (query, body) => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket' };
    expect(await ask(main, `/portForward/${POD}${query}`, { headers })).toMatchObject({ status: 400, body });
  });

  it('do not speak SPDY', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'SPDY/3.1' };
    const { status, body } = await ask(main, `/exec/${POD}/c?command=ls&output=1`, { headers, method: 'POST' });
    expect([status, body]).toEqual([400, expect.stringContaining('unable to upgrade: SPDY/3.1 is not spoken here')]);
  });
});

describe('figures', () => {
  /** Time passes: what was never measured is measured twice. */
  async function soon<T>(work: Promise<T>): Promise<T> {
    let done = false;
    void work.finally(() => {
      done = true;
    });
    await vi.waitFor(async () => {
      await lab.clock.advance(50);
      expect(done).toBe(true);
    });
    return work;
  }

  it('come from node, pods and containers', async () => {
    const { body, type } = await soon(ask(main, '/stats/summary'));
    expect(type).toBe('application/json');
    expect(body).toMatch(/^\{\n "node": \{\n {2}"nodeName": "node1",/);
    expect(JSON.parse(body)).toMatchObject({
      node: { cpu: { usageNanoCores: expect.any(Number) }, fs: { capacityBytes: expect.any(Number) } },
      pods: [{ podRef: { name: 'web-node1' }, containers: [{ name: 'c', cpu: { usageNanoCores: 0 } }] }],
    });
  });

  it('are CPU and memory only, for those who ask so', async () => {
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    for (const asked of [
      ask(readOnly, '/stats/summary?only_cpu_and_memory=true'),
      ask(readOnly, '/stats/summary', { ...form, body: 'only_cpu_and_memory=true' }),
    ]) {
      expect(JSON.parse((await soon(asked)).body).node).not.toHaveProperty('fs');
    }
  });

  it.each([
    ['/metrics/resource', 'container_memory_working_set_bytes{container="c",namespace="default",pod="web-node1"} 0 '],
    ['/metrics/cadvisor', 'machine_memory_bytes{'],
    ['/metrics/probes', 'process_start_time_seconds '],
  ])('are in %s', async (path, line) => {
    const { type, body } = await soon(ask(readOnly, path));
    expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toContain(`\n${line}`);
  });
});
