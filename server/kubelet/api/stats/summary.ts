// /stats/summary. Pure. Upstream: kubelet/pkg/apis/stats/v1alpha1/types.go, pkg/kubelet/server/stats/summary.go (1.20).
import { parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import type { Pod } from '@/lib/k8s/types';
import type { ContainerStats, InterfaceStats } from '../../runtime-service';
import type { FileSystem } from './filesystems';
import type { ContainerSample, DiskSample, LayerUse, PodSample, Sample, VolumeSample } from './sampler';

const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** @param disk null: `?only_cpu_and_memory=true` */
export function summary(nodeName: string, sample: Sample, disk: DiskSample | null): unknown {
  const { node, nanoCores, pods } = sample;
  const cpu = { time: time(node.at), ...cpuFigures(node.cpuNanos, nanoCores) };
  const memory = { time: time(node.at), ...memoryFigures(node.memory, node.memory.capacity) };
  const own = { nodeName, systemContainers: [podsContainer(sample)], startTime: time(node.bootedAt), cpu, memory };
  const more = disk && {
    network: networkFigures(node.at, node.network),
    ...(disk.node && { fs: { time: time(disk.at), ...disk.node } }),
    ...(disk.images && {
      runtime: { imageFs: { time: time(disk.at), ...usedOn(disk.images.fileSystem, disk.images.usedBytes) } },
    }),
    rlimit: { time: time(node.at), maxpid: node.tasks.max, curproc: node.tasks.current },
  };
  return { node: { ...own, ...more }, pods: pods.filter(hasStarted).map((pod) => podFigures(pod, disk)) };
}

/** Upstream tells of no pod before its status has a start time. */
const hasStarted = ({ pod }: PodSample): boolean => pod.status?.startTime !== undefined;

/** The cgroup of all pods. */
function podsContainer({ node, pods }: Sample): unknown {
  const all = pods.flatMap(everyContainer);
  const started = Math.min(node.at, ...all.map(({ record }) => record.startedAt ?? node.at));
  return {
    name: 'pods',
    startTime: time(started),
    cpu: { time: time(node.at), ...cpuSum(all) },
    memory: { time: time(node.at), ...memoryFigures(memorySum(all), node.memory.capacity) },
  };
}

const everyContainer = ({ containers, sandbox }: PodSample): ContainerSample[] =>
  sandbox ? [...containers, sandbox] : containers;

function podFigures(sample: PodSample, disk: DiskSample | null): unknown {
  const { pod, containers, sandbox } = sample;
  const { name, namespace, uid = '' } = pod.metadata;
  const all = everyContainer(sample);
  const at = Math.max(...all.map(({ stats }) => stats.at));
  const volumes = disk?.volumes.get(uid) ?? [];
  const network = sandbox?.stats.network ?? [];
  return {
    podRef: { name, namespace, uid },
    startTime: pod.status?.startTime,
    containers: containers.map((container) => containerFigures(container, memoryLimit(pod, container), disk)),
    cpu: { time: time(at), ...cpuSum(all) },
    memory: { time: time(at), ...memoryFigures(memorySum(all)) },
    ...(disk && network.length > 0 && { network: networkFigures(sandbox?.stats.at ?? at, network) }),
    ...(disk && volumes.length > 0 && { volume: volumes.map((volume) => volumeFigures(volume, disk.at)) }),
    ...(disk?.node && { 'ephemeral-storage': ephemeralStorage(containers, volumes, disk, disk.node) }),
    ...(disk && { process_stats: { process_count: all.reduce((sum, { stats }) => sum + stats.tasks, 0) } }),
  };
}

function memoryLimit({ spec }: Pod, { record }: ContainerSample): number | undefined {
  const container = spec.containers.find(({ name }) => name === record.containerName);
  const limit = container?.resources?.limits?.memory;
  return limit === undefined ? undefined : bytesOf(limit);
}

const bytesOf = (quantity: string): number | undefined => {
  const value = wholeValue(parseQuantity(quantity));
  return value > 0 ? value : undefined;
};

function containerFigures(
  { record, stats, nanoCores }: ContainerSample,
  limit: number | undefined,
  disk: DiskSample | null,
) {
  const at = time(stats.at);
  const fileSystem = disk?.images?.fileSystem ?? disk?.node;
  const logs = disk?.logs.get(record.id);
  return {
    name: record.containerName,
    startTime: time(record.startedAt ?? stats.at),
    cpu: { time: at, ...cpuFigures(stats.cpu.total, nanoCores) },
    memory: { time: at, ...memoryFigures(stats.memory, limit) },
    ...(disk && fileSystem && { rootfs: { time: at, ...layerFigures(fileSystem, disk.writable.get(record.id)) } }),
    ...(disk && fileSystem && logs && { logs: { time: at, ...usedOn(fileSystem, logs.usedBytes) } }),
  };
}

const cpuFigures = (nanos: number, nanoCores: number | undefined) => ({
  ...(nanoCores !== undefined && { usageNanoCores: nanoCores }),
  usageCoreNanoSeconds: nanos,
});

function cpuSum(all: readonly ContainerSample[]) {
  const known = all.filter(({ nanoCores }) => nanoCores !== undefined);
  const rate = known.length === all.length ? all.reduce((sum, { nanoCores = 0 }) => sum + nanoCores, 0) : undefined;
  return cpuFigures(
    all.reduce((sum, { stats }) => sum + stats.cpu.total, 0),
    rate,
  );
}

type Memory = Omit<ContainerStats['memory'], 'cache'>;

/** `limit`: what may be used at most; without one nothing is said of what is available. */
const memoryFigures = (memory: Memory, limit?: number) => ({
  ...(limit !== undefined && { availableBytes: Math.max(0, limit - memory.workingSet) }),
  usageBytes: memory.usage,
  workingSetBytes: memory.workingSet,
  rssBytes: memory.rss,
  pageFaults: memory.pageFaults,
  majorPageFaults: memory.majorPageFaults,
});

function memorySum(all: readonly ContainerSample[]): Memory {
  const sum = (figure: keyof Memory) => all.reduce((total, { stats }) => total + stats.memory[figure], 0);
  return {
    usage: sum('usage'),
    workingSet: sum('workingSet'),
    rss: sum('rss'),
    pageFaults: sum('pageFaults'),
    majorPageFaults: sum('majorPageFaults'),
  };
}

/** The main interface, where there is one of that name, and all of them. */
function networkFigures(at: number, network: readonly InterfaceStats[]): unknown {
  const interfaces = network.map(({ name, rxBytes, rxErrors, txBytes, txErrors }) => ({
    name,
    rxBytes,
    rxErrors,
    txBytes,
    txErrors,
  }));
  return { time: time(at), ...(interfaces.find(({ name }) => name === 'eth0') ?? { name: '' }), interfaces };
}

/** Room of the file system, but only one user's share of it. */
const usedOn = (fileSystem: FileSystem, usedBytes: number, inodesUsed = fileSystem.inodesUsed): FileSystem => ({
  ...fileSystem,
  usedBytes,
  inodesUsed,
});

/** Where nobody can count its inodes, nothing is said of them. */
function layerFigures(fileSystem: FileSystem, { usedBytes, inodesUsed }: LayerUse = { usedBytes: 0 }) {
  const { inodesUsed: _, ...room } = fileSystem;
  return { ...room, usedBytes, ...(inodesUsed !== undefined && { inodesUsed }) };
}

const volumeFigures = ({ name, use, fileSystem }: VolumeSample, at: number) => ({
  time: time(at),
  ...usedOn(fileSystem, use.usedBytes, use.inodesUsed),
  name,
});

function ephemeralStorage(
  containers: readonly ContainerSample[],
  volumes: readonly VolumeSample[],
  disk: DiskSample,
  fileSystem: FileSystem,
): unknown {
  const layers = containers.map(({ record }): LayerUse => disk.writable.get(record.id) ?? { usedBytes: 0 });
  const logs = containers.map(({ record }) => disk.logs.get(record.id)?.usedBytes ?? 0);
  const owned = [...layers, ...volumes.map(({ use }) => use)];
  const usedBytes = [...owned.map((use) => use.usedBytes), ...logs].reduce((sum, bytes) => sum + bytes, 0);
  // Upstream counts the inodes of layers and volumes, and the bytes of the logs besides (calcEphemeralStorage).
  const inodes = owned.flatMap(({ inodesUsed }) => inodesUsed ?? []);
  const inodesUsed = inodes.length === owned.length ? inodes.reduce((sum, count) => sum + count, 0) : undefined;
  return {
    time: time(disk.at),
    ...layerFigures(fileSystem, { usedBytes, ...(inodesUsed !== undefined && { inodesUsed }) }),
  };
}
