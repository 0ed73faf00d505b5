// A whole lab with the in-memory engine: real folder, real kubelet, real shells, real `./kubelet`.
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LabView } from '@/lib/protocol/view';
import { systemClock } from '@/server/kubelet/clock';
import type { LessonEngine, LessonHost } from '@/server/lessons/engine';
import { createMemoryRuntime, MemoryEngine, RuntimeFaults } from '@/server/runtime/memory';
import { createTerminals } from '@/server/terminal';
import { kubeletProgram } from '../kubelet-program';
import { createLab } from './create-lab';
import type { Lab, LabClient } from './lab';

// Processes and files on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const OWNERSHIP = { lab: 'test', node: 'worker1' };
const MANIFEST = `apiVersion: v1
kind: Pod
metadata:
  name: nginx
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: nginx
    image: nginx:latest
    imagePullPolicy: IfNotPresent
`;
/** Ports that the machine of the tests may need itself. */
const QUIET = ['--enable-server=false', '--healthz-port=0'];
const CLIENT: LabClient = { id: 'tab', terminalData: () => {} };

let dataDir: string;
let client: string;
let engine: MemoryEngine;
let faults: RuntimeFaults;
let lab: Lab;
let host: LessonHost | undefined;

/** Stands in for lessons: it hands out what a solution would play with. */
const lessons: LessonEngine = {
  evaluate: () => ({}),
  enter: () => null,
  answer: () => ({ code: 'NotFound', facts: { what: 'x' } }),
  hint: () => null,
  async solve(_payload, given) {
    host = given;
    return null;
  },
  reset: async () => null,
  restart: async () => null,
  reload: () => undefined,
  keepManifests: () => undefined,
  record: () => ({}),
  close: async () => {},
};

async function openLab(): Promise<Lab> {
  const runtime = createMemoryRuntime({ clock: systemClock, ownership: OWNERSHIP, engine, faults });
  const home = join(dataDir, 'home');
  mkdirSync(home, { recursive: true });
  const program = kubeletProgram({ dataDir, ownership: OWNERSHIP, runtime, clock: systemClock });
  return createLab({
    id: 'test',
    dataDir,
    home,
    user: 'ada',
    nodeName: 'worker1',
    runtime,
    clock: systemClock,
    locale: 'en',
    lessons,
    program: { ...program, read: (argv, cwd) => program.read([...argv, ...QUIET], cwd) },
    terminals: createTerminals({ home, shimDir: join(dataDir, 'bin'), user: 'ada', node: 'worker1', limit: 4 }),
    clientCommand: [process.execPath, join(client, 'client.mjs')],
    shimDir: join(dataDir, 'bin'),
    socketFallback: tmpdir(),
    warn: () => {},
  });
}

/** Resolves with the view as soon as `holds` is true. */
async function when(holds: (view: LabView) => boolean): Promise<LabView> {
  for (;;) {
    const { view } = lab.snapshot();
    if (holds(view)) return view;
    await new Promise<void>((resolve) => {
      const stop = lab.onChange(() => {
        stop();
        resolve();
      });
    });
  }
}
const ok = <T>(ack: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!ack.ok) throw new Error(JSON.stringify(ack.error));
  return ack.value;
};
const id = () => crypto.randomUUID();
const pod = (view: LabView) => Object.values(view.pods)[0];
const nginx = (view: LabView) => pod(view)?.containers[0];

async function startKubelet(extra = ''): Promise<string> {
  const { terminal } = ok(await lab.perform(CLIENT, 'term:open', { id: id(), cols: 80, rows: 24 }));
  const line = `./kubelet --pod-manifest-path=$PWD/kubelet-manifests --enable-server=false --healthz-port=0 ${extra}\r`;
  ok(await lab.perform(CLIENT, 'term:input', { terminal, seq: 1, data: line }));
  await when((view) => view.kubelet.state === 'running');
  return terminal;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

beforeAll(async () => {
  client = mkdtempSync(join(tmpdir(), 'kulissen-l-client-'));
  const entry = fileURLToPath(new URL('hosted/client.ts', import.meta.url));
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(client, 'client.mjs'),
  });
});
afterAll(() => rmSync(client, { recursive: true, force: true }));
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kulissen-l-lab-'));
  engine = new MemoryEngine(systemClock);
  faults = new RuntimeFaults();
  host = undefined;
  lab = await openLab();
});
afterEach(async () => {
  await lab.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a lab', () => {
  it('goes from a manifest to two containers, heals, and survives its server', async () => {
    await when((view) => view.engine.state === 'available');
    const terminal = await startKubelet();
    const started = lab.snapshot();
    expect(started.view).toMatchObject({
      kubelet: { args: [expect.stringMatching(/^--pod-manifest-path=\//), expect.anything(), expect.anything()] },
      terminals: { [terminal]: { hostsKubelet: true } },
      node: { ready: true },
      lab: { manifestDirExists: false },
    });

    ok(await lab.perform(CLIENT, 'file:save', { id: id(), file: 'nginx.yaml', content: MANIFEST, revision: '' }));
    const running = await when((view) => nginx(view)?.ready === true);
    expect(running.manifests['nginx.yaml']).toMatchObject({ state: 'applied', podName: 'nginx-worker1' });
    expect(pod(running)).toMatchObject({
      desired: true,
      file: 'nginx.yaml',
      source: 'file',
      status: { phase: 'Running' },
      sandbox: { state: 'running' },
    });

    const containerId = nginx(running)?.instances[0]?.id ?? '';
    const killed = ok(await lab.perform(CLIENT, 'container:kill', { id: id(), containerId }));
    expect(killed.command).toBe(`sudo docker kill ${containerId.slice(0, 12)}`);
    const healed = await when((view) => nginx(view)?.state === 'running' && nginx(view)?.attempt === 1);
    expect(nginx(healed)).toMatchObject({
      restartCount: 1,
      instances: [{ attempt: 1 }, { attempt: 0, exitCode: 137, reason: 'Error' }],
    });
    const story = Object.values(healed.decisions).map(({ kind, what, container }) => `${kind} ${what} ${container}`);
    expect(story).toEqual(
      expect.arrayContaining([
        'observed ContainerDied nginx',
        'decided StartContainer nginx',
        'done StartContainer nginx',
      ]),
    );

    await lab.close();
    lab = await openLab();
    const adopted = await when((view) => nginx(view)?.state === 'running');
    expect(lab.snapshot().epoch).not.toBe(started.epoch);
    expect(adopted).toMatchObject({
      kubelet: { state: 'stopped' },
      node: { ready: false },
      manifests: { 'nginx.yaml': { state: 'unread' } },
    });
    await startKubelet();
    const again = await when((view) => nginx(view)?.ready === true);
    expect(nginx(again)?.instances[0]?.id).toBe(nginx(healed)?.instances[0]?.id);
  });

  it('ends the kubelet with Ctrl-C, and the containers live on', async () => {
    const terminal = await startKubelet();
    ok(await lab.perform(CLIENT, 'file:save', { id: id(), file: 'nginx.yaml', content: MANIFEST, revision: '' }));
    await when((view) => nginx(view)?.state === 'running');
    ok(await lab.perform(CLIENT, 'term:input', { terminal, seq: 2, data: '\x03' }));
    const stopped = await when((view) => view.kubelet.state === 'stopped');
    expect(pod(stopped)).toMatchObject({ desired: false, containers: [{ state: 'running', ready: false }] });
    await when((view) => view.terminals[terminal]?.hostsKubelet === false);
  });

  it('starts a kubelet without a terminal, with its log in a tab that survives it', async () => {
    const { terminal } = ok(await lab.perform(CLIENT, 'kubelet:start', { id: id() }));
    const running = await when((view) => view.kubelet.state === 'running');
    expect(running.terminals[terminal]).toMatchObject({ log: true, hostsKubelet: true, state: 'running' });
    expect(await lab.perform(CLIENT, 'kubelet:start', { id: id() })).toEqual({
      ok: false,
      error: { code: 'KubeletRuns', facts: { terminal } },
    });
    ok(await lab.perform(CLIENT, 'file:save', { id: id(), file: 'nginx.yaml', content: MANIFEST, revision: '' }));
    await when((view) => nginx(view)?.state === 'running');
    const read: string[] = [];
    const reader: LabClient = {
      id: 'reader',
      terminalData: ({ bytes }) => void read.push(Buffer.from(bytes).toString()),
    };
    ok(await lab.perform(reader, 'term:attach', { terminal, offset: 0 }));
    await vi.waitFor(() =>
      expect(read.join('')).toMatch(/\$ sudo \.\/kubelet --pod-manifest-path=.*Topology Admit Handler/s),
    );
    ok(await lab.perform(CLIENT, 'term:input', { terminal, seq: 1, data: '\x03' }));
    const stopped = await when(
      (view) => view.kubelet.state === 'stopped' && view.terminals[terminal]?.state === 'exited',
    );
    expect(stopped.terminals[terminal]).toMatchObject({ hostsKubelet: false, exitCode: 0 });
    expect(pod(stopped)).toMatchObject({ containers: [{ state: 'running' }] });
  });

  it('takes the loop of its kubelet step by step', async () => {
    await when((view) => view.engine.state === 'available');
    expect(await lab.perform(CLIENT, 'loop:pause', { id: id() })).toEqual({
      ok: false,
      error: { code: 'KubeletStopped', facts: {} },
    });
    await startKubelet();
    ok(await lab.perform(CLIENT, 'loop:pause', { id: id() }));
    ok(await lab.perform(CLIENT, 'file:save', { id: id(), file: 'nginx.yaml', content: MANIFEST, revision: '' }));
    const step = async (at: string) => {
      const view = await when(({ kubelet: { loop } }) => loop.held[loop.next]?.step === at);
      expect(ok(await lab.perform(CLIENT, 'loop:step', { id: id() }))).toEqual({ stepped: true });
      return view.kubelet.loop;
    };
    await step('observe');
    await step('compare');
    const act = await step('act');
    expect(act.held[act.next]?.actions.map(({ what }) => what)).toEqual(['CreateSandbox', 'StartContainer']);
    ok(await lab.perform(CLIENT, 'loop:speed', { id: id(), delayMs: 20 }));
    ok(await lab.perform(CLIENT, 'loop:resume', { id: id() }));
    const running = await when((view) => nginx(view)?.ready === true);
    expect(running.kubelet.loop).toMatchObject({ paused: false, delayMs: 20 });
  });

  it('says that the engine is gone, and picks up by itself', async () => {
    await startKubelet();
    await when((view) => view.node.ready);
    faults.setUnavailable(true);
    const gone = await when((view) => view.engine.state === 'unavailable');
    expect(gone).toMatchObject({
      node: { ready: false, reason: 'KubeletNotReady' },
      engine: { message: expect.stringMatching(/connect/) },
    });
    const kill = await lab.perform(CLIENT, 'container:kill', { id: id(), containerId: 'abcdefabcdef' });
    expect(kill).toMatchObject({ ok: false, error: { code: 'EngineUnavailable' } });
    faults.setUnavailable(false);
    await when((view) => view.engine.state === 'available' && view.node.ready);
  });

  it('kills only its own', async () => {
    const foreign = engine.create({ name: 'theirs', image: 'nginx:latest', labels: {}, hostNetwork: false });
    engine.start(foreign.id);
    const answer = await lab.perform(CLIENT, 'container:kill', { id: id(), containerId: foreign.id });
    expect(answer).toMatchObject({ ok: false, error: { code: 'NotOurs' } });
    expect(engine.get(foreign.id).state).toBe('running');
  });

  it('answers for terminals that are not there', async () => {
    const answer = await lab.perform(CLIENT, 'term:input', { terminal: 't99', seq: 1, data: 'x' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'TerminalGone' } });
  });

  it('keeps its socket and script to itself', async () => {
    expect(readFileSync(join(dataDir, 'home', 'kubelet'), 'utf8')).toContain(join(dataDir, 'kubelet.sock'));
    await lab.close();
    expect(existsSync(join(dataDir, 'kubelet.sock'))).toBe(false);
    lab = await openLab();
  });
});

describe('playing a lesson', () => {
  async function given(): Promise<LessonHost> {
    ok(await lab.perform(CLIENT, 'lesson:solve', { id: id(), lesson: 'l', step: 's', task: 't' }));
    if (!host) throw new Error('no host');
    return host;
  }

  it('types into a terminal, opening one where there is none', async () => {
    const play = await given();
    const terminal = await play.type(undefined, 'echo on > typed\r');
    expect(await play.type(terminal, 'echo more >> typed\r')).toBe(terminal);
    expect(
      await play.waitFor(
        (view) => Object.values(view.commands).filter(({ exitCode }) => exitCode === 0).length === 2,
        10_000,
      ),
    ).toBe(true);
    expect(readFileSync(join(dataDir, 'home', 'typed'), 'utf8')).toBe('on\nmore\n');
  });

  it('empties the node: kubelet, containers and folder, nothing else', async () => {
    const play = await given();
    const foreign = engine.create({ name: 'theirs', image: 'nginx:latest', labels: {}, hostNetwork: false });
    await play.writeManifest('nginx.yaml', MANIFEST);
    await startKubelet();
    await when((view) => nginx(view)?.state === 'running');
    writeFileSync(join(dataDir, 'home', 'notes.txt'), 'mine');
    await play.emptyNode();
    expect(play.view()).toMatchObject({
      pods: {},
      manifests: {},
      kubelet: { state: 'stopped' },
      lab: { manifestDirExists: false },
    });
    expect(engine.all().map((container) => container.id)).toEqual([foreign.id]);
    expect(readFileSync(join(dataDir, 'home', 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('empties it of what was sent to the web server of a kubelet, too', async () => {
    const play = await given();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/manifests`;
    await startKubelet(`--kulissen-web-server-port=${port}`);
    expect((await fetch(`${url}/nginx`, { method: 'PUT', body: MANIFEST })).status).toBe(201);
    await when((view) => nginx(view)?.state === 'running');
    await play.emptyNode();
    await startKubelet(`--kulissen-web-server-port=${port}`);
    expect(await (await fetch(url)).json()).toEqual({ manifests: [] });
  });
});
