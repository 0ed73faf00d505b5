// The whole way on the real engine, in one process: `./kubelet` in a shell, a manifest, two containers, a kill, the next attempt.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabView } from '@/lib/protocol/view';
import { systemClock } from '@/server/kubelet/clock';
import type { RuntimeService } from '@/server/kubelet/runtime-service';
import type { LessonEngine } from '@/server/lessons/engine';
import { createDockerRuntime } from '@/server/runtime/docker';
import { provideTestImages, SOCKET, TEST_IMAGES } from '@/server/runtime/docker/engine-fixture';
import { createTerminals } from '@/server/terminal';
import { kubeletProgram } from '../kubelet-program';
import { createLab } from './create-lab';
import type { Lab, LabClient } from './lab';

const OWNERSHIP = { lab: `l-test-${process.pid}`, node: 'worker1' };
const PORT = 18_955;
const CLIENT: LabClient = { id: 'tab', terminalData: () => {} };
const lessons: LessonEngine = {
  evaluate: () => ({}),
  enter: () => null,
  answer: () => ({ right: false }),
  hint: () => null,
  solve: async () => null,
  reset: async () => null,
  restart: async () => null,
  reload: () => undefined,
  keepManifests: () => undefined,
  record: () => ({}),
  close: async () => {},
};

let dir: string;
let lab: Lab;
let runtime: RuntimeService;

beforeAll(async () => {
  await provideTestImages();
  dir = mkdtempSync(join(tmpdir(), 'kulissen-l-engine-'));
  const outfile = join(dir, 'client.mjs');
  const entry = fileURLToPath(new URL('hosted/client.ts', import.meta.url));
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile });
  runtime = createDockerRuntime({ socketPath: SOCKET, ownership: OWNERSHIP, onWarning: () => {} });
  const home = join(dir, 'home');
  mkdirSync(home);
  lab = await createLab({
    id: OWNERSHIP.lab,
    dataDir: dir,
    home,
    user: 'ada',
    nodeName: OWNERSHIP.node,
    runtime,
    clock: systemClock,
    locale: 'en',
    lessons,
    program: kubeletProgram({ dataDir: dir, ownership: OWNERSHIP, runtime, clock: systemClock }),
    terminals: createTerminals({ home, shimDir: join(dir, 'bin'), user: 'ada', node: 'worker1', limit: 4 }),
    clientCommand: [process.execPath, outfile],
    shimDir: join(dir, 'bin'),
    socketFallback: tmpdir(),
    warn: () => {},
  });
});

afterAll(async () => {
  await lab.close();
  for (const { id, kind } of await runtime.list()) {
    await (kind === 'sandbox' ? runtime.removeSandbox(id) : runtime.removeContainer(id));
  }
  expect(await runtime.list()).toEqual([]);
  rmSync(dir, { recursive: true, force: true });
});

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
const type = async (terminal: string, data: string) =>
  expect(await lab.perform(CLIENT, 'term:input', { terminal, seq: 1, data })).toMatchObject({ ok: true });
const pod = (view: LabView) => Object.values(view.pods)[0];
const web = (view: LabView) => pod(view)?.containers[0];

const HEREDOC = `cat << EOF > $PWD/kubelet-manifests/web.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: web
    image: ${TEST_IMAGES.app}
    imagePullPolicy: IfNotPresent
    command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 1; done"]
EOF
`;

it('leads from a manifest to running containers, and from a kill to the next attempt', async () => {
  const open = async () => {
    const ack = await lab.perform(CLIENT, 'term:open', { id: crypto.randomUUID(), cols: 100, rows: 30 });
    return ack.ok ? ack.value.terminal : '';
  };
  const [first, second] = [await open(), await open()];
  const flags = `--read-only-port=${PORT} --port=${PORT + 1} --healthz-port=0 --pod-infra-container-image=${TEST_IMAGES.pause}`;
  await type(first, `mkdir kubelet-manifests\rsudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests ${flags}\r`);
  const running = await when((view) => view.kubelet.state === 'running');
  expect(running.terminals[first]?.hostsKubelet).toBe(true);

  await type(second, HEREDOC.replaceAll('\n', '\r'));
  const started = await when((view) => web(view)?.ready === true);
  expect(pod(started)).toMatchObject({
    name: 'web-worker1',
    desired: true,
    sandbox: { state: 'running' },
    ip: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
  });
  const answer: unknown = await (await fetch(`http://127.0.0.1:${PORT}/pods`)).json();
  expect(answer).toMatchObject({ items: [{ metadata: { name: 'web-worker1' }, status: { phase: 'Running' } }] });

  const victim = web(started)?.instances[0]?.id ?? '';
  execFileSync('docker', ['kill', victim]);
  await when((view) => web(view)?.instances.some(({ id, state }) => id === victim && state === 'exited') ?? false);
  const healed = await when((view) => web(view)?.state === 'running' && web(view)?.attempt === 1);
  expect(pod(healed)?.sandbox).toMatchObject({ attempt: 0, state: 'running' });

  await type(first, '\x03');
  const stopped = await when((view) => view.kubelet.state === 'stopped');
  expect(stopped).toMatchObject({ kubelet: { exit: { code: 0 } } });
  expect(web(stopped)?.state).toBe('running');
});
