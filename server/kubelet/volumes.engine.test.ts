// Volumes on the real engine: what one container does with a volume, and another sees of it.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Container, PodStatus } from '@/lib/k8s/types';
import type { ContractEngine } from '@/server/runtime/contract';
import { dockerContractEngine, TEST_IMAGES } from '@/server/runtime/docker/engine-fixture';
import { systemClock } from './clock';
import { createKubelet, type Kubelet, type KubeletEvent } from './index';
import { testConfig } from './kubelet-fixture';
import type { Ownership, RuntimeService } from './runtime-service';
import { unmountTree } from './volumes/mounter';

const run = Math.random().toString(36).slice(2, 10);
const ownership: Ownership = { lab: `vol-${run}`, node: `vol-${run}` };
const PATIENCE = { timeout: 90_000, interval: 100 };
const STAYS = ['sh', '-c', 'trap "exit 0" TERM; sleep 1000 & wait'];
const isRoot = process.geteuid?.() === 0;

let engine: ContractEngine;
let runtime: RuntimeService;
let home: string;
let kubelet: Kubelet;
const ended = new AbortController();
const events: KubeletEvent[] = [];

beforeAll(async () => {
  engine = await dockerContractEngine(() => undefined);
  runtime = engine.runtimeFor(ownership);
  home = await realpath(await mkdtemp(join(tmpdir(), 'kulissen-vol-')));
  await mkdir(join(home, 'manifests'));
  const base = testConfig(home, ownership.node, ownership.lab);
  const config = { ...base, flags: { ...base.flags, 'pod-infra-container-image': TEST_IMAGES.pause } };
  kubelet = createKubelet(config, { runtime, clock: systemClock, pid: process.pid });
  kubelet.subscribe((event) => events.push(event));
  await kubelet.start(ended.signal);
});

afterAll(async () => {
  ended.abort();
  await kubelet.done;
  for (const { id } of await runtime.list()) await runtime.removeContainer(id);
  await engine.close();
  if (isRoot) await unmountTree(home);
  await rm(home, { recursive: true, force: true });
});

interface Wish {
  volumes: object[];
  containers: Partial<Container>[];
  pod?: object;
}
async function apply(name: string, { volumes, containers, pod }: Wish): Promise<void> {
  const spec = {
    terminationGracePeriodSeconds: 2,
    volumes,
    containers: containers.map((one) => ({ image: TEST_IMAGES.app, command: STAYS, ...one })),
    ...pod,
  };
  const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
  await writeFile(join(home, 'manifests', `.${name}`), JSON.stringify(manifest));
  await rename(join(home, 'manifests', `.${name}`), join(home, 'manifests', `${name}.json`));
}
const pod = (name: string) => kubelet.pods().find(({ metadata }) => metadata.name === `${name}-${ownership.node}`);
const until = (condition: () => unknown) => vi.waitFor(condition, PATIENCE);
const phase = (name: string, wanted: PodStatus['phase']) => until(() => expect(pod(name)?.status?.phase).toBe(wanted));

async function inContainer(name: string, container: string, script: string): Promise<string> {
  const id = pod(name)?.status?.containerStatuses?.find((status) => status.name === container)?.containerID ?? '';
  const limits = { timeoutSeconds: 30 };
  const { stdout, stderr } = await runtime.execSync(id.replace('docker://', ''), ['sh', '-c', script], limits);
  return Buffer.concat([stdout, stderr]).toString();
}
const mounts = [{ name: 'v', mountPath: '/v' }];

it('memory is shared by the containers of a pod, and outlives them', async () => {
  await apply('memory', {
    volumes: [{ name: 'v', emptyDir: { medium: 'Memory' } }],
    containers: [
      { name: 'writer', volumeMounts: mounts, command: ['sh', '-c', 'echo $((`cat /v/n` + 1)) > /v/n; sleep 2'] },
      { name: 'reader', volumeMounts: [{ ...mounts[0], readOnly: true }] },
    ],
  });
  await phase('memory', 'Running');
  expect(await inContainer('memory', 'reader', 'grep -o "/v tmpfs" /proc/mounts')).toBe('/v tmpfs\n');
  expect(await inContainer('memory', 'reader', 'touch /v/x 2>&1')).toContain('Read-only file system');
  // Each instance of the writer found what the one before had written.
  await until(async () => expect(Number(await inContainer('memory', 'reader', 'cat /v/n'))).toBeGreaterThan(1));
});

it('a container that turns a part of a volume into a link to the host gains nothing by it', async () => {
  await mkdir(join(home, 'host'));
  await writeFile(join(home, 'secret'), 'of the host');
  await apply('attack', {
    volumes: [{ name: 'v', hostPath: { path: join(home, 'host') } }],
    containers: [
      {
        name: 'attacker',
        volumeMounts: mounts,
        command: ['sh', '-c', `while :; do rm -rf /v/part; ln -s ${home} /v/part; rm -f /v/part; mkdir /v/part; done`],
      },
      {
        name: 'victim',
        volumeMounts: [{ name: 'v', mountPath: '/part', subPath: 'part' }],
        command: ['sh', '-c', 'cat /part/secret && exit 7; exit 0'],
      },
    ],
  });
  // Each attempt either shows the victim a directory of the volume, or is refused.
  const attempts = () =>
    events.filter((e) => e.type === 'event' && e.container === 'victim' && /^(Started|Failed)$/.test(e.reason));
  await until(() => expect(attempts().length).toBeGreaterThanOrEqual(2));
  const exits = (await runtime.list()).filter(({ containerName }) => containerName === 'victim');
  for (const { id } of exits) expect((await runtime.inspect(id)).exitCode).not.toBe(7);
  await rm(join(home, 'manifests', 'attack.json'));
  await until(() => expect(pod('attack')).toBeUndefined());
  await until(async () => expect(await readFile('/proc/self/mountinfo', 'utf8')).not.toContain('volume-subpaths'));
  expect(await readFile(join(home, 'secret'), 'utf8')).toBe('of the host');
});

it.runIf(isRoot)('mounts of the host reach a container only if it asks for them', async () => {
  const shared = join(home, 'shared');
  await mkdir(shared);
  const mount = (...args: string[]) => expect(spawnSync('mount', args).status).toBe(0);
  mount('--bind', shared, shared);
  mount('--make-shared', shared);
  await apply('propagation', {
    volumes: [{ name: 'v', hostPath: { path: shared } }],
    containers: [
      { name: 'slave', volumeMounts: [{ ...mounts[0], mountPropagation: 'HostToContainer' }] },
      { name: 'private', volumeMounts: [{ ...mounts[0], mountPropagation: 'None' }] },
    ],
  });
  await phase('propagation', 'Running');
  await mkdir(join(shared, 'later'));
  mount('-t', 'tmpfs', 'tmpfs', join(shared, 'later'));
  await writeFile(join(shared, 'later/file'), '');
  expect(await inContainer('propagation', 'slave', 'ls /v/later')).toBe('file\n');
  expect(await inContainer('propagation', 'private', 'ls /v/later')).toBe('');
});
