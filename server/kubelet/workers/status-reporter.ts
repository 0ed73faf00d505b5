// A pod's status between two syncs: computed from records, published when it is news, final once it is final.
// Upstream: pkg/kubelet/status/status_manager.go, reason_cache.go (1.20). Deliberate deviation: it is computed before and
// after acting, so that a back-off shows when it begins and not with the next sync.
import type { PodStatus, StaticPod } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { Rejection } from '../admission/admit-pod';
import type { Blocked } from '../admission/soft-admit';
import type { EventStream } from '../event-stream';
import type { ExecutionHost } from '../execute/host';
import type { StartError } from '../plan/plan-input';
import { deadlineOf, planStatus, rejectedStatus } from '../plan/plan-status';
import { isTerminalPhase } from '../plan/pod-phase';
import type { ProbeFacts } from '../plan/probe-facts';
import { illegalTransition } from '../plan/status-transition';
import type { ContainerRecord } from '../runtime-service';

export interface StatusReporterDependencies {
  host: Pick<ExecutionHost, 'clock' | 'events' | 'klog'>;
  stream: EventStream;
  /** What the pod's probes say now. */
  probes(podUid: string): ProbeFacts;
  /** From first seen to first running, in seconds. */
  podStarted(seconds: number): void;
}

export class StatusReporter {
  /** By container name; why its last start failed. */
  readonly startErrors = new Map<string, StartError>();
  private current: PodStatus | undefined;
  private lastReport = '';
  private failure: { reason: string; message: string } | undefined;
  /** What the last report rests on. */
  private records: ContainerRecord[] = [];
  private startMeasured = false;
  private rejection: Rejection | null = null;
  private blocked: Blocked | null = null;
  private lastRefusal = '';
  private readonly seenAt: number;

  constructor(private readonly deps: StatusReporterDependencies) {
    this.seenAt = deps.host.clock.now();
  }

  /** What was reported last. */
  get status(): PodStatus | undefined {
    return this.current;
  }

  /** Why the pod is never started again, once it is Succeeded or Failed. */
  get finished(): Because | undefined {
    const { phase = 'Pending', reason } = this.current ?? {};
    if (!isTerminalPhase(phase)) return undefined;
    if (reason === 'DeadlineExceeded') return { code: 'DeadlineExceeded', facts: {} };
    if (this.rejection) return { code: 'PodRejected', facts: { reason: this.rejection.reason } };
    return phase === 'Succeeded' ? { code: 'PodCompleted', facts: {} } : { code: 'PodFinished', facts: { phase } };
  }

  /** When activeDeadlineSeconds ends the pod, ms since the epoch; null if it never does. */
  deadline(pod: StaticPod): number | null {
    return this.finished ? null : deadlineOf({ pod, ...this.previous() });
  }

  /** The pod with its newest status, as GET /pods answers. */
  withStatus(pod: StaticPod): StaticPod {
    return this.current ? { ...pod, status: this.current } : pod;
  }

  /** May the pod run on this host now? Holds for each report until the next word about it. */
  block(blocked: Blocked | null): void {
    this.blocked = blocked;
  }

  /** Computes the status and publishes it together with the records, if anything differs from the last time. */
  report(pod: StaticPod, records: ContainerRecord[]): void {
    const { host, stream, probes, podStarted } = this.deps;
    this.records = records;
    const now = host.clock.now();
    const wasFinished = this.finished !== undefined;
    const planned = planStatus({
      pod,
      records,
      ...this.previous(),
      startErrors: this.startErrors,
      probes: probes(pod.metadata.uid),
      ...(this.blocked && { blocked: this.blocked }),
      now,
    });
    const next: PodStatus = this.failure ? { ...planned, phase: 'Failed', ...this.failure } : planned;
    const illegal = illegalTransition(this.current, next, pod.spec.restartPolicy);
    if (illegal === null) this.current = next;
    else this.refuse(pod, illegal);
    const { reason, message = '', phase } = this.current ?? next;
    if (reason === 'DeadlineExceeded' && !wasFinished) host.events.pod(pod, 'Normal', reason, message);
    const report = JSON.stringify([this.current, records]);
    if (report === this.lastReport) return;
    this.lastReport = report;
    if (!this.startMeasured && phase === 'Running') {
      this.startMeasured = true;
      podStarted((now - this.seenAt) / 1000);
    }
    stream.emit({ type: 'status', pod: this.withStatus(pod), records });
  }

  /** The kubelet itself fails the pod, whatever its containers do. Final. */
  fail(reason: string, message: string): void {
    this.failure = { reason, message };
  }

  /** A probe's verdict has changed: the same records, seen in its light (status_manager.go SetContainerReadiness). */
  refresh(pod: StaticPod): void {
    if (this.current) this.report(pod, this.records);
  }

  /** When the containers of the last report began, by id, ms since the epoch. */
  startTimes(): Map<string, number> {
    return new Map(this.records.flatMap(({ id, startedAt }) => (startedAt === null ? [] : [[id, startedAt] as const])));
  }

  /** Admission refused the pod: it is Failed, and its status is final. */
  reject(pod: StaticPod, rejection: Rejection): void {
    const { host, stream } = this.deps;
    const { reason, message } = rejection;
    host.events.pod(pod, 'Warning', reason, message);
    this.rejection = rejection;
    this.current = rejectedStatus(rejection, host.clock.now());
    stream.emit({ type: 'status', pod: this.withStatus(pod), records: [] });
  }

  /** The pod is a new one with the same uid. */
  reset(): void {
    this.current = undefined;
    this.failure = undefined;
    this.rejection = null;
    this.startErrors.clear();
  }

  private refuse({ metadata }: StaticPod, why: string): void {
    const text = `Status update on pod ${metadata.namespace}/${metadata.name} aborted: ${why}`;
    if (text === this.lastRefusal) return;
    this.lastRefusal = text;
    this.deps.host.klog.error('status_manager.go:437', text);
  }

  private previous(): { previous?: PodStatus } {
    return this.current ? { previous: this.current } : {};
  }
}
