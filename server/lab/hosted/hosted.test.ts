// The channel between `./kubelet` and the lab, with a kubelet that is as good or bad as the test wants it. create-lab.test.ts has the real one.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import type { Kubelet, KubeletConfig, KubeletEvent } from '@/server/kubelet/kubelet';
import { initialState } from '../view/state';
import { createViewStore, type ViewStore } from '../view/store';
import { serveHostedKubelets, socketPathFor } from './hosted-server';
import { createKubeletHost, type KubeletHost } from './kubelet-host';

const PATH = { NODE_ENV: 'test' as const, PATH: process.env.PATH };
const NO_LOOP = { paused: false, delayMs: 0, held: {}, next: '' };
const CONFIG = {
  settings: { staticPodPath: '/m', readOnlyPort: 10255, fileCheckFrequency: 20_000 },
} as KubeletConfig;

/** Ends when it is told to; `failure` makes it refuse to start. */
function scriptedKubelet(failure?: Error): Kubelet & { say(event: KubeletEvent): void } {
  const listeners = new Set<(event: KubeletEvent) => void>();
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    config: CONFIG,
    done,
    async start(signal) {
      if (failure) {
        for (const listener of listeners)
          listener({ seq: 1, at: 1, type: 'log', line: `F1123 20:00:00 1 server.go:184] ${failure.message}` });
        throw failure;
      }
      signal.addEventListener('abort', end);
      for (const listener of listeners) listener({ seq: 1, at: 1, type: 'log', line: 'I1123 Starting' });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pods: () => [],
    loop: { pause() {}, resume() {}, step: () => false, slow() {}, state: () => NO_LOOP },
    say: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
}

let bundle: string;
let dir: string;
let store: ViewStore;
let host: KubeletHost;
let kubelet: ReturnType<typeof scriptedKubelet>;
let failure: Error | undefined;
let close: () => Promise<void>;
let socketPath: string;
const hosting: string[] = [];
const warnings: string[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  bundle = mkdtempSync(join(tmpdir(), 'kulissen-l-client-'));
  const entry = fileURLToPath(new URL('client.ts', import.meta.url));
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(bundle, 'client.mjs'),
  });
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-l-hosted-'));
  hosting.length = 0;
  warnings.length = 0;
  failure = undefined;
  const initial = initialState({ id: 'l', home: dir, manifestDir: '/m', user: 'u' }, 'worker1', 'memory', 0);
  store = createViewStore({ initial, clock: systemClock, evaluate: () => ({}) });
  host = createKubeletHost({
    store,
    clock: systemClock,
    create() {
      kubelet = scriptedKubelet(failure);
      return kubelet;
    },
    onHosting: (terminal, hosts) => hosting.push(`${terminal} ${hosts}`),
  });
  socketPath = await socketPathFor(dir, 'l', tmpdir());
  const read = (argv: string[], cwd: string) =>
    argv.includes('--help')
      ? { exit: 0, stdout: 'usage\n', stderr: `in ${cwd}\n` }
      : {
          run: CONFIG,
          warnings: argv.map((word) => `W1123 ${word}`),
          openLog: (toTerminal: (line: string) => void) => toTerminal,
        };
  close = await serveHostedKubelets({
    socketPath,
    host,
    read,
    clock: systemClock,
    warn: (message) => warnings.push(message),
  });
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await host.stop();
  await close();
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Client {
  child: ChildProcess;
  said(text: string): Promise<void>;
  ended: Promise<{ code: number | null; out: string; err: string }>;
}
function client(argv: string[] = [], env: Record<string, string> = {}): Client {
  const child = spawn(process.execPath, [join(bundle, 'client.mjs'), socketPath, ...argv], {
    cwd: dir,
    env: { ...PATH, LANG: 'de_DE.UTF-8', KULISSEN_TERMINAL: 't7', ...env },
  });
  children.push(child);
  let out = '';
  let err = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
    for (const wake of waiting) wake();
  });
  return {
    child,
    async said(text) {
      while (!err.includes(text)) await new Promise<void>((resolve) => waiting.add(resolve));
    },
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))),
  };
}
const inState = (state: string) => store.waitFor((view) => view.kubelet.state === state, 10_000);

describe('./kubelet', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('runs in the lab until %s', async (signal) => {
    const run = client(['--v=2']);
    await run.said('Starting');
    expect(store.view().kubelet).toMatchObject({
      state: 'running',
      args: ['--v=2'],
      manifestPath: '/m',
      readOnlyPort: 10255,
    });
    expect(host.hostedBy()).toBe('t7');
    run.child.kill(signal);
    expect(await run.ended).toMatchObject({ code: 0, err: 'W1123 --v=2\nI1123 Starting\n' });
    expect(store.view().kubelet).toMatchObject({ state: 'stopped', args: [], exit: { code: 0 } });
    expect(hosting).toEqual(['t7 true', 't7 false']);
  });

  it('prints what the parser says and hands its code back', async () => {
    expect(await client(['--help']).ended).toEqual({ code: 0, out: 'usage\n', err: `in ${dir}\n` });
    expect(store.view().kubelet.state).toBe('stopped');
  });

  it('finds its terminal through a program that clears the environment', async () => {
    const script = `exec env -i ${process.execPath} ${join(bundle, 'client.mjs')} ${socketPath}`;
    const shell = spawn('bash', ['-c', `env -i bash -c '${script}; true'; true`], {
      env: { ...PATH, KULISSEN_TERMINAL: 't3' },
    });
    children.push(shell);
    await inState('running');
    expect(host.hostedBy()).toBe('t3');
    await host.stop();
  });

  it('is refused while another one runs, with the way out', async () => {
    const first = client();
    await first.said('Starting');
    const second = await client().ended;
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/läuft schon ein Kubelet \(Terminal t7\); beenden Sie ihn dort mit Strg\+C/);
    expect(store.view().kubelet.state).toBe('running');
    const third = await client([], { LANG: 'en_GB.UTF-8' }).ended;
    expect(third.err).toMatch(/already running/);
  });

  it('ends like the real one when it cannot start', async () => {
    failure = new Error('listen tcp 127.0.0.1:10255: bind: address already in use');
    expect(await client().ended).toMatchObject({
      code: 255,
      err: expect.stringMatching(/^F1123 .*\] listen tcp .*in use\n$/),
    });
    expect(store.view().kubelet).toMatchObject({ state: 'failed', exit: { code: 255, message: failure.message } });
    failure = undefined;
    const next = client();
    await next.said('Starting');
  });

  it('takes its kubelet with it when it is killed', async () => {
    const run = client();
    await run.said('Starting');
    run.child.kill('SIGKILL');
    expect(await inState('stopped')).toBe(true);
  });

  it('says in one sentence that the server is gone', async () => {
    await close();
    const { code, err } = await client().ended;
    expect([code, err]).toEqual([
      1,
      'kubelet: Der Kulissen-Server läuft nicht; starten Sie ihn mit „npm start“ im Projektordner.\n',
    ]);
    close = async () => {};
  });

  it('loses log lines rather than memory when nobody reads them', async () => {
    const reader = connect(socketPath);
    reader.write(`${JSON.stringify({ type: 'run', argv: [], cwd: '/', terminal: '', locale: 'en' })}\n`);
    await inState('running');
    reader.pause();
    const line = 'x'.repeat(64 * 1024);
    for (let n = 0; n < 500; n += 1) kubelet.say({ seq: n, at: 0, type: 'log', line });
    let received = '';
    reader.on('data', (chunk) => {
      received += chunk;
    });
    reader.resume();
    // The gap is told as soon as there is room again.
    while (!received.includes('log lines dropped')) {
      await new Promise((resolve) => reader.once('data', resolve));
      kubelet.say({ seq: 0, at: 0, type: 'log', line: 'more' });
    }
    expect(received.length).toBeLessThan(500 * 64 * 1024);
  });

  it('does not hold up the end of the server when its terminal is stopped', async () => {
    const reader = connect(socketPath);
    reader.write(`${JSON.stringify({ type: 'run', argv: [], cwd: '/', terminal: '', locale: 'en' })}\n`);
    await inState('running');
    reader.pause();
    for (let n = 0; n < 100; n += 1) kubelet.say({ seq: n, at: 0, type: 'log', line: 'x'.repeat(64 * 1024) });
    await host.stop();
    await close();
    reader.destroy();
    close = async () => {};
  });
});

describe('the socket', () => {
  it('is for its owner only', () => {
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['no JSON', 'hello\n'],
    ['an unknown message', '{"type":"eval"}\n'],
    ['a relative folder', `${JSON.stringify({ type: 'run', argv: [], cwd: '.', terminal: '', locale: 'de' })}\n`],
    ['a line without end', 'x'.repeat(2 * 1024 * 1024)],
  ])('hangs up on %s and goes on', async (_name, bytes) => {
    const socket = connect(socketPath);
    socket.on('error', () => {});
    socket.write(bytes);
    await new Promise((resolve) => socket.on('close', resolve));
    expect(store.view().kubelet.state).toBe('stopped');
    expect((await client(['--help']).ended).code).toBe(0);
  });

  it('moves where its path would be too long for the kernel', async () => {
    const path = await socketPathFor(`/${'d'.repeat(120)}`, 'abc', dir);
    expect(path).toBe(join(dir, 'kulissen-abc', 'kubelet.sock'));
    expect(statSync(join(dir, 'kulissen-abc')).mode & 0o777).toBe(0o700);
  });
});
