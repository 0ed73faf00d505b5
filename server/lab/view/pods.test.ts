import { describe, expect, it } from 'vitest';
import type { Action } from '@/server/kubelet/actions';
import { because, dead, lab, nginx, POD, record, sandbox, start } from './lab-fixture';

describe('a pod', () => {
  it('is planned while only a manifest wants it', () => {
    const pod = lab().desire().pod();
    expect(pod).toMatchObject({
      name: 'nginx-worker1',
      baseName: 'nginx',
      source: 'file',
      file: 'nginx.yaml',
      desired: true,
      restartPolicy: 'OnFailure',
      ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
      containers: [{ name: 'nginx', state: 'planned', attempt: 0, instances: [] }],
    });
    expect(pod).not.toHaveProperty('sandbox');
  });

  it('says what the manifest gives a container', () => {
    const probe = { tcpSocket: { port: 80 } };
    const parts = { resources: { limits: { memory: '16Mi' } }, livenessProbe: probe, startupProbe: probe };
    const given = lab().desire(parts).container();
    expect(given).toMatchObject({
      memoryLimit: 16 * 1024 * 1024,
      probes: { startup: 'tcpSocket', liveness: 'tcpSocket' },
    });
    expect(lab().desire().container()).not.toHaveProperty('probes');
  });

  it('shows what is being made, then what the engine has', () => {
    const node = lab().desire().act({ kind: 'CreateSandbox', attempt: 0, because });
    expect(node.pod()?.sandbox).toMatchObject({ state: 'starting', instances: [] });
    node.engine(sandbox()).act(start(0));
    expect(node.pod()).toMatchObject({ ip: '172.17.0.2', sandbox: { state: 'running', ready: true } });
    expect(node.container().state).toBe('starting');
    expect(node.engine(sandbox(), record({ state: 'created', startedAt: null })).container().state).toBe('starting');
    expect(node.engine(sandbox(), record({})).container()).toMatchObject({ state: 'running', ready: false });
  });

  it('restarts: dead, starting, running, with the dead instance kept', () => {
    const node = lab().desire().engine(sandbox(), dead({}));
    expect(node.container()).toMatchObject({ state: 'exited', attempt: 0, reason: 'Error' });
    expect(node.act(start(1)).container()).toMatchObject({ state: 'starting', attempt: 1 });
    const running = node.engine(sandbox(), dead({}), record({ attempt: 1, createdAt: 2000 })).container();
    expect(running).toMatchObject({ state: 'running', attempt: 1, restartCount: 1 });
    expect(running.instances?.map(({ attempt, state, exitCode }) => [attempt, state, exitCode])).toEqual([
      [1, 'running', 0],
      [0, 'exited', 137],
    ]);
  });

  it('counts down while the kubelet holds back', () => {
    const wait: Action = {
      kind: 'Wait',
      container: 'nginx',
      until: 30_000,
      windowMs: 20_000,
      reason: 'CrashLoopBackOff',
      because,
    };
    const node = lab()
      .desire()
      .engine(sandbox(), dead({ attempt: 2 }))
      .say({ type: 'planned', ...POD, actions: [wait] });
    expect(node.container()).toMatchObject({
      state: 'waiting',
      attempt: 3,
      reason: 'CrashLoopBackOff',
      waitUntil: 30_000,
      waitMs: 20_000,
    });
    // A repeated decision is no news.
    expect(Object.keys(node.say({ type: 'planned', ...POD, actions: [wait] }).view().decisions)).toEqual(['00000001']);
    expect(node.act(start(3)).container()).toMatchObject({ state: 'starting', attempt: 3 });
    expect(node.container()).not.toHaveProperty('waitUntil');
  });

  it('says why an image does not come', () => {
    const waiting = { reason: 'ErrImagePull', message: 'no such host' };
    const status = {
      phase: 'Pending' as const,
      containerStatuses: [
        { name: 'nginx', state: { waiting }, lastState: {}, ready: false, restartCount: 0, image: '', imageID: '' },
      ],
    };
    const node = lab()
      .desire()
      .engine(sandbox())
      .say({ type: 'status', pod: { ...nginx, status }, records: [] });
    expect(node.container()).toMatchObject({ state: 'waiting', attempt: 0, ...waiting });
    expect(node.pod()?.status).toEqual(status);
    // Nobody waits for a pod that has to go.
    expect(node.say({ type: 'podRemoved', pod: nginx }).pod()?.containers).toEqual([]);
  });

  it('counts as starting until the engine shows what was started', () => {
    const node = lab().desire().engine(sandbox()).act(start(0));
    node.say({ type: 'acted', ...POD, action: start(0), containerId: 'c0' });
    expect(node.container().state).toBe('starting');
    expect(node.engine(sandbox(), record({})).container().state).toBe('running');
    expect(node.engine(sandbox()).container().state).toBe('planned');
    node.act(start(0)).say({ type: 'acted', ...POD, action: start(0), error: 'no' });
    expect(node.container().state).toBe('planned');
  });

  it('is being ended when it is an orphan that the kubelet ends', () => {
    const node = lab().runKubelet().engine(sandbox(), record({}));
    expect(node.pod()).toMatchObject({ desired: false, terminating: false });
    node.act({ kind: 'KillContainer', containerId: 'c0', container: 'nginx', message: '', graceSeconds: 2, because });
    expect(node.pod()).toMatchObject({ terminating: true, killAt: 2100, containers: [{ state: 'terminating' }] });
  });

  it('is torn down with its grace period', () => {
    const node = lab().desire().engine(sandbox(), record({})).say({ type: 'podRemoved', pod: nginx });
    node.say({
      type: 'acting',
      at: 500,
      ...POD,
      action: { kind: 'KillContainer', containerId: 'c0', container: 'nginx', message: '', graceSeconds: 30, because },
    });
    expect(node.pod()).toMatchObject({
      desired: false,
      terminating: true,
      killAt: 30_500,
      containers: [{ state: 'terminating' }],
    });
    expect(node.engine(sandbox(), dead({})).container().state).toBe('exited');
    expect(node.engine().pod()).toBeUndefined();
  });

  it('lives on without a kubelet, and is adopted by the next', () => {
    const node = lab().desire().engine(sandbox(), record({})).endKubelet(0);
    expect(node.pod()).toMatchObject({
      desired: false,
      terminating: false,
      restartPolicy: 'OnFailure',
      containers: [{ state: 'running' }],
    });
    expect(node.desire().pod()).toMatchObject({ desired: true, containers: [{ state: 'running' }] });
  });

  it('is told from labels alone when no kubelet ever spoke', () => {
    const ports = JSON.stringify([{ name: 'http', containerPort: 80, protocol: 'TCP' }]);
    const orphan = lab()
      .engine(
        sandbox({ labels: { 'annotation.kubernetes.io/config.source': 'file' } }),
        record({ labels: { 'annotation.io.kubernetes.container.ports': ports } }),
        record({ containerName: 'sidecar', labels: { 'annotation.io.kubernetes.container.ports': 'no json' } }),
      )
      .pod();
    expect(orphan).toMatchObject({ baseName: 'nginx', desired: false, source: 'file', ports: [{ containerPort: 80 }] });
    expect(orphan?.containers.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'nginx running',
      'sidecar running',
    ]);
  });

  it.each([
    [{ exitCode: 0 }, 'exited', 'Completed'],
    [{ exitCode: 0, oomKilled: true }, 'exited', 'OOMKilled'],
    [{ state: 'created', exitCode: 127, finishedAt: null }, 'exited', 'ContainerCannotRun'],
    [{ state: 'created', exitCode: 0, finishedAt: null }, 'created', ''],
    [{ state: 'unknown', exitCode: 0 }, 'unknown', ''],
  ] as const)('reads the end of %j', (fields, state, reason) => {
    expect(lab().desire().engine(sandbox(), dead(fields)).container()).toMatchObject({ state, reason });
  });

  it('keeps with each instance what it has left as its message', () => {
    const view = lab()
      .desire()
      .engine(sandbox(), dead({ exitCode: 137, message: 'too much' }))
      .container();
    expect(view.instances?.[0]).toMatchObject({ exitCode: 137, message: 'too much' });
  });
});
