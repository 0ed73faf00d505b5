// Where the parts of the architecture figure stand, how they are joined, and the way of a deployment through them.
import type { figureTexts } from '@/lib/i18n/figures';
import type { Place } from './box';

export type PartKind = keyof (typeof figureTexts)['de']['architecture']['parts'];

export interface Part extends Place {
  id: string;
  kind: PartKind;
}

const worker = (node: 1 | 2, x: number): Part[] => [
  { id: `kubelet${node}`, kind: 'kubelet', x: x + 12, y: 236, w: 96, h: 32 },
  { id: `proxy${node}`, kind: 'proxy', x: x + 114, y: 236, w: 96, h: 32 },
  { id: `runtime${node}`, kind: 'runtime', x: x + 12, y: 284, w: 96, h: 32 },
  { id: `pod${node}`, kind: 'pod', x: x + 114, y: 284, w: 96, h: 32 },
];

export const PARTS: readonly Part[] = [
  { id: 'kubectl', kind: 'kubectl', x: 190, y: 6, w: 100, h: 30 },
  { id: 'api', kind: 'api', x: 150, y: 82, w: 180, h: 34 },
  { id: 'etcd', kind: 'etcd', x: 20, y: 132, w: 126, h: 34 },
  { id: 'scheduler', kind: 'scheduler', x: 182, y: 132, w: 116, h: 34 },
  { id: 'controller', kind: 'controller', x: 334, y: 132, w: 126, h: 34 },
  ...worker(1, 10),
  ...worker(2, 248),
];

export const FRAMES: readonly (Place & { id: string })[] = [
  { id: 'master', x: 10, y: 56, w: 460, h: 120 },
  { id: 'worker1', x: 10, y: 206, w: 222, h: 120 },
  { id: 'worker2', x: 248, y: 206, w: 222, h: 120 },
];

/** Lines by the two parts they join. */
export const LINES: Readonly<Record<string, string>> = {
  'kubectl-api': 'M240 36 V82',
  'api-etcd': 'M158 110 H83 V132',
  'api-scheduler': 'M240 116 V132',
  'api-controller': 'M322 110 H397 V132',
  'api-kubelet1': 'M164 116 V190 H70 V236',
  'api-kubelet2': 'M316 116 V190 H308 V236',
  'kubelet1-runtime1': 'M70 268 V284',
  'kubelet2-runtime2': 'M308 268 V284',
  'runtime1-pod1': 'M118 300 H124',
  'runtime2-pod2': 'M356 300 H362',
};

/** Which parts and lines each stop of the way lights. */
export const WAY: readonly { parts: readonly string[]; lines: readonly string[] }[] = [
  { parts: ['kubectl', 'api'], lines: ['kubectl-api'] },
  { parts: ['api', 'etcd'], lines: ['api-etcd'] },
  { parts: ['api', 'controller'], lines: ['api-controller'] },
  { parts: ['api', 'scheduler'], lines: ['api-scheduler'] },
  { parts: ['api', 'kubelet1', 'kubelet2'], lines: ['api-kubelet1', 'api-kubelet2'] },
  { parts: ['kubelet1', 'runtime1', 'kubelet2', 'runtime2'], lines: ['kubelet1-runtime1', 'kubelet2-runtime2'] },
  {
    parts: ['pod1', 'pod2', 'kubelet1', 'kubelet2', 'api'],
    lines: ['runtime1-pod1', 'runtime2-pod2', 'api-kubelet1', 'api-kubelet2'],
  },
];

/** Index of the first stop that needs the part; the way's length when none does. */
export function blockedAt(part: string | undefined): number {
  const index = WAY.findIndex(({ parts }) => part !== undefined && parts.includes(part));
  return index < 0 ? WAY.length : index;
}
