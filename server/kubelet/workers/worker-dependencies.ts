// What a pod worker needs of the kubelet around it.
import type { EventStream } from '../event-stream';
import type { ExecutionHost } from '../execute/host';
import type { Pleg } from '../observe/pleg';
import type { ProbeFacts } from '../plan/probe-facts';
import type { Gate } from './gate';

export interface WorkerMetrics {
  /** One sync took this long, in seconds; `operation` as upstream. */
  synced(operation: 'create' | 'sync' | 'kill', seconds: number): void;
  /** From first seen to first running, in seconds. */
  podStarted(seconds: number): void;
}

export interface WorkerDependencies {
  host: ExecutionHost;
  pleg: Pick<Pleg, 'records' | 'relist' | 'whenHealthy'>;
  stream: EventStream;
  metrics: WorkerMetrics;
  /** What a pod's probes say now. */
  probes(podUid: string): ProbeFacts;
  gate: Gate;
  /** --sync-frequency, ms. */
  syncMs: number;
  /** Uniform in [0, 1). */
  random(): number;
  /** The kubelet ends. */
  signal: AbortSignal;
  /** Nothing of the pod is left anywhere. */
  forgotten(podUid: string): void;
}
