// A real engine whose answers get lost, come half or never: the kubelet ends where its manifests want it, and nothing has a double.
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDockerRuntime } from '@/server/runtime/docker';
import { provideTestImages, SOCKET, TEST_IMAGES } from '@/server/runtime/docker/engine-fixture';
import { EngineProxy } from '@/server/runtime/docker/engine-proxy';
import { systemClock } from './clock';
import { createKubelet, type Kubelet } from './index';
import { testConfig } from './kubelet-fixture';
import { LAB_LABEL } from './runtime-service';

const PATIENCE = { timeout: 60_000, interval: 100 };
const docker = new Docker({ socketPath: SOCKET });

const manifest = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: {
    terminationGracePeriodSeconds: 2,
    containers: [
      {
        name: 'c',
        image: TEST_IMAGES.app,
        imagePullPolicy: 'IfNotPresent',
        command: ['sh', '-c', 'trap "exit 0" TERM; sleep 100000 & wait'],
      },
    ],
  },
};

describe('answers of the engine that do not arrive whole', () => {
  let home: string;
  let proxy: EngineProxy;
  let kubelet: Kubelet;
  let ended: AbortController;
  let lab: string;

  beforeEach(async () => {
    await provideTestImages();
    home = await mkdtemp(join(tmpdir(), 'kulissen-spoiled-'));
    await mkdir(join(home, 'manifests'));
    lab = `spoiled-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
    proxy = new EngineProxy(join(home, 'docker.sock'), SOCKET);
    await proxy.open();
    const base = testConfig(home, 'spoiled1', lab);
    const config = { ...base, flags: { ...base.flags, 'pod-infra-container-image': TEST_IMAGES.pause } };
    const { ownership } = config;
    const runtime = createDockerRuntime({ socketPath: proxy.socketPath, ownership, onWarning: () => undefined });
    kubelet = createKubelet(config, { runtime, clock: systemClock, pid: process.pid });
    ended = new AbortController();
  });
  afterEach(async () => {
    ended.abort();
    await kubelet.done;
    for (const { Id } of await ours()) await docker.getContainer(Id).remove({ force: true, v: true });
    await proxy.cut();
    await rm(home, { recursive: true, force: true });
  });

  const start = () => kubelet.start(ended.signal);
  async function apply(): Promise<void> {
    await writeFile(join(home, 'manifests/.web'), JSON.stringify(manifest));
    await rename(join(home, 'manifests/.web'), join(home, 'manifests/web.json'));
  }
  const ours = () => docker.listContainers({ all: true, filters: { label: [`${LAB_LABEL}=${lab}`] } });
  const running = async () =>
    (await ours())
      .filter(({ State }) => State === 'running')
      .map(({ Labels }) => Labels['io.kubernetes.container.name'] ?? '')
      .sort();
  const isWell = async () => {
    expect(kubelet.pods()[0]?.status?.phase).toBe('Running');
    expect(kubelet.pods()[0]?.status?.containerStatuses?.[0]?.ready).toBe(true);
    expect(await running()).toEqual(['POD', 'c']);
  };

  it.each([
    ['a sandbox was created, and the answer was lost', /^POST \S*\/containers\/create\?name=k8s_POD_/, 'lose'],
    ['a container was created, and the answer was lost', /^POST \S*\/containers\/create\?name=k8s_c_/, 'lose'],
    ['a container was started, and the answer was lost', /^POST \S*\/containers\/[0-9a-f]{64}\/start/, 'lose'],
    ['the answer to a create was cut in half', /^POST \S*\/containers\/create\?name=k8s_c_/, 'halve'],
    ['listings were cut in half', /^GET \S*\/containers\/json/, 'halve'],
    ['inspections were cut in half', /^GET \S*\/containers\/[0-9a-f]{64}\/json/, 'halve'],
  ] as const)('%s: the pod runs, once', async (_, request, what) => {
    proxy.spoil(request, what);
    await start();
    await apply();
    await vi.waitFor(isWell, PATIENCE);
    expect(proxy.spoiled).toBeGreaterThan(0);
  });

  it('events that never come: the beat finds out', async () => {
    proxy.spoil(/^GET \S*\/events/, 'deafen', 100);
    await start();
    await apply();
    await vi.waitFor(isWell, PATIENCE);
    const app = (await ours()).find(({ Labels }) => Labels['io.kubernetes.container.name'] === 'c');
    await docker.getContainer(app?.Id ?? '').kill();
    await vi.waitFor(async () => {
      expect(kubelet.pods()[0]?.status?.containerStatuses?.[0]?.restartCount).toBe(1);
      await isWell();
    }, PATIENCE);
  });

  it('the answer to a removal was lost: nothing stays', async () => {
    await start();
    await apply();
    await vi.waitFor(isWell, PATIENCE);
    proxy.spoil(/^(POST \S*\/stop|DELETE )/, 'lose', 3);
    await rm(join(home, 'manifests/web.json'));
    await vi.waitFor(async () => expect(await ours()).toEqual([]), PATIENCE);
  });
});
