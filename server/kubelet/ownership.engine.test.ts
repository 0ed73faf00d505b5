// The promise that lets this kubelet share an engine with anything else: what does not carry both of our labels is never
// stopped, killed or removed, whatever else it carries. A whole life of a pod, beside containers that look like it.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ContractEngine } from '@/server/runtime/contract';
import { dockerContractEngine, TEST_IMAGES } from '@/server/runtime/docker/engine-fixture';
import { systemClock } from './clock';
import { createKubelet, type Kubelet, type KubeletEvent } from './index';
import { testConfig } from './kubelet-fixture';
import { LAB_LABEL, NODE_LABEL, type Ownership, type RuntimeService } from './runtime-service';

const run = Math.random().toString(36).slice(2, 10);
const ownership: Ownership = { lab: `own-${run}`, node: `own-${run}` };
const UID = `c0ffee-${run}`;
const PATIENCE = { timeout: 60_000, interval: 100 };

let engine: ContractEngine;
let runtime: RuntimeService;
let home: string;
let kubelet: Kubelet;
const events: KubeletEvent[] = [];
const ended = new AbortController();
const foreign = new Map<string, string>();

const podLabels = (uid: string, more: Record<string, string> = {}) => ({
  'io.kubernetes.docker.type': 'container',
  'io.kubernetes.container.name': 'c',
  'io.kubernetes.pod.name': `web-${ownership.node}`,
  'io.kubernetes.pod.namespace': 'default',
  'io.kubernetes.pod.uid': uid,
  ...more,
});
const startForeign = async (what: string, labels: Record<string, string>, name = `${what}-${run}`) =>
  foreign.set(what, await engine.startForeign(name, labels));
const status = () => kubelet.pods()[0]?.status?.containerStatuses?.[0];

beforeAll(async () => {
  engine = await dockerContractEngine(() => undefined);
  runtime = engine.runtimeFor(ownership);
  home = await mkdtemp(join(tmpdir(), 'kulissen-own-'));
  await mkdir(join(home, 'manifests'));
  await startForeign('plain', {});
  await startForeign('other-kubelet', podLabels(UID));
  await startForeign('orphan-of-other-kubelet', podLabels('dead'.repeat(8)));
  await startForeign('only-lab', podLabels(UID, { [LAB_LABEL]: ownership.lab }));
  await startForeign('only-node', podLabels(UID, { [NODE_LABEL]: ownership.node }));
  await startForeign('other-node', podLabels(UID, { [LAB_LABEL]: ownership.lab, [NODE_LABEL]: 'elsewhere' }));
  await startForeign('other-lab', podLabels(UID, { [LAB_LABEL]: 'elsewhere', [NODE_LABEL]: ownership.node }));
  // It holds the name that the first restart will want.
  await startForeign('name-holder', {}, `k8s_c_web-${ownership.node}_default_${UID}_1`);
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
  await rm(home, { recursive: true, force: true });
});

it('lives and ends beside containers that look like its own, and touches none of them', async () => {
  const container = {
    name: 'c',
    image: TEST_IMAGES.app,
    command: ['sh', '-c', 'trap "exit 0" TERM; sleep 1000 & wait'],
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', uid: UID },
    spec: { terminationGracePeriodSeconds: 2, containers: [container] },
  };
  await writeFile(join(home, 'manifests', 'web.json'), JSON.stringify(pod));
  await vi.waitFor(() => expect(status()?.ready).toBe(true), PATIENCE);

  const first = status()?.containerID?.replace('docker://', '') ?? '';
  await runtime.killContainer(first);
  await vi.waitFor(() => expect(status()).toMatchObject({ ready: true, restartCount: 1 }), PATIENCE);

  await rm(join(home, 'manifests', 'web.json'));
  await vi.waitFor(() => expect(events.some(({ type }) => type === 'podForgotten')).toBe(true), PATIENCE);
  expect(await runtime.list()).toEqual([]);
  for (const [what, id] of foreign) expect([what, await engine.isRunning(id)]).toEqual([what, true]);
});
