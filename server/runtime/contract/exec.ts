// Promises about commands in running containers, and about connecting to a container's own process.
import { expect, it } from 'vitest';
import type { ExecStream, ProcessStream, StreamOptions } from '@/server/kubelet/runtime-service';
import { type Context, FOREVER, withClass } from './context';

const NO_LIMIT = { timeoutSeconds: 0 };
const OUTPUT: StreamOptions = { stdin: false, stdout: true, stderr: true, tty: false };
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const sh = (script: string) => ['sh', '-c', script];

/** Reads until `until` has been seen, or to the end. */
async function read({ output }: ProcessStream, until?: string): Promise<{ stdout: string; stderr: string }> {
  const seen = { stdout: '', stderr: '' };
  for await (const { stream, data } of output) {
    seen[stream] += text(data);
    if (until !== undefined && seen.stdout.includes(until)) break;
  }
  return seen;
}

/** Commands that are waited for. */
export function execSync(context: () => Context): void {
  const inContainer = async () => {
    const { sandbox, container, runtime } = context();
    const id = await container((await sandbox()).id, FOREVER);
    return { id, runtime };
  };

  it.each([
    { script: 'true', result: { exitCode: 0, stdout: '', stderr: '' } },
    { script: 'echo out; echo err >&2; exit 7', result: { exitCode: 7, stdout: 'out\n', stderr: 'err\n' } },
    { script: 'cat /nosuch', result: { exitCode: 1, stdout: '', stderr: expect.stringContaining('No such file') } },
    { script: 'sleep 0.2; echo late', result: { exitCode: 0, stdout: 'late\n', stderr: '' } },
  ])('runs `$script` to its end', async ({ script, result }) => {
    const { id, runtime } = await inContainer();
    const { exitCode, stdout, stderr } = await runtime.execSync(id, sh(script), NO_LIMIT);
    expect({ exitCode, stdout: text(stdout), stderr: text(stderr) }).toEqual(result);
  });

  it('leaves traces for the next command', async () => {
    const { id, runtime } = await inContainer();
    await runtime.execSync(id, ['touch', '/tmp/healthy'], NO_LIMIT);
    expect((await runtime.execSync(id, ['cat', '/tmp/healthy'], NO_LIMIT)).exitCode).toBe(0);
    await runtime.execSync(id, ['rm', '/tmp/healthy'], NO_LIMIT);
    expect((await runtime.execSync(id, ['cat', '/tmp/healthy'], NO_LIMIT)).exitCode).toBe(1);
  });

  it('a command that cannot be started ends with 126 or 127 and the engine’s words', async () => {
    const { id, runtime } = await inContainer();
    const { exitCode, stdout } = await runtime.execSync(id, ['nosuchbinary'], NO_LIMIT);
    expect([126, 127]).toContain(exitCode);
    expect(text(stdout)).toMatch(/^OCI runtime exec failed: .*"nosuchbinary": executable file not found in \$PATH/);
  });

  it('gives up after the time limit, or when its caller does: DeadlineExceeded', async () => {
    const { id, runtime } = await inContainer();
    await expect(runtime.execSync(id, ['sleep', '60'], { timeoutSeconds: 0.1 })).rejects.toEqual(
      withClass('DeadlineExceeded'),
    );
    const caller = new AbortController();
    const waiting = runtime.execSync(id, ['sleep', '60'], { timeoutSeconds: 0, signal: caller.signal });
    caller.abort();
    await expect(waiting).rejects.toEqual(withClass('DeadlineExceeded'));
    expect((await runtime.inspect(id)).state).toBe('running');
  });

  it('needs a running container', async () => {
    const { id, runtime } = await inContainer();
    await runtime.stopContainer(id, 1);
    await expect(runtime.execSync(id, ['true'], NO_LIMIT)).rejects.toMatchObject({
      errorClass: 'Conflict',
      message: `container not running (${id})`,
    });
    await runtime.removeContainer(id);
    await expect(runtime.execSync(id, ['true'], NO_LIMIT)).rejects.toEqual(withClass('NotFound'));
    await expect(runtime.exec(id, ['true'], OUTPUT)).rejects.toEqual(withClass('NotFound'));
    await expect(runtime.attach(id, OUTPUT)).rejects.toEqual(withClass('NotFound'));
  });

  it('and its container may die under it', async () => {
    const { id, runtime } = await inContainer();
    // The refusal may come while the kill is still being answered: it is caught from the beginning.
    const running = runtime
      .execSync(id, sh('echo up; sleep 60'), NO_LIMIT)
      .catch(() => ({ exitCode: 'refused, for the container had died already' }));
    await runtime.killContainer(id);
    const { exitCode } = await running;
    expect(exitCode).not.toBe(0);
  });
}

/** Commands that one talks to. */
export function execStream(context: () => Context): void {
  const start = async (command: string[], options: Partial<StreamOptions>): Promise<ExecStream> => {
    const { sandbox, container, runtime } = context();
    const id = await container((await sandbox()).id, FOREVER);
    return await runtime.exec(id, command, { ...OUTPUT, ...options });
  };
  const bytes = (words: string) => new TextEncoder().encode(words);

  it('passes its input on, to the end', async () => {
    const stream = await start(['cat'], { stdin: true });
    await stream.write(bytes('one\n'));
    await stream.write(bytes('two\n'));
    stream.endInput();
    expect(await read(stream)).toEqual({ stdout: 'one\ntwo\n', stderr: '' });
    expect(await stream.exitCode()).toBe(0);
    await stream.write(bytes('after the end'));
  });

  it('a shell reads commands and answers on two streams', async () => {
    const stream = await start(['sh'], { stdin: true });
    await stream.write(bytes('echo out\necho err >&2\nexit 5\n'));
    expect(await read(stream)).toEqual({ stdout: 'out\n', stderr: 'err\n' });
    expect(await stream.exitCode()).toBe(5);
    stream.close();
  });

  it('with a tty there is a prompt, an echo, one output and a size', async () => {
    const stream = await start(['sh'], { stdin: true, tty: true });
    await stream.resize({ width: 100, height: 30 });
    await stream.write(bytes('echo on""e >&2; exit 3\n'));
    const { stdout, stderr } = await read(stream);
    expect(stdout).toMatch(/# /);
    expect(stdout).toContain('\r\none\r\n');
    expect(stderr).toBe('');
    expect(await stream.exitCode()).toBe(3);
  });

  it('only what was asked for comes through', async () => {
    const stream = await start(sh('echo out; echo err >&2'), { stdout: false });
    expect(await read(stream)).toEqual({ stdout: '', stderr: 'err\n' });
  });

  it('can be left, again and again', async () => {
    const stream = await start(sh('echo up; sleep 60'), {});
    expect((await read(stream, 'up\n')).stdout).toBe('up\n');
    stream.close();
    stream.close();
  });
}

/** The container's own process. */
export function attach(context: () => Context): void {
  it('shows what it writes from now on, until it ends', async () => {
    const { sandbox, container, runtime } = context();
    const id = await container((await sandbox()).id, sh('sleep 1; echo late; echo wrong >&2; exit 4'));
    const stream = await runtime.attach(id, OUTPUT);
    expect(await read(stream)).toEqual({ stdout: 'late\n', stderr: 'wrong\n' });
    stream.close();
    await expect(runtime.attach(id, OUTPUT)).rejects.toEqual(withClass('Conflict'));
  });
}
