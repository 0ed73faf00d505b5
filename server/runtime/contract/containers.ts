// Promises about app containers.
import { expect, it } from 'vitest';
import { type Context, DEAF, FOREVER, withClass } from './context';
import { containerConfig } from './pods';

/** Creating and starting. */
export function containerStart(context: () => Context): void {
  it('is created, then started, with name, attempt, hash and sandbox from its configuration', async () => {
    const { runtime, engine, pod, sandbox } = context();
    const { id: sandboxId } = await sandbox();
    const image = await runtime.imageStatus(engine.images.app);
    const config = containerConfig(pod, { ...engine.images, app: image?.id ?? '' }, sandboxId, FOREVER, { attempt: 2 });
    const id = await runtime.createContainer(config);
    expect(await runtime.inspect(id)).toMatchObject({
      state: 'created',
      startedAt: null,
      finishedAt: null,
      exitCode: 0,
    });
    await runtime.startContainer(id);
    await runtime.startContainer(id);
    const record = await runtime.inspect(id);
    expect(record).toMatchObject({
      name: `k8s_c_${pod.podName}_default_${pod.podUid}_2`,
      kind: 'container',
      containerName: 'c',
      attempt: 2,
      sandboxId,
      hash: '1e0f8faf',
      state: 'running',
      finishedAt: null,
      image: engine.images.app,
      imageId: `docker://${image?.id}`,
    });
    expect(record.startedAt).toBeGreaterThanOrEqual(record.createdAt);
    expect(record).not.toHaveProperty('ip');
  });

  it('is described in the words of docker inspect', async () => {
    const { runtime, sandbox, container } = context();
    const id = await container((await sandbox()).id, FOREVER);
    const record = await runtime.inspect(id);
    expect(await runtime.describe(id)).toMatchObject({
      Id: id,
      Name: `/${record.name}`,
      State: { Status: 'running', Running: true, ExitCode: 0 },
      Config: { Labels: record.labels },
    });
    await runtime.removeContainer(id);
    await expect(runtime.describe(id)).rejects.toEqual(withClass('NotFound'));
  });

  it('does not start in a dead sandbox', async () => {
    const { runtime, sandbox, container } = context();
    const { id } = await sandbox();
    await runtime.stopSandbox(id);
    await expect(container(id, FOREVER)).rejects.toEqual(withClass('Start'));
  });
}

/** Ends of its own. */
export function containerEnd(context: () => Context): void {
  it.each([
    { command: ['true'], exitCode: 0 },
    { command: ['false'], exitCode: 1 },
    { command: ['sh', '-c', 'exit 42'], exitCode: 42 },
    { command: ['sh', '-c', 'nosuchcommand'], exitCode: 127 },
    { command: ['sh', '-c', 'false || true && sleep 0.1; exit 7'], exitCode: 7 },
  ])('ends with its own exit code: $command', async ({ command, exitCode }) => {
    const { sandbox, container, dead, runtime } = context();
    const id = await container((await sandbox()).id, command);
    const record = await dead(id);
    expect(record).toMatchObject({ exitCode, oomKilled: false, error: '', pid: 0 });
    // Not startedAt: docker takes that time after the start, and a short life may have ended by then.
    expect(record.startedAt).toBeGreaterThanOrEqual(record.createdAt);
    expect(record.finishedAt).toBeGreaterThanOrEqual(record.createdAt);
    expect((await runtime.list()).find((row) => row.id === id)?.state).toBe('exited');
  });

  it('that cannot start throws Start with the engine’s words, and stays with exit code and error', async () => {
    const { runtime, sandbox, container } = context();
    const { id: sandboxId } = await sandbox();
    const words = /^Error response from daemon: .*"nosuchbinary": executable file not found in \$PATH/;
    await expect(container(sandboxId, ['nosuchbinary'])).rejects.toMatchObject({
      errorClass: 'Start',
      message: expect.stringMatching(words),
    });
    const row = (await runtime.list()).find(({ kind }) => kind === 'container');
    expect(row?.state).toBe('created');
    expect(await runtime.inspect(row?.id ?? '')).toMatchObject({
      state: 'exited',
      exitCode: 127,
      startedAt: null,
      finishedAt: null,
      error: expect.stringContaining('executable file not found'),
    });
  });
}

/** Ends that others bring. */
export function containerStop(context: () => Context): void {
  it('gets SIGTERM first: one that handles it ends with its own code, at once', async () => {
    const { runtime, sandbox, container } = context();
    const id = await container((await sandbox()).id, FOREVER);
    const started = performance.now();
    await runtime.stopContainer(id, 30);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await runtime.inspect(id)).toMatchObject({ state: 'exited', exitCode: 3 });
    await runtime.stopContainer(id, 30);
  });

  it('gets SIGKILL after the grace period: 137', async () => {
    const { runtime, sandbox, container } = context();
    const id = await container((await sandbox()).id, DEAF);
    const started = performance.now();
    await runtime.stopContainer(id, 1);
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(await runtime.inspect(id)).toMatchObject({ state: 'exited', exitCode: 137 });
  });

  it('is killed at once by killContainer; a dead one is a Conflict', async () => {
    const { runtime, sandbox, container, dead } = context();
    const id = await container((await sandbox()).id, FOREVER);
    await runtime.killContainer(id);
    expect(await dead(id)).toMatchObject({ exitCode: 137, oomKilled: false });
    await expect(runtime.killContainer(id)).rejects.toEqual(withClass('Conflict'));
  });

  it('survives its dead sandbox', async () => {
    const { runtime, sandbox, container } = context();
    const { id: sandboxId } = await sandbox();
    const id = await container(sandboxId, FOREVER);
    await runtime.killContainer(sandboxId);
    expect((await runtime.inspect(sandboxId)).exitCode).toBe(137);
    expect((await runtime.inspect(id)).state).toBe('running');
  });

  it('is removed by force', async () => {
    const { runtime, sandbox, container } = context();
    const { id: sandboxId } = await sandbox();
    const id = await container(sandboxId, FOREVER);
    await runtime.removeContainer(id);
    await runtime.removeContainer(id);
    expect((await runtime.list()).map((row) => row.id)).toEqual([sandboxId]);
  });
}
