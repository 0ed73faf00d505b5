// /metrics/cadvisor: the container_… and machine_… series that can be measured here. Pure. Names, labels and help texts:
// cAdvisor metrics/prometheus.go, pkg/kubelet/server/server.go containerPrometheusLabelsFunc (1.20).
import { metricText, type Sample as Series } from '../prometheus';
import type { ContainerSample, Sample } from './sampler';

const NANOS = 1e9;

/** One row of the table: the root (the whole node) or a container or sandbox. */
interface Row {
  labels: Record<string, string>;
  at: number;
  startedAt: number;
  cpu: { total: number; user?: number; system?: number };
  memory: ContainerSample['stats']['memory'];
  tasks: number;
  network: ContainerSample['stats']['network'];
}

export interface MachineFacts {
  cpus: number;
  bootId: string;
  machineId: string;
  kernelVersion: string;
  osVersion: string;
  engineVersion: string;
}

export function cadvisorMetrics(sample: Sample, machine: MachineFacts): string {
  const rows = [
    nodeRow(sample),
    ...sample.pods.flatMap(({ containers, sandbox }) =>
      [...containers, ...(sandbox ? [sandbox] : [])].map(containerRow),
    ),
  ];
  return [
    version(machine),
    ...cpuText(rows),
    ...memoryText(rows),
    ...networkText(rows),
    ...machineText(sample, machine),
  ].join('');
}

const rootLabels = { container: '', id: '/', image: '', name: '', namespace: '', pod: '' };

const nodeRow = ({ node }: Sample): Row => ({
  labels: rootLabels,
  at: node.at,
  startedAt: node.bootedAt,
  cpu: { total: node.cpuNanos },
  memory: node.memory,
  tasks: node.tasks.current,
  network: node.network,
});

const containerRow = ({ record, stats }: ContainerSample): Row => ({
  labels: {
    container: record.containerName,
    id: `/docker/${record.id}`,
    image: record.image,
    name: record.name,
    namespace: record.podNamespace,
    pod: record.podName,
  },
  at: stats.at,
  startedAt: record.startedAt ?? stats.at,
  cpu: stats.cpu,
  memory: stats.memory,
  tasks: stats.tasks,
  // Containers share it.
  network: record.kind === 'sandbox' ? stats.network : [],
});

/** One metric with a series of each row; rows that don't know it are left out. */
function metric(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  rows: readonly Row[],
  value: (row: Row) => number | undefined,
  more: Record<string, string> = {},
): string {
  const series = rows.flatMap((row): Series[] => {
    const figure = value(row);
    return figure === undefined ? [] : [[{ ...row.labels, ...more }, figure, row.at]];
  });
  return metricText(name, type, help, series);
}

const seconds = (nanos: number | undefined): number | undefined => (nanos === undefined ? undefined : nanos / NANOS);

const cpuText = (rows: readonly Row[]): string[] => [
  metric(
    'container_cpu_system_seconds_total',
    'counter',
    'Cumulative system cpu time consumed in seconds.',
    rows,
    (row) => seconds(row.cpu.system),
  ),
  metric(
    'container_cpu_usage_seconds_total',
    'counter',
    'Cumulative cpu time consumed in seconds.',
    rows,
    (row) => seconds(row.cpu.total),
    { cpu: 'total' },
  ),
  metric('container_cpu_user_seconds_total', 'counter', 'Cumulative user cpu time consumed in seconds.', rows, (row) =>
    seconds(row.cpu.user),
  ),
  metric('container_last_seen', 'gauge', 'Last time a container was seen by the exporter', rows, (row) =>
    Math.floor(row.at / 1000),
  ),
  metric(
    'container_start_time_seconds',
    'gauge',
    'Start time of the container since unix epoch in seconds.',
    rows,
    (row) => Math.floor(row.startedAt / 1000),
  ),
  metric('container_processes', 'gauge', 'Number of processes running inside the container.', rows, (row) => row.tasks),
];

const failures = (rows: readonly Row[]): string => {
  const of = (failure_type: string, value: (row: Row) => number) =>
    rows.map((row): Series => [{ ...row.labels, failure_type, scope: 'container' }, value(row), row.at]);
  return metricText('container_memory_failures_total', 'counter', 'Cumulative count of memory allocation failures.', [
    ...of('pgfault', ({ memory }) => memory.pageFaults),
    ...of('pgmajfault', ({ memory }) => memory.majorPageFaults),
  ]);
};

const memoryText = (rows: readonly Row[]): string[] => [
  metric(
    'container_memory_cache',
    'gauge',
    'Number of bytes of page cache memory.',
    rows,
    ({ memory }) => memory.cache,
  ),
  failures(rows),
  metric('container_memory_rss', 'gauge', 'Size of RSS in bytes.', rows, ({ memory }) => memory.rss),
  metric(
    'container_memory_usage_bytes',
    'gauge',
    'Current memory usage in bytes, including all memory regardless of when it was accessed',
    rows,
    ({ memory }) => memory.usage,
  ),
  metric(
    'container_memory_working_set_bytes',
    'gauge',
    'Current working set in bytes.',
    rows,
    ({ memory }) => memory.workingSet,
  ),
];

type Interface = Row['network'][number];
const NETWORK: readonly [string, string, (one: Interface) => number][] = [
  ['receive_bytes', 'bytes received', ({ rxBytes }) => rxBytes],
  ['receive_errors', 'errors encountered while receiving', ({ rxErrors }) => rxErrors],
  ['receive_packets_dropped', 'packets dropped while receiving', ({ rxDropped }) => rxDropped],
  ['receive_packets', 'packets received', ({ rxPackets }) => rxPackets],
  ['transmit_bytes', 'bytes transmitted', ({ txBytes }) => txBytes],
  ['transmit_errors', 'errors encountered while transmitting', ({ txErrors }) => txErrors],
  ['transmit_packets_dropped', 'packets dropped while transmitting', ({ txDropped }) => txDropped],
  ['transmit_packets', 'packets transmitted', ({ txPackets }) => txPackets],
];

const networkText = (rows: readonly Row[]): string[] =>
  NETWORK.map(([name, what, value]) =>
    metricText(
      `container_network_${name}_total`,
      'counter',
      `Cumulative count of ${what}`,
      rows.flatMap((row) =>
        row.network.map((one): Series => [{ ...row.labels, interface: one.name }, value(one), row.at]),
      ),
    ),
  );

const version = ({ kernelVersion, osVersion, engineVersion }: MachineFacts): string => {
  const labels = { cadvisorRevision: '', cadvisorVersion: '', dockerVersion: engineVersion, kernelVersion, osVersion };
  const help =
    "A metric with a constant '1' value labeled by kernel version, OS version, docker version, cadvisor version & cadvisor revision.";
  return metricText('cadvisor_version_info', 'gauge', help, [[labels, 1]]);
};

function machineText({ node }: Sample, { cpus, bootId, machineId }: MachineFacts): string[] {
  const labels = { boot_id: bootId, machine_id: machineId, system_uuid: machineId };
  return [
    metricText(
      'container_scrape_error',
      'gauge',
      '1 if there was an error while getting container metrics, 0 otherwise',
      [[{}, 0]],
    ),
    metricText('machine_cpu_cores', 'gauge', 'Number of logical CPU cores.', [[labels, cpus]]),
    metricText('machine_memory_bytes', 'gauge', 'Amount of memory installed on the machine.', [
      [labels, node.memory.capacity],
    ]),
    metricText('machine_scrape_error', 'gauge', '1 if there was an error while getting machine metrics, 0 otherwise.', [
      [{}, 0],
    ]),
  ];
}
