// Promises about sandboxes.
import { expect, it } from 'vitest';
import { LAB_LABEL, NODE_LABEL } from '@/server/kubelet/runtime-service';
import { type Context, FOREVER, withClass } from './context';
import { sandboxConfig } from './pods';

/** A sandbox from its start to its removal. */
export function sandboxLife(context: () => Context): void {
  it('runs with an address, its name and its labels', async () => {
    const { runtime, pod, ownership, sandbox } = context();
    const before = Date.now();
    const record = await sandbox();
    expect(record).toMatchObject({
      kind: 'sandbox',
      state: 'running',
      name: `k8s_POD_${pod.podName}_default_${pod.podUid}_0`,
      containerName: 'POD',
      attempt: 0,
      ...pod,
      hostNetwork: false,
      exitCode: 0,
      error: '',
      oomKilled: false,
      finishedAt: null,
    });
    expect(record.ip).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(record.pid).toBeGreaterThan(0);
    expect(record.startedAt).toBeGreaterThanOrEqual(record.createdAt);
    expect(record.createdAt).toBeGreaterThanOrEqual(before - 1_000);
    expect(record.createdAtNano).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/);
    expect(record.labels).toMatchObject({ app: 'contract', [LAB_LABEL]: ownership.lab, [NODE_LABEL]: ownership.node });
    expect(await runtime.inspect(record.id)).toEqual(record);
  });

  it('is listed with what a listing knows', async () => {
    const { runtime, pod, sandbox } = context();
    const { id, createdAt } = await sandbox();
    const rows = await runtime.list();
    expect(rows).toEqual([expect.objectContaining({ id, kind: 'sandbox', state: 'running', attempt: 0, ...pod })]);
    expect(rows[0]?.createdAt).toBe(Math.floor(createdAt / 1000) * 1000);
  });

  it('stops, has no address then, and stopping again does nothing', async () => {
    const { runtime, sandbox } = context();
    const { id } = await sandbox();
    await runtime.stopSandbox(id);
    await runtime.stopSandbox(id);
    expect(await runtime.inspect(id)).toMatchObject({ state: 'exited', ip: '', exitCode: 0 });
    expect((await runtime.list()).map(({ state }) => state)).toEqual(['exited']);
  });

  it('is removed together with every own container that joined it, running or not', async () => {
    const { runtime, sandbox, container } = context();
    const { id } = await sandbox();
    await container(id, FOREVER, { containerName: 'a' });
    await container(id, ['true'], { containerName: 'b' });
    await runtime.removeSandbox(id);
    expect(await runtime.list()).toEqual([]);
    await runtime.removeSandbox(id);
  });
}

/** Who shares its address. */
export function sandboxNetwork(context: () => Context): void {
  it('shares its network with the containers of its pod', async () => {
    const { engine, sandbox, container } = context();
    const { id, ip } = await sandbox();
    const a = await container(id, FOREVER, { containerName: 'a' });
    const b = await container(id, FOREVER, { containerName: 'b' });
    expect(ip).toBeTruthy();
    for (const member of [a, b]) expect(await engine.addressesIn(member)).toContain(ip);
  });

  it('has no address of its own in the network of the host', async () => {
    const { runtime, engine, pod } = context();
    const record = await runtime.runSandbox(sandboxConfig(pod, engine.images, { hostNetwork: true, hostname: '' }));
    expect(record).toMatchObject({ state: 'running', hostNetwork: true, ip: '' });
  });
}

/** What is left when it does not start. */
export function sandboxFailures(context: () => Context): void {
  it('fails with Create when its image is missing, and leaves nothing', async () => {
    const { runtime, engine, pod } = context();
    const config = sandboxConfig(pod, engine.images, { image: 'kulissen-test/absent:1' });
    await expect(runtime.runSandbox(config)).rejects.toEqual(withClass('Create'));
    expect(await runtime.list()).toEqual([]);
  });

  it('that was created and does not start is left behind, and the error is Start', async () => {
    const { runtime, engine, pod } = context();
    const config = sandboxConfig(pod, engine.images, { image: engine.images.broken });
    await expect(runtime.runSandbox(config)).rejects.toEqual(withClass('Start'));
    const [left, ...others] = await runtime.list();
    expect(others).toEqual([]);
    expect(left).toMatchObject({ kind: 'sandbox', state: 'created' });
    expect(await runtime.inspect(left?.id ?? '')).toMatchObject({ state: 'exited', exitCode: 127, ip: '' });
  });
}
