// Small views for the tests of this folder.
import type { ContainerView, DecisionView, InstanceView, LabView, ManifestView, PodView } from '@/lib/protocol/view';

export const NOW = 1_700_000_000_000;

export const instance = (
  attempt: number,
  state: InstanceView['state'],
  more: Partial<InstanceView> = {},
): InstanceView => ({
  id: `${attempt}c927f014f84aaaa`,
  attempt,
  state,
  image: 'nginx:latest',
  createdAt: NOW - 60_000,
  startedAt: NOW - 60_000,
  finishedAt: null,
  exitCode: 0,
  reason: '',
  ...more,
});

export const container = (
  name: string,
  state: ContainerView['state'],
  attempt: number,
  instances: InstanceView[],
  more: Partial<ContainerView> = {},
): ContainerView => ({
  name,
  image: 'nginx:latest',
  state,
  attempt,
  ready: state === 'running',
  restartCount: attempt,
  reason: '',
  message: '',
  instances,
  ...more,
});

export const runningPod = (baseName: string, more: Partial<PodView> = {}): PodView => ({
  uid: `uid-${baseName}`,
  name: `${baseName}-worker1`,
  namespace: 'default',
  baseName,
  source: 'file',
  desired: true,
  terminating: false,
  restartPolicy: 'Always',
  ip: '172.17.0.2',
  status: { phase: 'Running' },
  sandbox: container('POD', 'running', 0, [instance(0, 'running')]),
  containers: [container(baseName, 'running', 0, [instance(0, 'running')])],
  qosClass: 'BestEffort',
  ports: [],
  ...more,
});

/** A container in back-off, `left` ms before its next attempt. */
export const backOff = (name: string, left: number, waitMs = 40_000): ContainerView =>
  container(name, 'waiting', 4, [instance(3, 'exited', { exitCode: 1 })], {
    reason: 'CrashLoopBackOff',
    waitUntil: NOW + left,
    waitMs,
    ready: false,
  });

export const manifest = (file: string, more: Partial<ManifestView> = {}): ManifestView => ({
  file,
  bytes: 300,
  revision: 'a',
  modifiedAt: NOW,
  state: 'applied',
  problems: [],
  ...more,
});

export const decision = (
  seq: number,
  kind: DecisionView['kind'],
  what: string,
  more: Partial<DecisionView> = {},
): DecisionView => ({
  seq,
  at: NOW,
  kind,
  podUid: 'uid-nginx',
  podName: 'nginx-worker1',
  container: 'nginx',
  what,
  facts: {},
  ...more,
});

/** A running kubelet with these pods and decisions. */
export const labView = (pods: PodView[], decisions: DecisionView[] = [], more: Partial<LabView> = {}): LabView => ({
  lab: {
    id: 'lab',
    home: '/home/ada',
    manifestDir: '/home/ada/kubelet-manifests',
    manifestDirExists: true,
    user: 'ada',
  },
  engine: { runtime: 'docker', state: 'available', version: '20.10.24', since: 0 },
  node: { name: 'worker1', ready: true, reason: '' },
  kubelet: {
    state: 'running',
    since: NOW - 600_000,
    args: [],
    manifestPath: '/home/ada/kubelet-manifests',
    readOnlyPort: 10255,
    phase: 'idle',
    subject: '',
    lastReadAt: NOW,
    lastObservedAt: NOW,
    lastActedAt: NOW,
    fileCheckMs: 20_000,
    sources: {},
    loop: { paused: false, delayMs: 0, held: {}, next: '' },
  },
  manifests: {},
  pods: Object.fromEntries(pods.map((pod) => [pod.uid, pod])),
  decisions: Object.fromEntries(decisions.map((each) => [String(each.seq).padStart(8, '0'), each])),
  terminals: {},
  commands: {},
  steps: {},
  ...more,
});
