import { describe, expect, it } from 'vitest';
import { KubeletMetrics } from './metrics';

describe('metrics', () => {
  it('prints what was measured, in Prometheus text', () => {
    const metrics = new KubeletMetrics();
    metrics.relisted(0.02, 1_000_000);
    metrics.relisted(0.2, 1_001_500);
    metrics.called('run_podsandbox', 0.3, false);
    metrics.called('run_podsandbox', 0.3, true);
    metrics.synced('create', 0.4);
    metrics.podStarted(0.5);
    const text = metrics.text({ nodeName: 'worker1', runningPods: 1, containers: { running: 2 } });
    for (const line of [
      'kubelet_node_name{node="worker1"} 1',
      'kubelet_running_pods 1',
      'kubelet_running_containers{container_state="running"} 2',
      'kubelet_pleg_relist_duration_seconds_bucket{le="0.025"} 1',
      'kubelet_pleg_relist_duration_seconds_count 2',
      'kubelet_pleg_relist_interval_seconds_sum 1.5',
      'kubelet_runtime_operations_total{operation_type="run_podsandbox"} 2',
      'kubelet_runtime_operations_errors_total{operation_type="run_podsandbox"} 1',
      'kubelet_run_podsandbox_duration_seconds_count 1',
      'kubelet_pod_worker_duration_seconds_count{operation_type="create"} 1',
      'kubelet_pod_start_duration_seconds_count 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });
});
