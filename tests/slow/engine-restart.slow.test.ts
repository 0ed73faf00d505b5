// dockerd is killed under the kubelet's hands and comes back. Upstream: test/e2e_node/docker_test.go, restart_test.go (1.20).
import Docker from 'dockerode';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DebianFiles } from '@/server/runtime/images/debian-files';
import { EngineClient } from '@/server/runtime/images/engine-client';
import { imageArchive } from '@/server/runtime/images/image-archive';
import { busyboxImage, pauseImage } from '@/server/runtime/images/local-images';
import { KubeletProcess } from '../kubelet/kubelet-process';
import { PrivateEngine, whyNoEngine } from './private-engine';

const PAUSE = 'kulissen-test/pause:1';
const APP = 'kulissen-test/busybox:1';
const PODS = ['a', 'b', 'c'];
const PATIENCE = { timeout: 60_000, interval: 250 };
const why = whyNoEngine();
if (why) console.warn(`engine restarts are NOT tested: ${why}`);

const container = {
  name: 'c',
  image: APP,
  imagePullPolicy: 'IfNotPresent',
  command: ['sh', '-c', 'trap "exit 0" TERM; sleep 100000 & wait'],
};

async function loadImages(socket: string): Promise<void> {
  const client = new EngineClient(socket);
  const architecture = await client.architecture();
  const debian = new DebianFiles(true);
  try {
    await client.load(imageArchive(PAUSE, pauseImage(architecture), new Date(0).toISOString()));
    await client.load(imageArchive(APP, await busyboxImage(architecture, debian), new Date(0).toISOString()));
  } finally {
    await debian.close();
  }
}

describe.skipIf(why !== null)('an engine that is killed and comes back', () => {
  let engine: PrivateEngine;
  let kubelet: KubeletProcess;
  let docker: Docker;

  async function given(flags: string[]): Promise<void> {
    engine = new PrivateEngine(flags);
    await engine.start();
    await loadImages(engine.socket);
    docker = new Docker({ socketPath: engine.socket });
    kubelet = new KubeletProcess({
      socket: engine.socket,
      node: 'restart1',
      lab: 'restart',
      flags: [`--pod-infra-container-image=${PAUSE}`],
    });
    await kubelet.start();
    for (const name of PODS) kubelet.apply(name, { terminationGracePeriodSeconds: 2, containers: [container] });
    await vi.waitFor(async () => expect(await ready()).toEqual(PODS), PATIENCE);
  }

  const all = () => docker.listContainers({ all: true });
  const running = async () => (await all()).filter(({ State }) => State === 'running');
  async function ready(): Promise<string[]> {
    const pods = (await kubelet.pods()) ?? [];
    const names = pods.filter(({ status }) => status?.containerStatuses?.every((one) => one.ready) ?? false);
    return names.map(({ metadata }) => metadata.name.replace('-restart1', '')).sort();
  }
  async function eachRunsOnce(): Promise<void> {
    const names = (await running()).map(
      ({ Labels }) => `${Labels['io.kubernetes.pod.name']} ${Labels['io.kubernetes.container.name']}`,
    );
    expect(names.sort()).toEqual(PODS.flatMap((name) => [`${name}-restart1 POD`, `${name}-restart1 c`]));
  }

  afterEach(async () => {
    await kubelet.dispose();
    await engine.start();
    for (const { Id } of await all()) await docker.getContainer(Id).remove({ force: true, v: true });
    await engine.dispose();
  });

  it('with live restore: the same containers go on, and nobody notices', { timeout: 240_000 }, async () => {
    await given(['--live-restore']);
    const before = await running();
    const ids = before.map(({ Id }) => Id).sort();
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      await engine.stop(signal);
      await vi.waitFor(() => expect(kubelet.log).toContain('container runtime is down'), PATIENCE);
      await engine.start();
      await vi.waitFor(async () => expect(await ready()).toEqual(PODS), PATIENCE);
      expect((await running()).map(({ Id }) => Id).sort()).toEqual(ids);
    }
    expect((await all()).length).toBe(before.length);
    const restarts = ((await kubelet.pods()) ?? []).flatMap(({ status }) => status?.containerStatuses ?? []);
    expect(restarts.map(({ restartCount }) => restartCount)).toEqual([0, 0, 0]);
  });

  it('without: every pod runs again, once, in a new sandbox', { timeout: 240_000 }, async () => {
    await given([]);
    const before = new Set((await running()).map(({ Id }) => Id));
    await engine.stop('SIGKILL');
    await engine.start();
    await vi.waitFor(async () => {
      await eachRunsOnce();
      expect(await ready()).toEqual(PODS);
    }, PATIENCE);
    expect((await running()).filter(({ Id }) => before.has(Id))).toEqual([]);
  });

  it('six times in a row: no pod is lost and none has a double', { timeout: 400_000 }, async () => {
    await given([]);
    for (let time = 0; time < 6; time += 1) {
      await engine.stop(time % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      await engine.start();
    }
    await vi.waitFor(
      async () => {
        await eachRunsOnce();
        expect(await ready()).toEqual(PODS);
      },
      { timeout: 120_000, interval: 250 },
    );
  });
});
