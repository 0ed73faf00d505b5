import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '@/server/kubelet/clock';
import type { RuntimeEvent } from '@/server/kubelet/runtime-service';
import { containerConfig, sandboxConfig } from '../contract/pods';
import { provideTestImages, SOCKET, TEST_IMAGES } from './engine-fixture';
import { EngineProxy } from './engine-proxy';
import { createDockerRuntime } from './index';

const PATIENCE = { timeout: 10_000, interval: 20 };
/** Deadlines and pings at a twentieth of their length. */
const hasty: Clock = { ...systemClock, after: (ms, fn) => systemClock.after(ms / 20, fn) };
const pod = { podUid: 'faults-1', podName: 'faults-worker1', podNamespace: 'default' };

describe('an engine that goes away', () => {
  const ownership = { lab: `faults-${process.pid}`, node: 'worker1' };
  let folder: string;
  let proxy: EngineProxy;
  let controller: AbortController;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kulissen-proxy-'));
    proxy = new EngineProxy(join(folder, 'docker.sock'), SOCKET);
    await proxy.open();
    controller = new AbortController();
  });
  afterEach(async () => {
    controller.abort();
    await proxy.cut();
    await rm(folder, { recursive: true });
  });

  const runtimeOn = (socketPath: string, clock = systemClock) =>
    createDockerRuntime({ socketPath, ownership, onWarning: () => undefined, clock });

  function collect(clock = systemClock): RuntimeEvent[] {
    const events: RuntimeEvent[] = [];
    const run = async () => {
      for await (const event of runtimeOn(proxy.socketPath, clock).events(controller.signal)) events.push(event);
    };
    void run();
    return events;
  }

  it('is Unavailable in words that name the socket, and comes back', async () => {
    const runtime = runtimeOn(proxy.socketPath);
    expect(await runtime.list()).toEqual([]);
    await proxy.cut();
    const unavailable = {
      errorClass: 'Unavailable',
      message: `Cannot connect to the Docker daemon at unix://${proxy.socketPath}. Is the docker daemon running?`,
    };
    await expect(runtime.list()).rejects.toMatchObject(unavailable);
    await expect(runtime.version()).rejects.toMatchObject(unavailable);
    await expect(runtime.removeContainer('a'.repeat(64))).rejects.toMatchObject(unavailable);
    await expect(runtime.imageStatus('nginx')).rejects.toMatchObject(unavailable);
    await expect(runtime.pullImage('nginx')).rejects.toMatchObject(unavailable);
    await proxy.open();
    expect(await runtime.list()).toEqual([]);
    expect(await runtime.version()).toMatchObject({ name: 'docker' });
  });

  it('breaks calls that are under way', async () => {
    await provideTestImages();
    const runtime = runtimeOn(proxy.socketPath);
    const direct = runtimeOn(SOCKET);
    const sandbox = await runtime.runSandbox(sandboxConfig(pod, TEST_IMAGES));
    const id = await runtime.createContainer(containerConfig(pod, TEST_IMAGES, sandbox.id, ['sleep', '3600']));
    await runtime.startContainer(id);
    const events = collect();
    await vi.waitFor(() => expect(events).toHaveLength(1), PATIENCE);
    const stopping = expect(runtime.stopContainer(id, 30)).rejects.toMatchObject({ errorClass: 'Unavailable' });
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toContain('kill'), PATIENCE);
    await proxy.cut();
    await stopping;
    await direct.removeSandbox(sandbox.id);
    expect(await direct.list()).toEqual([]);
  });

  it('ends the event stream, which comes back with resync', async () => {
    const events = collect();
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(['resync']), PATIENCE);
    await proxy.cut();
    await proxy.open();
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(['resync', 'resync']), PATIENCE);
  });

  it('lets the event stream wait for an engine that is not there yet', async () => {
    await proxy.cut();
    const events = collect();
    await expect(runtimeOn(proxy.socketPath).list()).rejects.toMatchObject({ errorClass: 'Unavailable' });
    expect(events).toEqual([]);
    await proxy.open();
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(['resync']), PATIENCE);
  });

  it('is noticed when it hangs with the event stream open', async () => {
    const events = collect(hasty);
    await vi.waitFor(() => expect(events).toHaveLength(1), PATIENCE);
    proxy.silence();
    // Nothing but a question can show it: wait until the stream has been given up and somebody tries again.
    const before = proxy.accepted;
    await vi.waitFor(() => expect(proxy.accepted).toBeGreaterThan(before + 1), PATIENCE);
    proxy.speak();
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(['resync', 'resync']), PATIENCE);
  });

  it('that answers nothing runs into the deadline', async () => {
    const runtime = runtimeOn(proxy.socketPath, hasty);
    await runtime.list();
    proxy.silence();
    await expect(runtime.list()).rejects.toMatchObject({
      errorClass: 'Unavailable',
      message: 'operation timeout: context deadline exceeded',
    });
  });
});
