// Promises about the event stream.
import { expect, it, vi } from 'vitest';
import type { RuntimeEvent, RuntimeService } from '@/server/kubelet/runtime-service';
import { type Context, FOREVER, PATIENCE } from './context';
import { podLabels } from './pods';

/** Collects in the background until aborted. */
function collect(runtime: RuntimeService) {
  const controller = new AbortController();
  const events: RuntimeEvent[] = [];
  const done = (async () => {
    for await (const event of runtime.events(controller.signal)) events.push(event);
  })();
  return { events, stop: () => controller.abort(), done };
}

/** First resync, then hints about what is ours. */
export function events(context: () => Context): void {
  it('begin with resync, tell a life in order, and end with the signal', async () => {
    const { runtime, pod, sandbox, container } = context();
    const { events, stop, done } = collect(runtime);
    await vi.waitFor(() => expect(events[0]?.type).toBe('resync'), PATIENCE);
    const { id: sandboxId } = await sandbox();
    const id = await container(sandboxId, FOREVER);
    await runtime.killContainer(id);
    await runtime.removeContainer(id);
    const life = ['create', 'start', 'kill', 'die', 'destroy'];
    const typesOf = () => events.filter((event) => event.id === id).map(({ type }) => type);
    await vi.waitFor(() => expect(typesOf()).toEqual(life), PATIENCE);
    const own = events.filter((event) => event.id !== undefined);
    expect(own.find(({ type }) => type === 'die')?.exitCode).toBe(137);
    expect(new Set(own.map(({ podUid }) => podUid))).toEqual(new Set([pod.podUid]));
    for (const { at } of own) expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
    stop();
    await done;
  });

  it('tell nothing about what is not ours', async () => {
    const { runtime, engine, pod, sandbox } = context();
    const { events, stop, done } = collect(runtime);
    await vi.waitFor(() => expect(events[0]?.type).toBe('resync'), PATIENCE);
    const foreign = await engine.startForeign(`contract-silent-${pod.podUid}`, podLabels(pod, 'container', 'c'));
    const { id } = await sandbox();
    await vi.waitFor(() => expect(events.filter((event) => event.id === id)).toHaveLength(2), PATIENCE);
    expect(events.some((event) => event.id === foreign)).toBe(false);
    stop();
    await done;
  });

  it('never begin when the signal is already aborted', async () => {
    const seen: RuntimeEvent[] = [];
    for await (const event of context().runtime.events(AbortSignal.abort())) seen.push(event);
    expect(seen).toEqual([]);
  });
}
