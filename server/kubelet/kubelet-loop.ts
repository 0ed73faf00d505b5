// The main loop: sources say what is desired, the PLEG says what is, and each pod's worker brings the two together.
// Upstream: pkg/kubelet/kubelet.go syncLoopIteration (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { Pod, StaticPod } from '@/lib/k8s/types';
import type { Admission } from './admission/admission';
import type { Rejection } from './admission/admit-pod';
import type { BackOffStore } from './backoff';
import type { Clock } from './clock';
import type { EventRecorder } from './event-recorder';
import type { EventStream } from './event-stream';
import type { Klog } from './klog';
import type { SourceName } from './kubelet';
import type { LifecycleEvent } from './observe/diff';
import type { Pleg } from './observe/pleg';
import type { RuntimeService } from './runtime-service';
import { mergeSet, type PodSet } from './sources/merge';
import { uniquePods } from './sources/unique-pods';
import type { PodWorkers } from './workers/pod-workers';

/** How often idle back-off entries are dropped, ms. */
const BACK_OFF_COLLECTION_MS = 60_000;

/** Where upstream says what a source changed. */
const LOOP_LINES = { ADD: 'kubelet.go:1888', UPDATE: 'kubelet.go:1895', REMOVE: 'kubelet.go:1898' } as const;

export interface KubeletLoopDependencies {
  clock: Clock;
  klog: Klog;
  stream: EventStream;
  runtime: RuntimeService;
  pleg: Pleg;
  workers: PodWorkers;
  admission: Admission;
  backOff: BackOffStore;
  events: EventRecorder;
  /** Names of all configured sources: nothing is cleaned up before each has spoken. */
  sources: readonly SourceName[];
}

export class KubeletLoop {
  private readonly sets = new Map<string, PodSet>();
  private up: boolean | undefined;
  private ready = false;
  private waiters: (() => void)[] = [];

  constructor(private readonly deps: KubeletLoopDependencies) {}

  /** Every source has delivered its pods at least once. */
  private get hasSeenAllSources(): boolean {
    return this.deps.sources.every((source) => this.sets.has(source));
  }

  /** Every source has spoken and the engine answers: what nobody wants can be told from what nobody has named yet. */
  get isReady(): boolean {
    return this.hasSeenAllSources && this.deps.pleg.isHealthy;
  }

  /** Resolves when isReady first holds; never if the kubelet ends before. */
  whenReady(): Promise<void> {
    if (this.ready) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiters.push(resolve);
    });
  }

  /** Pods of every source with their current status. */
  pods(): Pod[] {
    return this.deps.workers.desired();
  }

  /** Collects garbage until `signal` aborts. */
  start(signal: AbortSignal): void {
    const { clock, backOff } = this.deps;
    const collect = () => {
      backOff.collect(clock.now());
      cancel = clock.after(BACK_OFF_COLLECTION_MS, collect);
    };
    let cancel = clock.after(BACK_OFF_COLLECTION_MS, collect);
    signal.addEventListener('abort', () => cancel(), { once: true });
    if (this.deps.sources.length === 0) this.sweep();
  }

  /** A source names all its pods: what is new starts, what is missing ends, side by side. `fileOf`: where a pod came from, by uid. */
  deliver(source: SourceName, pods: readonly StaticPod[], fileOf: ReadonlyMap<string, string> = new Map()): void {
    const { unique, rejected } = uniquePods(pods, source);
    for (const { pod, logLine, message } of rejected) {
      this.deps.klog.warning('config.go:328', logLine);
      this.deps.events.pod(pod, 'Warning', 'FailedValidation', message);
    }
    const { after, changes } = mergeSet(this.sets.get(source) ?? new Map(), unique);
    this.sets.set(source, after);
    this.deps.stream.emit({ type: 'delivered', source, pods: after.size });
    this.log('REMOVE', source, changes.removed);
    for (const pod of changes.removed) this.remove(source, pod);
    this.log('ADD', source, changes.added);
    for (const pod of changes.added) {
      const rejection = this.deps.admission.admit(pod, this.deps.workers.desired());
      this.desire('podAdded', pod, fileOf.get(pod.metadata.uid), rejection);
    }
    this.log('UPDATE', source, changes.updated);
    for (const pod of changes.updated) this.desire('podUpdated', pod, fileOf.get(pod.metadata.uid));
    this.sweep();
  }

  /** Of several sources that name the same uid the last one to speak wins. */
  private desire(
    type: 'podAdded' | 'podUpdated',
    pod: StaticPod,
    file: string | undefined,
    rejection: Rejection | null = null,
  ): void {
    this.deps.stream.emit({ type, pod, ...(file !== undefined && { file }) });
    this.deps.workers.update(pod, rejection);
  }

  /** The pod ends, unless another source goes on naming it. */
  private remove(source: SourceName, pod: StaticPod): void {
    const { uid } = pod.metadata;
    const other = [...this.sets.values()].map((set) => set.get(uid)).find((found) => found !== undefined);
    if (other) {
      this.desire('podUpdated', other, undefined);
      return;
    }
    this.deps.stream.emit({ type: 'podRemoved', pod });
    this.deps.workers.remove(uid, { code: 'ManifestGone', facts: { source } });
  }

  /** The engine was listed. */
  listed(events: readonly LifecycleEvent[]): void {
    if (this.up !== true) void this.engineIsUp();
    for (const event of events) this.observe(event);
    this.sweep();
  }

  /** The engine does not answer. Nothing is decided until it does. */
  listingFailed(error: unknown): void {
    const { klog, stream } = this.deps;
    const message = error instanceof Error ? error.message : String(error);
    klog.error('generic.go:205', `GenericPLEG: Unable to retrieve pods: rpc error: code = Unknown desc = ${message}`);
    klog.error('kubelet.go:1826', 'skipping pod synchronization - container runtime is down');
    if (this.up !== false) stream.emit({ type: 'runtime', up: false, message });
    this.up = false;
  }

  private async engineIsUp(): Promise<void> {
    const { runtime, klog, stream, workers } = this.deps;
    const wasDown = this.up === false;
    this.up = true;
    const version = await runtime.version().catch(() => null);
    if (!this.up) return;
    const { name = runtime.kind, version: engine = '', apiVersion = '' } = version ?? {};
    klog.info(
      0,
      'kuberuntime_manager.go:210',
      `Container runtime ${name} initialized, version: ${engine}, apiVersion: ${apiVersion}`,
    );
    stream.emit({ type: 'runtime', up: true, version: engine });
    if (wasDown) workers.wakeAll();
  }

  private observe(event: LifecycleEvent): void {
    const { stream, workers, klog } = this.deps;
    const { what, record } = event;
    const { podUid, podName, containerName: container, id: containerId, attempt, exitCode } = record;
    const code = what === 'ContainerDied' ? { exitCode } : {};
    stream.emit({ type: 'lifecycle', podUid, podName, container, what, containerId, attempt, ...code });
    if (what !== 'ContainerRemoved' && workers.isDesired(podUid)) {
      const pod = `${podName}_${record.podNamespace}(${podUid})`;
      const detail = `&pleg.PodLifecycleEvent{ID:${goQuote(podUid)}, Type:${goQuote(what)}, Data:${goQuote(containerId)}}`;
      klog.info(2, 'kubelet.go:1932', `SyncLoop (PLEG): ${goQuote(pod)}, event: ${detail}`);
    }
    workers.notice(event);
  }

  private sweep(): void {
    const { pleg, workers, klog } = this.deps;
    if (!this.isReady) return;
    for (const { metadata } of workers.endOrphans(pleg.podUids())) {
      klog.info(2, 'kubelet_pods.go:1250', `Killing unwanted pod ${goQuote(metadata.name)}`);
    }
    this.ready = true;
    for (const wake of this.waiters.splice(0)) wake();
  }

  private log(operation: keyof typeof LOOP_LINES, source: string, pods: readonly StaticPod[]): void {
    if (pods.length === 0) return;
    const names = pods.map((pod) => podDescriptor(pod)).join(', ');
    this.deps.klog.info(2, LOOP_LINES[operation], `SyncLoop (${operation}, ${goQuote(source)}): ${goQuote(names)}`);
  }
}
