// Promises about what is seen of containers from outside: logs, ports, figures.
import { stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { LogOptions } from '@/server/kubelet/runtime-service';
import { type Context, FOREVER, withClass } from './context';

const PLAIN: LogOptions = { follow: false, timestamps: false };
const never = new AbortController().signal;
const TALKER = ['sh', '-c', 'echo one; echo two >&2; echo three; trap "exit 3" TERM; sleep 3600 & wait'];

/** To its end, or until there are so many lines. */
async function textOf(bytes: AsyncIterable<Uint8Array>, enough = Number.POSITIVE_INFINITY): Promise<string> {
  let text = '';
  for await (const part of bytes) {
    text += new TextDecoder().decode(part);
    if (text.split('\n').length > enough) break;
  }
  return text;
}

/** Logs. */
export function containerLog(context: () => Context): void {
  const talker = async () => {
    const { sandbox, container, runtime } = context();
    const id = await container((await sandbox()).id, TALKER);
    // stdout and stderr are two pipes: which of two lines that come at once is first, nobody promises.
    const all = await textOf(await runtime.logs(id, { ...PLAIN, follow: true }, never), 3);
    expect(all.split('\n').sort()).toEqual(['', 'one', 'three', 'two']);
    return { id, runtime };
  };
  const lines = async (text: Promise<string>) => (await text).split('\n').slice(0, -1);

  it('is all that was printed, or its last lines, with times where they are wanted', async () => {
    const { id, runtime } = await talker();
    const read = async (more: Partial<LogOptions>) =>
      await textOf(await runtime.logs(id, { ...PLAIN, ...more }, never));
    expect(await lines(read({}))).toHaveLength(3);
    expect(await lines(read({ tailLines: 2 }))).toHaveLength(2);
    expect(await read({ tailLines: 0 })).toBe('');
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z (one|two|three)$/;
    for (const line of await lines(read({ timestamps: true }))) expect(line).toMatch(time);
  });

  it('leaves out what is older than `since`', async () => {
    const { id, runtime } = await talker();
    const { startedAt } = await runtime.inspect(id);
    const read = async (since: number) => await textOf(await runtime.logs(id, { ...PLAIN, since }, never));
    expect(await lines(read((startedAt ?? 0) - 60_000))).toHaveLength(3);
    expect(await read((startedAt ?? 0) + 3_600_000)).toBe('');
  });

  it('is followed until the container ends, or nobody wants it any more', async () => {
    const { id, runtime } = await talker();
    const leaving = new AbortController();
    const left = textOf(await runtime.logs(id, { ...PLAIN, follow: true, tailLines: 0 }, leaving.signal));
    leaving.abort();
    expect(await left).toBe('');
    const followed = textOf(await runtime.logs(id, { ...PLAIN, follow: true }, never));
    await runtime.killContainer(id);
    expect(await lines(followed)).toHaveLength(3);
    expect(await lines(textOf(await runtime.logs(id, PLAIN, never)))).toHaveLength(3);
  });

  it('of what is gone or foreign is NotFound', async () => {
    const { runtime, sandbox, container } = context();
    const id = await container((await sandbox()).id, FOREVER);
    await runtime.removeContainer(id);
    await expect(runtime.logs(id, PLAIN, never)).rejects.toEqual(withClass('NotFound'));
  });
}

/** Ports. */
export function sandboxPorts(context: () => Context): void {
  it('that nobody listens on refuse: Start', async () => {
    const { runtime, sandbox } = context();
    const { id } = await sandbox();
    await expect(runtime.portForward(id, 9)).rejects.toMatchObject({
      errorClass: 'Start',
      message: expect.stringMatching(/^exit status 1: .*ECONNREFUSED/),
    });
  });

  it('need a running sandbox', async () => {
    const { runtime, sandbox } = context();
    const { id } = await sandbox();
    await runtime.stopSandbox(id);
    await expect(runtime.portForward(id, 80)).rejects.toEqual(withClass('Conflict'));
    await runtime.removeSandbox(id);
    await expect(runtime.portForward(id, 80)).rejects.toEqual(withClass('NotFound'));
  });
}

/** Figures. */
export function figures(context: () => Context): void {
  it('tell what a running container uses', async () => {
    const { runtime, sandbox, container } = context();
    const { id: sandboxId } = await sandbox();
    const id = await container(sandboxId, FOREVER);
    for (const one of [sandboxId, id]) {
      const { at, cpu, memory, tasks } = await runtime.stats(one);
      expect(at).toBeGreaterThan(0);
      expect(tasks).toBeGreaterThan(0);
      expect(memory.usage).toBeGreaterThanOrEqual(memory.workingSet);
      for (const value of [...Object.values(cpu), ...Object.values(memory)]) expect(value).toBeGreaterThanOrEqual(0);
    }
    const layer = await runtime.writableLayer(id);
    if ('directory' in layer) expect((await stat(layer.directory)).isDirectory()).toBe(true);
    else expect(layer.usedBytes).toBeGreaterThanOrEqual(0);
  });

  it('of what does not run are a Conflict, of what is gone NotFound', async () => {
    const { runtime, sandbox, container, dead } = context();
    const id = await container((await sandbox()).id, ['true']);
    await dead(id);
    await expect(runtime.stats(id)).rejects.toEqual(withClass('Conflict'));
    await runtime.removeContainer(id);
    await expect(runtime.stats(id)).rejects.toEqual(withClass('NotFound'));
    await expect(runtime.writableLayer(id)).rejects.toEqual(withClass('NotFound'));
  });
}
