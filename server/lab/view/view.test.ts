import { describe, expect, it } from 'vitest';
import type { StaticPod } from '@/lib/k8s/types';
import type { ContainerView, LabView } from '@/lib/protocol/view';
import type { Action } from '@/server/kubelet/actions';
import type { KubeletConfig, KubeletEvent } from '@/server/kubelet/kubelet';
import type { ContainerRecord } from '@/server/kubelet/runtime-service';
import { composeView } from './compose';
import { recordDecisions } from './decisions';
import { engineChanged, recordsListed } from './engine-state';
import { applyKubeletEvent } from './kubelet-events';
import { kubeletEnded, kubeletStarting, kubeletState } from './kubelet-process';
import { initialState, type LabState } from './state';

const DIR = '/home/ada/kubelet-manifests';
const FILE = 'nginx.yaml';
const POD = { podUid: 'u1', podName: 'nginx-worker1' };
const because = { code: 'NeverStarted', facts: { container: 'nginx' } } as const;

const nginx: StaticPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'nginx-worker1',
    namespace: 'default',
    uid: 'u1',
    annotations: { 'kubernetes.io/config.source': 'file' },
  },
  spec: {
    restartPolicy: 'OnFailure',
    containers: [
      { name: 'nginx', image: 'nginx:latest', ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }] },
    ],
  },
};

const record = (fields: Partial<ContainerRecord>): ContainerRecord => ({
  id: `c${fields.attempt ?? 0}`,
  name: '',
  kind: 'container',
  ...POD,
  podNamespace: 'default',
  containerName: 'nginx',
  attempt: 0,
  state: 'running',
  createdAt: 1000,
  labels: {},
  image: 'nginx:latest',
  imageId: '',
  createdAtNano: '',
  startedAt: 1000,
  finishedAt: null,
  exitCode: 0,
  oomKilled: false,
  error: '',
  pid: 1,
  ...fields,
});
const sandbox = (fields: Partial<ContainerRecord> = {}) =>
  record({ id: 's0', kind: 'sandbox', containerName: 'POD', image: 'pause', ip: '172.17.0.2', ...fields });
const dead = (fields: Partial<ContainerRecord>) =>
  record({ state: 'exited', finishedAt: 2000, exitCode: 137, ...fields });

/** A lab that hears `inputs` one after the other; numbers of events do not matter here. */
type Said = KubeletEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'seq' | 'at'> & { at?: number }
    : never
  : never;
function lab() {
  let state: LabState = initialState(
    { id: 'l', home: '/home/ada', manifestDir: DIR, user: 'ada' },
    'worker1',
    'memory',
    0,
  );
  const config = { manifestPath: DIR, readOnlyPort: 10255, fileCheckMs: 20_000 } as KubeletConfig;
  const self = {
    change(change: (state: LabState) => LabState) {
      state = change(state);
      return self;
    },
    runKubelet: () =>
      self.change((s) => ({
        ...s,
        kubelet: kubeletState(kubeletStarting(s.kubelet, config, ['--v=2'], 10), 'running', 11),
      })),
    endKubelet: (code: number) =>
      self.change((s) => ({ ...s, kubelet: kubeletEnded(s.kubelet, { code, message: '' }, 90) })),
    say: (said: Said) =>
      self.change((s) => {
        const event = { seq: 0, at: 100, ...said } as KubeletEvent;
        return {
          ...s,
          decisions: recordDecisions(s.decisions, event, s.kubelet),
          kubelet: applyKubeletEvent(s.kubelet, event),
        };
      }),
    engine: (...records: ContainerRecord[]) =>
      self.change((s) => engineChanged(recordsListed(s, records), { state: 'available', version: '20' }, 50)),
    desire: () => self.runKubelet().say({ type: 'podAdded', pod: nginx, file: FILE }),
    act: (action: Action) => self.say({ type: 'acting', ...POD, action }),
    view: () => composeView(state),
    pod: () => composeView(state).pods.u1,
    container: (): Partial<ContainerView> => composeView(state).pods.u1?.containers[0] ?? {},
  };
  return self;
}
const start = (attempt: number): Action => ({ kind: 'StartContainer', container: 'nginx', attempt, because });

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
});

describe('a manifest', () => {
  const file = { file: 'nginx.yaml', bytes: 9, revision: 'r1', modifiedAt: 5, ignored: false, problems: [] };
  const problem = { code: 'Required', severity: 'error', message: 'spec.containers: Required value', line: 4 } as const;
  const withFile = (fields = {}) =>
    lab()
      .runKubelet()
      .change((s) => ({ ...s, workspace: { exists: true, files: { 'nginx.yaml': { ...file, ...fields } } } }));
  const manifest = (node: ReturnType<typeof lab>) => node.view().manifests['nginx.yaml'];

  it('is unread until the kubelet has read this very content', () => {
    const node = withFile();
    expect(manifest(node)).toMatchObject({ state: 'unread', problems: [] });
    node.say({ type: 'manifestRead', file: FILE, revision: 'r1', pod: nginx, problems: [], state: 'applied' });
    expect(manifest(node)).toMatchObject({ state: 'applied', podUid: 'u1', podName: 'nginx-worker1' });
    node.say({ type: 'podAdded', pod: nginx, file: FILE });
    node.change((s) => ({ ...s, workspace: { exists: true, files: { 'nginx.yaml': { ...file, revision: 'r2' } } } }));
    expect(manifest(node)).toMatchObject({ state: 'unread', podUid: 'u1' });
    expect(manifest(node.endKubelet(0))).toMatchObject({ state: 'unread' });
  });

  it('is rejected with its problems, and says until when its old pod lives', () => {
    const node = withFile().say({ type: 'podAdded', pod: nginx, file: FILE });
    node.say({
      type: 'manifestRead',
      file: FILE,
      revision: 'r1',
      problems: [problem],
      state: 'rejected',
      dropsAt: 20_000,
    });
    expect(manifest(node)).toMatchObject({ state: 'rejected', problems: [problem], dropsAt: 20_000, podUid: 'u1' });
    expect(Object.values(node.view().decisions)).toMatchObject([
      { kind: 'observed', what: 'ManifestRejected', facts: { file: 'nginx.yaml', line: 4 } },
    ]);
    node.say({
      type: 'manifestRead',
      file: FILE,
      revision: 'r1',
      problems: [problem],
      state: 'rejected',
      dropsAt: 20_000,
    });
    expect(Object.keys(node.view().decisions)).toHaveLength(1);
    node.say({ type: 'manifestGone', file: FILE });
    expect(manifest(node)?.state).toBe('unread');
  });

  it('is ignored when no kubelet reads such a thing', () => {
    const node = withFile({ ignored: true, revision: '', problems: [{ ...problem, code: 'IsDirectory' }] });
    expect(manifest(node)).toMatchObject({ state: 'ignored', problems: [{ code: 'IsDirectory' }] });
  });
});

describe('the node', () => {
  it('is ready only with a kubelet and an engine', () => {
    const node = lab().engine();
    expect(node.view().node).toEqual({ name: 'worker1', ready: false, reason: 'NodeStatusUnknown' });
    expect(node.runKubelet().view().node).toMatchObject({ ready: true, reason: 'KubeletReady' });
    node.change((s) => engineChanged(s, { state: 'unavailable', version: '20', message: 'refused' }, 70));
    expect(node.view()).toMatchObject({
      node: { ready: false, reason: 'KubeletNotReady' },
      engine: { state: 'unavailable', since: 70 },
    });
    expect(node.endKubelet(255).view().kubelet).toMatchObject({ state: 'failed', exit: { code: 255 } });
  });

  it('keeps the newest sixty decisions in order', () => {
    const node = lab().desire();
    for (let n = 0; n < 70; n += 1)
      node.say({ type: 'acted', ...POD, action: start(n), ...(n % 2 ? { error: 'no' } : { containerId: 'c' }) });
    const decisions: LabView['decisions'] = node.view().decisions;
    expect(Object.keys(decisions)).toHaveLength(60);
    expect(Object.values(decisions).at(-1)).toMatchObject({
      seq: 70,
      kind: 'failed',
      what: 'StartContainer',
      attempt: 69,
      facts: { error: 'no' },
      because,
    });
  });
});
