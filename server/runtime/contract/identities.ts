// Promises about what is gone, whose a name is, and whose a container is.
import { expect, it } from 'vitest';
import { LAB_LABEL, NODE_LABEL } from '@/server/kubelet/runtime-service';
import { type Context, FOREVER, withClass } from './context';
import { podLabels, sandboxConfig } from './pods';

/** Ids that name nothing. */
export function gone(context: () => Context): void {
  const GONE = 'f'.repeat(64);

  it.each(['inspect', 'startContainer', 'killContainer'] as const)('%s throws NotFound', async (method) => {
    await expect(context().runtime[method](GONE)).rejects.toEqual(withClass('NotFound'));
  });

  it('stopping and removing it is no error', async () => {
    const { runtime } = context();
    await runtime.stopContainer(GONE, 1);
    await runtime.stopSandbox(GONE);
    await runtime.removeContainer(GONE);
    await runtime.removeSandbox(GONE);
  });

  it('exists for nobody; what is there exists, dead and foreign ones included', async () => {
    const { runtime, engine, ownership, sandbox } = context();
    const own = await sandbox();
    await runtime.stopSandbox(own.id);
    const foreign = await engine.startForeign(`exists-${ownership.lab}`, {});
    expect(await Promise.all([GONE, own.id, foreign].map((id) => runtime.exists(id)))).toEqual([false, true, true]);
    expect(await runtime.exists(own.id.slice(0, 12))).toBe(false);
  });

  it('an empty node lists nothing', async () => {
    expect(await context().runtime.list()).toEqual([]);
  });
}

/** Names that are taken. */
export function names(context: () => Context): void {
  it('taken by an own container: that one is replaced', async () => {
    const { runtime, sandbox } = context();
    const first = await sandbox();
    const second = await sandbox();
    expect(second.id).not.toBe(first.id);
    expect(second.name).toBe(first.name);
    expect((await runtime.list()).map(({ id }) => id)).toEqual([second.id]);
  });

  it('taken by a foreign container: it stays, ours gets a suffix, and both parse', async () => {
    const { runtime, engine, pod, sandbox, container } = context();
    const { id: sandboxId } = await sandbox();
    const name = `k8s_c_${pod.podName}_default_${pod.podUid}_1`;
    const foreign = await engine.startForeign(name, podLabels(pod, 'container', 'c'));
    const id = await container(sandboxId, FOREVER, { attempt: 1 });
    const row = (await runtime.list()).find((candidate) => candidate.id === id);
    expect(row?.name).toMatch(new RegExp(`^${name}_[0-9a-f]{8}$`));
    expect(row?.attempt).toBe(1);
    expect(await engine.isRunning(foreign)).toBe(true);
  });

  it('of a sandbox carries its attempt', async () => {
    const { runtime, engine, pod } = context();
    await runtime.runSandbox(sandboxConfig(pod, engine.images, { attempt: 12 }));
    expect((await runtime.list()).map(({ attempt }) => attempt)).toEqual([12]);
  });
}

/** Containers that are not ours. */
export function ownership(context: () => Context): void {
  it('what lacks our labels is not listed, not inspected, and survives everything', async () => {
    const { runtime, engine, pod, ownership } = context();
    const labels = podLabels(pod, 'container', 'c');
    const name = `contract-foreign-${pod.podUid}`;
    const foreign = [
      // Another Kubernetes on the same engine.
      await engine.startForeign(`${name}-k8s`, labels),
      await engine.startForeign(`${name}-lab`, { ...labels, [LAB_LABEL]: 'another', [NODE_LABEL]: ownership.node }),
      await engine.startForeign(`${name}-node`, { ...labels, [LAB_LABEL]: ownership.lab, [NODE_LABEL]: 'worker2' }),
      await engine.startForeign(`${name}-half`, { ...labels, [LAB_LABEL]: ownership.lab }),
    ];
    expect(await runtime.list()).toEqual([]);
    for (const id of foreign) {
      await expect(runtime.inspect(id)).rejects.toEqual(withClass('NotFound'));
      await expect(runtime.killContainer(id)).rejects.toEqual(withClass('NotFound'));
      await expect(runtime.startContainer(id)).rejects.toEqual(withClass('NotFound'));
      await runtime.stopContainer(id, 0);
      await runtime.stopSandbox(id);
      await runtime.removeContainer(id);
      await runtime.removeSandbox(id);
    }
    expect(await Promise.all(foreign.map((id) => engine.isRunning(id)))).toEqual([true, true, true, true]);
  });

  it('a sandbox takes no foreign container along that claims to have joined it', async () => {
    const { runtime, engine, pod, sandbox } = context();
    const { id } = await sandbox();
    const labels = { ...podLabels(pod, 'container', 'c'), 'io.kubernetes.sandbox.id': id };
    const foreign = await engine.startForeign(`contract-claims-${pod.podUid}`, labels);
    await runtime.removeSandbox(id);
    expect(await engine.isRunning(foreign)).toBe(true);
  });

  it('another process with the same ownership adopts what runs', async () => {
    const { engine, ownership, sandbox, container } = context();
    const { id: sandboxId } = await sandbox();
    const next = engine.runtimeFor(ownership);
    expect((await next.list()).map(({ id }) => id)).toEqual([sandboxId]);
    const id = await container(sandboxId, FOREVER);
    await next.killContainer(id);
    await next.removeSandbox(sandboxId);
    expect(await next.list()).toEqual([]);
  });
}
