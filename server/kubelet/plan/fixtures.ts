// Pods and records for tests of decisions: one base, changed by the case.
import { hashContainer } from '@/lib/k8s/container-hash';
import type { Container, PodSpec, StaticPod } from '@/lib/k8s/types';
import { defaultSettings } from '../configuration/fields';
import type { PodSettings } from '../pod-settings';
import type { ContainerRecord } from '../runtime-service';
import type { PodPlanInput } from './plan-input';
import type { PodVolumeFacts } from './plan-volumes';

export const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
const UID = '0123456789abcdef0123456789abcdef';

export const container = (name: string, more: Partial<Container> = {}): Container => ({
  name,
  image: 'busybox:1',
  imagePullPolicy: 'IfNotPresent',
  ...more,
});

/** Three containers c0, c1, c2, restart policy Always. */
export const pod = (spec: Partial<PodSpec> = {}): StaticPod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-node1', namespace: 'default', uid: UID, annotations: {} },
  spec: {
    containers: ['c0', 'c1', 'c2'].map((name) => container(name)),
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    ...spec,
  },
});

const record = (more: Partial<ContainerRecord>): ContainerRecord => {
  const createdAt = more.createdAt ?? NOW - 60_000;
  return {
    id: 'id',
    name: '',
    kind: 'container',
    podUid: UID,
    podName: 'web-node1',
    podNamespace: 'default',
    containerName: '',
    attempt: 0,
    state: 'running',
    createdAt,
    labels: {},
    image: 'busybox:1',
    imageId: 'docker://sha256:1',
    createdAtNano: new Date(createdAt).toISOString(),
    startedAt: createdAt,
    finishedAt: null,
    exitCode: 0,
    oomKilled: false,
    error: '',
    pid: 1,
    ...more,
  };
};

/** The defaults of the configuration. */
export const POD_SETTINGS: PodSettings = {
  ...defaultSettings('flags'),
  seccompProfileRoot: '/var/lib/kubelet/seccomp',
};

/** A running sandbox with an address. */
export const sandbox = (more: Partial<ContainerRecord> = {}): ContainerRecord =>
  record({ id: 'sandbox', kind: 'sandbox', containerName: 'POD', ip: '10.0.0.2', hostNetwork: false, ...more });

/** A running instance, as its container in pod() defines it. */
export const running = (name: string, more: Partial<ContainerRecord> = {}): ContainerRecord =>
  record({ id: `${name}-0`, containerName: name, hash: hashContainer(container(name)), sandboxId: 'sandbox', ...more });

/** An instance that ended ten seconds ago. */
export const exited = (name: string, exitCode: number, more: Partial<ContainerRecord> = {}): ContainerRecord =>
  running(name, { state: 'exited', exitCode, finishedAt: NOW - 10_000, pid: 0, ...more });

/** Nothing is set up. */
export const NO_VOLUMES: PodVolumeFacts = {
  mounted: new Map(),
  failed: new Map(),
  present: [],
  allocatable: { cpu: '4', memory: '8589934592', 'ephemeral-storage': '100000000000' },
};

/** A pod with a sandbox and three running containers; the case changes what it is about. */
export const planInput = (more: Partial<PodPlanInput> = {}): PodPlanInput => ({
  pod: pod(),
  records: [sandbox(), running('c0'), running('c1'), running('c2')],
  backOff: new Map(),
  volumes: NO_VOLUMES,
  presentImages: new Set(),
  pruning: { keptInstances: 1, surplus: new Set() },
  now: NOW,
  ...more,
});
