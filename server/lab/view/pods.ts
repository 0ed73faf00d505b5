// Pods as the stage shows them: the union of what the kubelet wants and what the engine has. Pure.
import { everyContainer } from '@/lib/k8s/every-container';
import type { Container, ContainerPort } from '@/lib/k8s/types';
import type { ContainerView, PodView } from '@/lib/protocol/view';
import type { ContainerRecord } from '@/server/kubelet/runtime-service';
import { containerView, SANDBOX } from './containers';
import { groupBy } from './grouping';
import { newestFirst } from './instances';
import type { KnownPod, LabState } from './state';

/** Annotation of the source, and the label that the engine keeps it under (dockershim/labels.go). */
const SOURCE_ANNOTATION = 'kubernetes.io/config.source';
const PORTS_LABEL = 'annotation.io.kubernetes.container.ports';

/** Pods by uid. */
export function composePods(state: Pick<LabState, 'kubelet' | 'records' | 'nodeName'>): Record<string, PodView> {
  const byPod = groupBy(state.records, (record) => record.podUid);
  const shown = Object.entries(state.kubelet.pods).filter(([uid, known]) => known.desired || byPod.has(uid));
  const uids = new Set([...shown.map(([uid]) => uid), ...byPod.keys()]);
  return Object.fromEntries(
    [...uids].map((uid) => [uid, composePod(uid, state.kubelet.pods[uid], byPod.get(uid) ?? [], state.nodeName)]),
  );
}

function composePod(uid: string, known: KnownPod | undefined, records: ContainerRecord[], nodeName: string): PodView {
  const sandboxes = records.filter((record) => record.kind === 'sandbox').sort(newestFirst);
  const metadata = known?.pod?.metadata;
  const name = metadata?.name ?? records[0]?.podName ?? '';
  const suffix = `-${nodeName}`;
  const sandbox = sandboxView(sandboxes, known);
  return {
    uid,
    name,
    namespace: metadata?.namespace ?? records[0]?.podNamespace ?? '',
    baseName: name.endsWith(suffix) ? name.slice(0, -suffix.length) : name,
    source: sourceOf(
      metadata?.annotations[SOURCE_ANNOTATION] ?? sandboxes[0]?.labels[`annotation.${SOURCE_ANNOTATION}`],
    ),
    ...(known?.file && { file: known.file }),
    desired: known?.desired ?? false,
    terminating: known?.terminating ?? false,
    ...(known?.killAt !== undefined && { killAt: known.killAt }),
    restartPolicy: known?.pod?.spec.restartPolicy ?? 'Always',
    ip: sandboxes.find((record) => record.state === 'running')?.ip ?? '',
    ...(known?.status && { status: known.status }),
    ...(sandbox && { sandbox }),
    containers: containerViews(known, records),
    qosClass: known?.status?.qosClass ?? '',
    ports: portsOf(known?.pod?.spec.containers, records),
  };
}

function sandboxView(sandboxes: ContainerRecord[], known: KnownPod | undefined): ContainerView | undefined {
  if (sandboxes.length === 0 && known?.acting?.kind !== 'CreateSandbox') return undefined;
  return containerView(SANDBOX, sandboxes, known);
}

/** Init containers, then the others in the order of the manifest, then what only the engine knows, oldest name first. */
function containerViews(known: KnownPod | undefined, records: ContainerRecord[]): ContainerView[] {
  const byName = groupBy(
    records.filter((record) => record.kind === 'container'),
    (record) => record.containerName,
  );
  const specs = new Map((known?.pod ? everyContainer(known.pod.spec) : []).map((spec) => [spec.name, spec]));
  const others = [...byName.keys()].filter((name) => !specs.has(name)).sort();
  // Nothing more will come for a pod that nobody wants.
  const wanted = [...specs.keys()].filter((name) => known?.desired || byName.has(name));
  const first = new Set(known?.pod?.spec.initContainers?.map(({ name }) => name));
  return [...wanted, ...others].map((name) => ({
    ...containerView(name, byName.get(name) ?? [], known, specs.get(name)),
    ...(first.has(name) && { init: true as const }),
  }));
}

function sourceOf(annotation: string | undefined): PodView['source'] {
  const known = (['file', 'http', 'web', 'api'] as const).find((source) => source === annotation);
  return known ?? '';
}

function portsOf(specs: Container[] | undefined, records: ContainerRecord[]): PodView['ports'] {
  const ports = specs ? specs.flatMap((spec) => spec.ports ?? []) : records.flatMap(labelledPorts);
  const views = ports.map(({ name, containerPort, protocol = 'TCP' }) => ({
    ...(name && { name }),
    containerPort,
    protocol,
  }));
  return views.filter(
    (port, index) =>
      views.findIndex((other) => other.containerPort === port.containerPort && other.protocol === port.protocol) ===
      index,
  );
}

/** The kubelet leaves the ports on the container as JSON; a foreign hand may have left anything. */
function labelledPorts(record: ContainerRecord): ContainerPort[] {
  try {
    const ports: unknown = JSON.parse(record.labels[PORTS_LABEL] ?? '[]');
    return Array.isArray(ports) ? ports.filter(isPort) : [];
  } catch {
    return [];
  }
}

const isPort = (value: unknown): value is ContainerPort =>
  typeof value === 'object' && value !== null && 'containerPort' in value && typeof value.containerPort === 'number';
