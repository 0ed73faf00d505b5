import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import type { ContainerRecord, SandboxConfig } from '@/server/kubelet/runtime-service';
import { RuntimeError } from '@/server/kubelet/runtime-service';
import { createMemoryRuntime, RuntimeFaults } from '@/server/runtime/memory';
import { createEngineObserver, type EngineReport } from './observer';

const SANDBOX: SandboxConfig = {
  podUid: 'u1',
  podName: 'nginx-worker1',
  podNamespace: 'default',
  attempt: 0,
  hostname: 'nginx',
  image: 'k8s.gcr.io/pause:3.2',
  labels: {
    'io.kubernetes.docker.type': 'podsandbox',
    'io.kubernetes.pod.name': 'nginx-worker1',
    'io.kubernetes.pod.namespace': 'default',
    'io.kubernetes.pod.uid': 'u1',
    'io.kubernetes.container.name': 'POD',
  },
  cgroupParent: { qos: 'besteffort', uid: 'u1' },
  hostNetwork: false,
  hostPID: false,
  hostIPC: false,
  user: '',
  supplementalGroups: [],
  selinux: {},
  sysctls: {},
  portMappings: [],
  oomScoreAdj: 0,
};

let stop = () => {};
afterEach(() => stop());

function observed() {
  const faults = new RuntimeFaults();
  const runtime = createMemoryRuntime({ clock: systemClock, ownership: { lab: 'l', node: 'worker1' }, faults });
  const list = runtime.list.bind(runtime);
  const inspect = runtime.inspect.bind(runtime);
  /** While set, the engine's answers wait for it, as they do while it starts a container or clears a dead one away. */
  const held: { lists?: Promise<void>; inspections?: Promise<void> } = {};
  runtime.list = async () => {
    await held.lists;
    return list();
  };
  runtime.inspect = async (id) => {
    await held.inspections;
    return inspect(id);
  };
  let records: ContainerRecord[] = [];
  let engine: EngineReport | null = null;
  const warnings: string[] = [];
  const waiting = new Set<() => void>();
  const told = () => {
    for (const wake of waiting) wake();
  };
  const observer = createEngineObserver({
    runtime,
    clock: systemClock,
    warn: (message) => warnings.push(message),
    onRecords(now) {
      records = now;
      told();
    },
    onEngine(report) {
      engine = report;
      told();
    },
  });
  stop = observer.stop;
  const state = () => ({
    states: records.map((record) => record.state).join(),
    engine: engine?.state,
    version: engine?.version,
  });
  const until = async (expected: Partial<ReturnType<typeof state>>) => {
    const holds = () => Object.entries(expected).every(([key, value]) => Reflect.get(state(), key) === value);
    while (!holds()) await new Promise<void>((resolve) => waiting.add(resolve));
    return engine;
  };
  return { held, runtime, faults, observer, until, warnings, records: () => records };
}

describe('the engine observer', () => {
  it('shows what comes, dies and goes, without any kubelet', async () => {
    const { runtime, until, records } = observed();
    await until({ engine: 'available', states: '', version: '1.0' });
    const { id } = await runtime.runSandbox(SANDBOX);
    await until({ states: 'running' });
    expect(records()[0]).toMatchObject({ id, ip: expect.stringMatching(/^172\.17\./) });
    await runtime.killContainer(id);
    await until({ states: 'exited' });
    await runtime.removeSandbox(id);
    await until({ states: '' });
  });

  it('shows a death before the listing that follows it has answered', async () => {
    const { runtime, until, held } = observed();
    await until({ engine: 'available' });
    const { id } = await runtime.runSandbox(SANDBOX);
    await until({ states: 'running' });
    const { promise, resolve: answer } = deferred();
    held.lists = promise;
    await runtime.killContainer(id);
    await until({ states: 'exited' });
    answer();
  });

  it('shows a death by its event, while the engine is still clearing the container away', async () => {
    const { runtime, until, held, records } = observed();
    await until({ engine: 'available' });
    const { id } = await runtime.runSandbox(SANDBOX);
    await until({ states: 'running' });
    const { promise, resolve: answer } = deferred();
    held.inspections = promise;
    await runtime.killContainer(id);
    await until({ states: 'exited' });
    expect(records()[0]).toMatchObject({ exitCode: 137, ip: '', pid: 0 });
    answer();
  });

  it('sees what no event told', async () => {
    const { runtime, faults, observer, until } = observed();
    await until({ engine: 'available' });
    faults.dropEvents = true;
    await runtime.runSandbox(SANDBOX);
    await observer.look();
    await until({ states: 'running' });
  });

  it('says when the engine goes, keeps the last picture, and picks up by itself', async () => {
    const { runtime, faults, until } = observed();
    const { id } = await runtime.runSandbox(SANDBOX);
    await until({ states: 'running', engine: 'available' });
    faults.setUnavailable(true);
    expect((await until({ engine: 'unavailable', states: 'running' }))?.message).toMatch(/Cannot connect/);
    faults.setUnavailable(false);
    await until({ engine: 'available', states: 'running' });
    await runtime.killContainer(id);
    await until({ states: 'exited' });
  });

  it('keeps the old record when an inspection fails', async () => {
    const { runtime, faults, observer, until, warnings } = observed();
    const { id } = await runtime.runSandbox(SANDBOX);
    await until({ states: 'running' });
    faults.fail('inspect', new RuntimeError('Invalid', 'half an answer'));
    await runtime.killContainer(id);
    await observer.look();
    await until({ states: 'exited' });
    expect(warnings.join()).toMatch(/half an answer/);
  });
});

/** Node 20 has no Promise.withResolvers yet. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
