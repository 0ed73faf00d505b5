// /metrics/resource. Pure. Upstream: pkg/kubelet/metrics/collectors/resource_metrics.go (1.20).
import { metricText, type Sample as Series } from '../prometheus';
import type { ContainerSample, Sample } from './sampler';

const NANOS = 1e9;

/** CPU and memory of node, pods and containers as Prometheus text, each with the time of its measurement. */
export function resourceMetrics({ node, pods }: Sample): string {
  const containers = pods.flatMap((pod) => pod.containers);
  const ofContainer = ({ record, stats }: ContainerSample, value: number): Series => [
    { container: record.containerName, namespace: record.podNamespace, pod: record.podName },
    value,
    stats.at,
  ];
  const ofPods = (value: (stats: ContainerSample['stats']) => number) =>
    pods.map(({ pod, containers: own, sandbox }): Series => {
      const all = sandbox ? [...own, sandbox] : own;
      const sum = all.reduce((total, { stats }) => total + value(stats), 0);
      const labels = { namespace: pod.metadata.namespace ?? '', pod: pod.metadata.name };
      return [labels, sum, Math.max(...all.map(({ stats }) => stats.at))];
    });
  return [
    metricText(
      'container_cpu_usage_seconds_total',
      'counter',
      '[ALPHA] Cumulative cpu time consumed by the container in core-seconds',
      containers.map((one) => ofContainer(one, one.stats.cpu.total / NANOS)),
    ),
    metricText(
      'container_memory_working_set_bytes',
      'gauge',
      '[ALPHA] Current working set of the container in bytes',
      containers.map((one) => ofContainer(one, one.stats.memory.workingSet)),
    ),
    metricText(
      'node_cpu_usage_seconds_total',
      'counter',
      '[ALPHA] Cumulative cpu time consumed by the node in core-seconds',
      [[{}, node.cpuNanos / NANOS, node.at]],
    ),
    metricText('node_memory_working_set_bytes', 'gauge', '[ALPHA] Current working set of the node in bytes', [
      [{}, node.memory.workingSet, node.at],
    ]),
    metricText(
      'pod_cpu_usage_seconds_total',
      'counter',
      '[ALPHA] Cumulative cpu time consumed by the pod in core-seconds',
      ofPods(({ cpu }) => cpu.total / NANOS),
    ),
    metricText(
      'pod_memory_working_set_bytes',
      'gauge',
      '[ALPHA] Current working set of the pod in bytes',
      ofPods(({ memory }) => memory.workingSet),
    ),
    scrapeError(0),
  ].join('');
}

/** Alone when nothing could be measured. */
export const scrapeError = (value: 0 | 1): string =>
  metricText('scrape_error', 'gauge', '[ALPHA] 1 if there was an error while getting container metrics, 0 otherwise', [
    [{}, value],
  ]);
