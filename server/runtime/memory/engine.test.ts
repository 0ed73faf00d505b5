import { describe, expect, it } from 'vitest';
import { RuntimeError, type RuntimeEvent, type RuntimeService } from '@/server/kubelet/runtime-service';
import { containerConfig, sandboxConfig } from '../contract/pods';
import { createMemoryRuntime, RuntimeFaults } from './index';
import { ManualClock } from './manual-clock';

const pod = { podUid: 'u', podName: 'p-worker1', podNamespace: 'default' };
const images = { pause: 'k8s.gcr.io/pause:3.2', app: 'busybox:1.35', broken: '' };
const ownership = { lab: 'l', node: 'worker1' };

function make(more: Partial<Parameters<typeof createMemoryRuntime>[0]> = {}) {
  const clock = new ManualClock();
  const faults = new RuntimeFaults();
  return { clock, faults, runtime: createMemoryRuntime({ clock, faults, ownership, ...more }) };
}

async function run(runtime: RuntimeService, command: string[], labels: Record<string, string> = {}): Promise<string> {
  const { id: sandboxId } = await runtime.runSandbox(sandboxConfig(pod, images));
  const id = await runtime.createContainer(containerConfig(pod, images, sandboxId, command, { labels }));
  await runtime.startContainer(id);
  return id;
}

describe('time', () => {
  it('passes only on the clock: a program ends when its time is over', async () => {
    const { runtime, clock } = make();
    const started = clock.now();
    const id = await run(runtime, ['sh', '-c', 'sleep 10; exit 5']);
    await clock.advance(9_999);
    expect((await runtime.inspect(id)).state).toBe('running');
    await clock.advance(1);
    expect(await runtime.inspect(id)).toMatchObject({
      state: 'exited',
      exitCode: 5,
      startedAt: started,
      finishedAt: started + 10_000,
    });
  });

  it('a deaf program is killed when the grace period ends, not before', async () => {
    const { runtime, clock } = make();
    const id = await run(runtime, ['sleep', '3600']);
    const stopping = runtime.stopContainer(id, 30);
    await clock.advance(29_999);
    expect((await runtime.inspect(id)).state).toBe('running');
    await clock.advance(1);
    await stopping;
    expect((await runtime.inspect(id)).exitCode).toBe(137);
  });

  it('a trap behind a running command waits for it', async () => {
    const { runtime, clock } = make();
    const id = await run(runtime, ['sh', '-c', "trap 'exit 3' TERM; sleep 10; sleep 100"]);
    await clock.advance(4_000);
    const stopping = runtime.stopContainer(id, 30);
    await clock.advance(6_000);
    await stopping;
    expect(await runtime.inspect(id)).toMatchObject({ exitCode: 3, finishedAt: clock.now() });
  });
});

it('keeps the termination message', async () => {
  const { runtime, clock } = make();
  const path = '/dev/termination-log';
  const labels = { 'annotation.io.kubernetes.container.terminationMessagePath': path };
  const id = await run(runtime, ['sh', '-c', `echo gone > ${path}; exit 1`], labels);
  await clock.advance(0);
  expect(await runtime.inspect(id)).toMatchObject({ exitCode: 1, message: 'gone\n' });
});

it('gives each sandbox an address of its own and reuses what is free', async () => {
  const { runtime } = make();
  const addresses: (string | undefined)[] = [];
  for (let attempt = 0; attempt < 300; attempt++) {
    addresses.push((await runtime.runSandbox(sandboxConfig({ ...pod, podUid: `u${attempt}` }, images))).ip);
  }
  expect(new Set(addresses).size).toBe(300);
  expect(addresses[0]).toBe('172.17.0.2');
  const [second] = (await runtime.list()).filter(({ podUid }) => podUid === 'u1');
  await runtime.removeSandbox(second?.id ?? '');
  expect((await runtime.runSandbox(sandboxConfig(pod, images))).ip).toBe(addresses[1]);
});

it('pulls what it was given as absent', async () => {
  const { runtime } = make({ images: [{ ref: 'web:1', present: false, user: '1000' }] });
  expect(await runtime.imageStatus('web:1')).toBeNull();
  const pulled = await runtime.pullImage('web:1');
  expect(pulled).toMatchObject({ repoTags: ['web:1'], user: '1000' });
  expect(await runtime.imageStatus('web:1')).toEqual(pulled);
  await expect(runtime.pullImage('web:2')).rejects.toMatchObject({ errorClass: 'ImagePull' });
});

describe('faults', () => {
  it('a planned one hits its method, as often as planned, and has no effect besides', async () => {
    const { runtime, faults } = make();
    const error = new RuntimeError('Create', 'planned');
    faults.fail('runSandbox', error, 2);
    const config = sandboxConfig(pod, images);
    await expect(runtime.runSandbox(config)).rejects.toBe(error);
    expect(await runtime.list()).toEqual([]);
    await expect(runtime.runSandbox(config)).rejects.toBe(error);
    expect((await runtime.runSandbox(config)).state).toBe('running');
  });

  async function collected(runtime: RuntimeService) {
    const controller = new AbortController();
    const types: RuntimeEvent['type'][] = [];
    const done = (async () => {
      for await (const { type } of runtime.events(controller.signal)) types.push(type);
    })();
    await new Promise(setImmediate);
    return {
      types,
      stop: async () => {
        controller.abort();
        await done;
      },
    };
  }

  it('unavailable: every call says so, the stream breaks and comes back with resync, containers live on', async () => {
    const { runtime, faults } = make();
    const id = await run(runtime, ['nginx']);
    const { types, stop } = await collected(runtime);
    faults.setUnavailable(true);
    const unavailable = { errorClass: 'Unavailable' };
    await expect(runtime.list()).rejects.toMatchObject(unavailable);
    await expect(runtime.version()).rejects.toMatchObject(unavailable);
    await expect(runtime.stopContainer(id, 1)).rejects.toMatchObject(unavailable);
    faults.setUnavailable(false);
    await new Promise(setImmediate);
    expect((await runtime.inspect(id)).state).toBe('running');
    await stop();
    expect(types).toEqual(['resync', 'resync']);
  });

  it('dropped events never arrive; the listing still tells the truth', async () => {
    const { runtime, faults } = make();
    const { types, stop } = await collected(runtime);
    faults.dropEvents = true;
    const id = await run(runtime, ['nginx']);
    await runtime.killContainer(id);
    await stop();
    expect(types).toEqual(['resync']);
    expect((await runtime.inspect(id)).state).toBe('exited');
  });
});
