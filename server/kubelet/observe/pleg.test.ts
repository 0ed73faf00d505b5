import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { containerConfig, sandboxConfig } from '@/server/runtime/contract/pods';
import { createMemoryRuntime, MemoryEngine } from '@/server/runtime/memory';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import { Pleg } from './pleg';

const POD = { podUid: 'uid', podName: 'web-node1', podNamespace: 'default' };
const IMAGES = { pause: 'k8s.gcr.io/pause:3.2', app: 'busybox:1.35', broken: 'busybox:1.35' };

describe('a death while a worker acts on the pod', () => {
  const clock = new ManualClock();
  let ended: AbortController;
  let acting: boolean;
  let deaths: string[];
  let id: string;
  let engine: MemoryEngine;

  beforeEach(async () => {
    ended = new AbortController();
    acting = true;
    deaths = [];
    engine = new MemoryEngine(clock);
    const runtime = createMemoryRuntime({ clock, ownership: { lab: 'test', node: 'node1' }, engine });
    const sandbox = await runtime.runSandbox(sandboxConfig(POD, IMAGES));
    id = await runtime.createContainer(containerConfig(POD, IMAGES, sandbox.id, ['sleep', '3600']));
    await runtime.startContainer(id);
    const listed = vi.fn((events: { what: string; record: { id: string } }[]) => {
      for (const { what, record } of events) if (what === 'ContainerDied') deaths.push(record.id);
    });
    const listener = { listed, failed: () => undefined };
    const pleg = new Pleg({ runtime, clock, listener, isBusy: () => false, isActing: () => acting });
    pleg.start(ended.signal);
    await vi.waitFor(() => expect(listed).toHaveBeenCalledTimes(2));
  });
  afterEach(() => ended.abort());

  it('is left to the worker, who lists when it is done, but not for longer than a moment', async () => {
    engine.kill(id);
    // The event is on its way: time stands still, and still nothing is listed.
    for (let turn = 0; turn < 20; turn += 1) await clock.advance(0);
    expect(deaths).toEqual([]);
    await clock.advance(250);
    await vi.waitFor(() => expect(deaths).toEqual([id]));
  });

  it('is found out at once where nobody acts', async () => {
    acting = false;
    engine.kill(id);
    await vi.waitFor(() => expect(deaths).toEqual([id]));
  });
});
