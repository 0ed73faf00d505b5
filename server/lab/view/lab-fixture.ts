// For tests of the view: a lab made of plain data, and the things that it hears of.
import type { Container, StaticPod } from '@/lib/k8s/types';
import type { ContainerView } from '@/lib/protocol/view';
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
export const FILE = 'nginx.yaml';
export const POD = { podUid: 'u1', podName: 'nginx-worker1' };
export const because = { code: 'NeverStarted', facts: { container: 'nginx' } } as const;

export const nginx: StaticPod = {
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

export const record = (fields: Partial<ContainerRecord>): ContainerRecord => ({
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
export const sandbox = (fields: Partial<ContainerRecord> = {}) =>
  record({ id: 's0', kind: 'sandbox', containerName: 'POD', image: 'pause', ip: '172.17.0.2', ...fields });
export const dead = (fields: Partial<ContainerRecord>) =>
  record({ state: 'exited', finishedAt: 2000, exitCode: 137, ...fields });

/** An event without its number; the time matters only where it is given. */
type Said = KubeletEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'seq' | 'at'> & { at?: number }
    : never
  : never;

/** A lab that hears one thing after the other, through the same reducers as the real one. */
export function lab() {
  let state: LabState = initialState(
    { id: 'l', home: '/home/ada', manifestDir: DIR, user: 'ada' },
    'worker1',
    'memory',
    0,
  );
  const config = {
    settings: { staticPodPath: DIR, readOnlyPort: 10255, fileCheckFrequency: 20_000 },
  } as KubeletConfig;
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
    /** A kubelet runs and a file wants nginx, with `parts` of its container on top. */
    desire: (parts: Partial<Container> = {}) => {
      const containers = nginx.spec.containers.map((container) => ({ ...container, ...parts }));
      const pod = { ...nginx, spec: { ...nginx.spec, containers } };
      return self.runKubelet().say({ type: 'podAdded', pod, file: FILE });
    },
    act: (action: Action) => self.say({ type: 'acting', ...POD, action }),
    view: () => composeView(state),
    pod: () => composeView(state).pods.u1,
    container: (): Partial<ContainerView> => composeView(state).pods.u1?.containers[0] ?? {},
  };
  return self;
}
export const start = (attempt: number): Action => ({ kind: 'StartContainer', container: 'nginx', attempt, because });
