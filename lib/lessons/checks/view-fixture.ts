// Views for tests: a quiet node, and pieces to put on it.
import type { CommandView, ContainerView, InstanceView, LabView, ManifestView, PodView } from '@/lib/protocol/view';
import { emptyHistory } from './history';
import type { CheckContext } from './result';

/** The moment at which tests take place, ms since the epoch. */
export const NOW = 1_700_000_000_000;
export const POD_UID = '71eb745da9cff1f6dc68260a8554b597';
export const NGINX_ID = '7c927f014f84b4696ef18f0313bc0c5dbff2faba0b9b0ec270d724486e4f26c5';
export const PAUSE_ID = '8b049508e0dca15ac4eb5afd12e33f368d609f81ac8873ca9b46f5bd8ad58d98';

export const instance = (over: Partial<InstanceView> = {}): InstanceView => ({
  id: NGINX_ID,
  attempt: 0,
  state: 'running',
  image: 'nginx:latest',
  createdAt: NOW - 60_000,
  startedAt: NOW - 60_000,
  finishedAt: null,
  exitCode: 0,
  reason: '',
  ...over,
});

export const container = (over: Partial<ContainerView> = {}): ContainerView => ({
  name: 'nginx',
  image: 'nginx:latest',
  state: 'running',
  attempt: 0,
  ready: true,
  restartCount: 0,
  reason: '',
  message: '',
  instances: [instance()],
  ...over,
});

export const pod = (over: Partial<PodView> = {}): PodView => ({
  uid: POD_UID,
  name: 'nginx-worker1',
  namespace: 'default',
  baseName: 'nginx',
  source: 'file',
  file: 'nginx.yaml',
  desired: true,
  terminating: false,
  restartPolicy: 'Always',
  ip: '172.17.0.2',
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: '2023-11-14T22:13:00Z' }],
  },
  sandbox: container({ name: 'POD', image: 'pause', instances: [instance({ id: PAUSE_ID, image: 'pause' })] }),
  containers: [container()],
  qosClass: 'BestEffort',
  ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
  ...over,
});

export const manifest = (over: Partial<ManifestView> = {}): ManifestView => ({
  file: 'nginx.yaml',
  bytes: 300,
  revision: 'a'.repeat(16),
  modifiedAt: NOW - 60_000,
  state: 'applied',
  podUid: POD_UID,
  podName: 'nginx-worker1',
  problems: [],
  ...over,
});

export const command = (line: string, over: Partial<CommandView> = {}): CommandView => ({
  seq: 1,
  at: NOW,
  terminal: 't1',
  line,
  exitCode: 0,
  ...over,
});

/** A running kubelet on an empty node, with what is given on top. */
export function labView(over: Partial<LabView> = {}): LabView {
  return {
    lab: {
      id: 'lab',
      home: '/home/ada',
      manifestDir: '/home/ada/kubelet-manifests',
      manifestDirExists: true,
      user: 'ada',
    },
    engine: { runtime: 'docker', state: 'available', version: '20.10.24', since: NOW },
    node: { name: 'worker1', ready: true, reason: '' },
    kubelet: {
      state: 'running',
      since: NOW - 120_000,
      args: ['--pod-manifest-path=/home/ada/kubelet-manifests'],
      manifestPath: '/home/ada/kubelet-manifests',
      readOnlyPort: 10255,
      phase: 'idle',
      subject: '',
      lastReadAt: 0,
      lastObservedAt: 0,
      lastActedAt: 0,
      fileCheckMs: 20_000,
      sources: {},
      loop: { paused: false, delayMs: 0, held: {}, next: '' },
    },
    manifests: {},
    pods: {},
    decisions: {},
    terminals: {},
    commands: {},
    steps: {},
    ...over,
  };
}

/** A view with the article's pod on it. */
export const nginxView = (over: Partial<LabView> = {}): LabView =>
  labView({ manifests: { 'nginx.yaml': manifest() }, pods: { [POD_UID]: pod() }, ...over });

/** Entered ten seconds ago. */
export const context = (view: LabView, over: Partial<CheckContext> = {}): CheckContext => ({
  view,
  enteredAt: NOW - 10_000,
  now: NOW,
  history: emptyHistory(),
  answers: {},
  ...over,
});
