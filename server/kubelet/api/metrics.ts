// What the kubelet measures of itself. Names and help texts: pkg/kubelet/metrics/metrics.go (1.20). Every figure is real;
// what is not measured here is not listed.

import type { ProbeLabels, ProbeMetrics } from '../prober/prober';
import type { WorkerMetrics } from '../workers/worker-dependencies';
import { Counter, Histogram, metricText, type Sample } from './prometheus';

/** Whose behaviour is followed. */
const BUILD = { git_version: 'v1.20.2', major: '1', minor: '20', platform: `${process.platform}/${process.arch}` };

/** What is true at the moment of the scrape. */
export interface MetricsSnapshot {
  nodeName: string;
  runningPods: number;
  /** By state: created, running, exited, unknown. */
  containers: Readonly<Record<string, number>>;
}

/** How a request is counted. */
export interface RequestLabels {
  long_running: 'true' | 'false';
  method: string;
  /** First part of the path, or `other`. */
  path: string;
  server_type: 'readwrite' | 'readonly';
}

export class KubeletMetrics implements WorkerMetrics, ProbeMetrics {
  private readonly relist = new Histogram(
    'kubelet_pleg_relist_duration_seconds',
    '[ALPHA] Duration in seconds for relisting pods in PLEG.',
  );
  private readonly interval = new Histogram(
    'kubelet_pleg_relist_interval_seconds',
    '[ALPHA] Interval in seconds between relisting in PLEG.',
  );
  private readonly podStart = new Histogram(
    'kubelet_pod_start_duration_seconds',
    '[ALPHA] Duration in seconds for a single pod to go from pending to running.',
  );
  private readonly podWorker = new Histogram(
    'kubelet_pod_worker_duration_seconds',
    '[ALPHA] Duration in seconds to sync a single pod. Broken down by operation type: create, update, or sync',
  );
  private readonly sandbox = new Histogram(
    'kubelet_run_podsandbox_duration_seconds',
    '[ALPHA] Duration in seconds of the run_podsandbox operations.',
  );
  private readonly duration = new Histogram(
    'kubelet_runtime_operations_duration_seconds',
    '[ALPHA] Duration in seconds of runtime operations. Broken down by operation type.',
  );
  private readonly operations = new Counter(
    'kubelet_runtime_operations_total',
    '[ALPHA] Cumulative number of runtime operations by operation type.',
  );
  private readonly failures = new Counter(
    'kubelet_runtime_operations_errors_total',
    '[ALPHA] Cumulative number of runtime operation errors by operation type.',
  );
  private readonly requests = new Counter(
    'kubelet_http_requests_total',
    '[ALPHA] Number of the http requests received since the server started',
  );
  private readonly probes = new Counter(
    'prober_probe_total',
    '[ALPHA] Cumulative number of a liveness, readiness or startup probe for a container by result.',
  );
  private readonly inflight = new Counter(
    'kubelet_http_inflight_requests',
    '[ALPHA] Number of the inflight http requests',
    'gauge',
  );
  private readonly requestDuration = new Histogram(
    'kubelet_http_requests_duration_seconds',
    '[ALPHA] Duration in seconds to serve http requests',
  );
  private lastRelist = 0;

  /** When a listing last ended, ms since the epoch; 0 = never. */
  get lastRelistAt(): number {
    return this.lastRelist;
  }

  synced(operation: 'create' | 'sync' | 'kill', seconds: number): void {
    this.podWorker.observe(seconds, { operation_type: operation });
  }

  podStarted(seconds: number): void {
    this.podStart.observe(seconds);
  }

  /** A listing ended at `at` (ms since the epoch). */
  relisted(seconds: number, at: number): void {
    if (this.lastRelist > 0) this.interval.observe((at - this.lastRelist) / 1000);
    this.lastRelist = at;
    this.relist.observe(seconds);
  }

  /** One call of the engine. `operation` as upstream names it, e.g. `create_container`. */
  called(operation: string, seconds: number, failed: boolean): void {
    const labels = { operation_type: operation };
    this.operations.increase(labels);
    this.duration.observe(seconds, labels);
    if (failed) this.failures.increase(labels);
    if (operation === 'run_podsandbox' && !failed) this.sandbox.observe(seconds);
  }

  probed(labels: ProbeLabels): void {
    this.probes.increase({ ...labels });
  }

  probeForgotten(labels: Omit<ProbeLabels, 'result'>): void {
    this.probes.drop(labels);
  }

  requestBegan(labels: RequestLabels): void {
    this.requests.increase({ ...labels });
    this.inflight.add(1, { ...labels });
  }

  requestEnded(labels: RequestLabels, seconds: number): void {
    this.inflight.add(-1, { ...labels });
    this.requestDuration.observe(seconds, { ...labels });
  }

  /** /metrics/probes */
  probesText(): string {
    return this.probes.text() + startText();
  }

  /** Everything as Prometheus text. */
  text({ nodeName, runningPods, containers }: MetricsSnapshot): string {
    const states = Object.entries(containers).map(([container_state, count]): Sample => [{ container_state }, count]);
    return [
      this.inflight.text(),
      this.requestDuration.text(),
      this.requests.text(),
      metricText('kubelet_node_name', 'gauge', "[ALPHA] The node's name. The count is always 1.", [
        [{ node: nodeName }, 1],
      ]),
      metricText(
        'kubelet_pleg_last_seen_seconds',
        'gauge',
        '[ALPHA] Timestamp in seconds when PLEG was last seen active.',
        [[{}, Math.floor(this.lastRelist / 1000)]],
      ),
      ...[this.relist, this.interval, this.podStart, this.podWorker, this.sandbox].map((histogram) => histogram.text()),
      metricText('kubelet_running_containers', 'gauge', '[ALPHA] Number of containers currently running', states),
      metricText('kubelet_running_pods', 'gauge', '[ALPHA] Number of pods currently running', [[{}, runningPods]]),
      this.duration.text(),
      this.failures.text(),
      this.operations.text(),
      metricText(
        'kubernetes_build_info',
        'gauge',
        '[ALPHA] A metric with a constant 1 value labeled by the version whose behaviour is followed.',
        [[BUILD, 1]],
      ),
      processText(),
    ].join('');
  }
}

function startText(): string {
  const started = Math.round((Date.now() - process.uptime() * 1000) / 1000);
  return metricText('process_start_time_seconds', 'gauge', 'Start time of the process since unix epoch in seconds.', [
    [{}, started],
  ]);
}

function processText(): string {
  const { user, system } = process.cpuUsage();
  return [
    metricText('process_cpu_seconds_total', 'counter', 'Total user and system CPU time spent in seconds.', [
      [{}, (user + system) / 1e6],
    ]),
    metricText('process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes.', [
      [{}, process.memoryUsage.rss()],
    ]),
    startText(),
  ].join('');
}
