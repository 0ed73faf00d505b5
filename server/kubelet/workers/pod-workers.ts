// All pod workers of a kubelet, by pod uid: those of desired pods, of pods that have to end, and of orphans.
import type { StaticPod } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { Rejection } from '../admission/admit-pod';
import type { LifecycleEvent } from '../observe/diff';
import { type ProbeMetrics, Prober } from '../prober/prober';
import { orphanPod } from './orphan-pod';
import { PodWorker } from './pod-worker';
import type { WorkerDependencies, WorkerMetrics } from './worker-dependencies';

/** How long the end of the kubelet waits for syncs that are under way, ms. A grace period of minutes is not waited for. */
const LAST_SYNCS_MS = 3_000;

export interface PodWorkersDependencies extends Omit<WorkerDependencies, 'probes'> {
  metrics: WorkerMetrics & ProbeMetrics;
}

export class PodWorkers {
  private readonly workers = new Map<string, PodWorker>();
  private readonly prober: Prober;

  constructor(private readonly deps: PodWorkersDependencies) {
    const { runtime, network, clock, events, klog } = deps.host;
    this.prober = new Prober({
      tools: { runtime, network, clock, events, klog },
      metrics: deps.metrics,
      sight: (podUid) => this.workers.get(podUid)?.sight ?? { status: undefined, startedAt: new Map() },
      changed: (podUid, unhealthy) => this.workers.get(podUid)?.probeChanged(unhealthy),
      random: deps.random,
    });
  }

  /** A source names this pod, for the first time or changed; `rejection`: the node does not take it. */
  update(pod: StaticPod, rejection: Rejection | null = null): void {
    const isNew = !this.isDesired(pod.metadata.uid);
    this.workerFor(pod).update(pod, rejection);
    if (isNew && rejection === null) this.prober.addPod(pod);
  }

  /** A source no longer names this pod. */
  remove(podUid: string, because: Because): void {
    this.prober.removePod(podUid);
    this.workers.get(podUid)?.terminate(because);
  }

  /** Pods that are on the engine though no source names them are ended. To be called once every source has spoken. */
  endOrphans(podUids: readonly string[]): StaticPod[] {
    return podUids.flatMap((uid) => {
      if (this.workers.has(uid)) return [];
      const pod = orphanPod(this.deps.pleg.records(uid));
      if (!pod) return [];
      this.workerFor(pod).terminate({ code: 'NotDesired', facts: {} });
      return [pod];
    });
  }

  /** Hands an event to the worker of its pod. */
  notice(event: LifecycleEvent): void {
    this.workers.get(event.record.podUid)?.notice(event);
  }

  /** The engine answers again: whatever failed meanwhile is tried at once. */
  wakeAll(): void {
    for (const worker of this.workers.values()) worker.wake('EngineBack');
  }

  /** Desired pods with their newest status. */
  desired(): StaticPod[] {
    return [...this.workers.values()].flatMap(({ desired }) => desired ?? []);
  }

  isDesired(podUid: string): boolean {
    return this.workers.get(podUid)?.desired != null;
  }

  /** Is the pod desired, or being ended? */
  has(podUid: string): boolean {
    return this.workers.has(podUid);
  }

  /** Ends a pod as Failed/Evicted. */
  evict(podUid: string, message: string, graceSeconds: number): void {
    this.workers.get(podUid)?.evict(message, graceSeconds);
  }

  /** Hands the pod's worker dead containers that are not to be kept. */
  collect(podUid: string, surplus: ReadonlySet<string>): void {
    this.workers.get(podUid)?.collect(surplus);
  }

  isActing(podUid: string): boolean {
    return this.workers.get(podUid)?.isActing ?? false;
  }

  isBusy(): boolean {
    return [...this.workers.values()].some((worker) => worker.isBusy);
  }

  /** Ends all syncs; resolves when they have ended, or after a few seconds. What runs on the engine stays. */
  async stop(): Promise<void> {
    this.prober.stop();
    const workers = [...this.workers.values()];
    for (const worker of workers) worker.stop();
    const giveUp = new AbortController();
    const idle = Promise.all(workers.map((worker) => worker.idle())).then(() => giveUp.abort());
    await Promise.race([idle, this.deps.host.clock.sleep(LAST_SYNCS_MS, giveUp.signal)]);
  }

  private workerFor(pod: StaticPod): PodWorker {
    const { uid } = pod.metadata;
    const known = this.workers.get(uid);
    if (known) return known;
    const worker = new PodWorker(pod, {
      ...this.deps,
      probes: (podUid) => this.prober.factsOf(podUid),
      forgotten: (podUid) => this.forget(podUid),
    });
    this.workers.set(uid, worker);
    return worker;
  }

  private forget(podUid: string): void {
    this.workers.delete(podUid);
    this.deps.forgotten(podUid);
  }
}
