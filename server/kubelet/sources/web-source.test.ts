import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import { Klog } from '../klog';
import { WebSource } from './web-source';

const MANIFEST =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - {name: c, image: "busybox:1"}\n';
let dir: string;
let port: number;
let ended: AbortController;
let delivered: string[][];
let errors: string[];

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

async function start(podSecurity?: PodSecurityProfile): Promise<void> {
  ended = new AbortController();
  const clock = new ManualClock();
  const source = new WebSource({
    port,
    dir,
    nodeName: 'node1',
    podSecurity,
    clock,
    klog: new Klog({ clock, pid: 1, verbosity: 0, sink: () => undefined }),
    wasRead: (error) => errors.push(error),
    deliver: (pods) => delivered.push(pods.map(({ metadata }) => metadata.name)),
  });
  await source.start(ended.signal);
}

function ask(method: string, path: string, body = '', headers: Record<string, string> = {}) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    request({ port, host: '127.0.0.1', method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end(body);
  });
}

beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'kulissen-web-')), 'web-manifests');
  port = await freePort();
  delivered = [];
  errors = [];
  await start();
});
afterEach(async () => {
  ended.abort();
  await rm(join(dir, '..'), { recursive: true });
});

describe('the web source', () => {
  it('has spoken as soon as it listens', () => expect(delivered).toEqual([[]]));

  it('desires what is sent, shows it, and takes it away', async () => {
    const sent = await ask('PUT', '/manifests/a', MANIFEST);
    expect(sent.status).toBe(201);
    expect(JSON.parse(sent.text)).toMatchObject({ name: 'a', state: 'applied', pod: { name: 'web-node1' } });
    expect((await ask('PUT', '/manifests/a', MANIFEST)).status).toBe(200);
    expect((await ask('GET', '/manifests/a')).text).toBe(MANIFEST);
    expect(JSON.parse((await ask('GET', '/manifests')).text).manifests).toHaveLength(1);
    expect((await ask('DELETE', '/manifests/a')).status).toBe(204);
    expect((await ask('GET', '/manifests/a')).status).toBe(404);
    expect(delivered).toEqual([[], ['web-node1'], ['web-node1'], []]);
  });

  it('refuses what says no pod, says where, and keeps what it had', async () => {
    await ask('PUT', '/manifests/a', MANIFEST);
    const refused = await ask('PUT', '/manifests/a', MANIFEST.replace('containers', 'containerz'));
    expect(refused.status).toBe(422);
    const { message, problems } = JSON.parse(refused.text) as { message: string; problems: { line: number }[] };
    expect(message).toContain('spec.containers: Required value');
    expect(problems[0]?.line).toBeGreaterThan(0);
    expect((await ask('GET', '/manifests/a')).text).toBe(MANIFEST);
    expect(delivered.at(-1)).toEqual(['web-node1']);
    expect(errors.at(-1)).toBe(message);
  });

  it('outlives the kubelet', async () => {
    await ask('PUT', '/manifests/a', MANIFEST);
    expect(await readFile(join(dir, 'a'), 'utf8')).toBe(MANIFEST);
    ended.abort();
    port = await freePort();
    await start();
    expect(delivered.at(-1)).toEqual(['web-node1']);
  });

  it('marks the loser of two manifests with one pod name', async () => {
    await ask('PUT', '/manifests/b', MANIFEST);
    await ask('PUT', '/manifests/a', `${MANIFEST}  hostname: h\n`);
    const { manifests } = JSON.parse((await ask('GET', '/manifests')).text) as {
      manifests: { name: string; state: string }[];
    };
    expect(Object.fromEntries(manifests.map(({ name, state }) => [name, state]))).toEqual({
      a: 'conflict',
      b: 'applied',
    });
  });

  it.each([
    ['PUT', '/manifests/a', { Host: 'evil.example' }, 421],
    ['PUT', '/manifests/a', { Origin: 'http://127.0.0.1' }, 403],
    ['OPTIONS', '/manifests/a', {}, 404],
    ['POST', '/manifests', {}, 405],
    ['PUT', '/manifests/..%2Fa', {}, 404],
    ['PUT', '/manifests/.a', {}, 404],
    ['PUT', '/manifests/%zz', {}, 404],
    ['GET', '/', {}, 404],
  ])('%s %s with %j is %i', async (method, path, headers, status) => {
    const body = method === 'PUT' ? MANIFEST : '';
    expect((await ask(method, path, body, headers as Record<string, string>)).status).toBe(status);
    expect(delivered).toEqual([[]]);
  });

  it('refuses what is too large', async () => {
    const answer = await ask('PUT', '/manifests/a', 'x'.repeat(1024 * 1024 + 1)).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
  });
});

it('refuses what the profile of a shared host forbids', async () => {
  ended.abort();
  port = await freePort();
  await start({ name: 'workshop', images: ['nginx'], hostPaths: [], containersPerPod: 1, textLength: 100 });
  const answer = await ask('PUT', '/manifests/web', MANIFEST.replace('busybox', 'team/busybox'));
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('foreign images');
  expect(delivered.flat()).toEqual([]);
});
