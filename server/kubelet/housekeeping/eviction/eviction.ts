// The node runs short of memory, disk or processes: what the node itself can give back goes first, then pods, one a round.
// Upstream: eviction/eviction_manager.go (each ten seconds, 1.20). Standalone every pod is static and so critical: none is ever evicted, and
// none is refused admission because of pressure.
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';
import type { Clock } from '../../clock';
import type { EventRecorder } from '../../event-recorder';
import type { Klog } from '../../klog';
import { every } from '../rounds';
import { crossed, judgePressure, NO_PRESSURE } from './judge-pressure';
import type { EvictionPolicy } from './policy';
import { evictionMessage, isCritical, type PodUsage, rankPods } from './rank-pods';
import { ABOUT, type Observations, type Pressure, type Signal } from './signals';
import type { Threshold } from './thresholds';

const MONITORING_MS = 10_000;
/** After an eviction the pod is given this long to be gone before the next look, ms. */
const CLEANUP_MS = 30_000;
const CLEANUP_POLL_MS = 1_000;

export interface EvictionDependencies {
  clock: Clock;
  klog: Klog;
  events: EventRecorder;
  policy: EvictionPolicy;
  observe(): Promise<Observations>;
  hasImageFileSystem(): Promise<boolean>;
  /** Pods that are not over. */
  activePods(): StaticPod[];
  usage(pods: readonly StaticPod[]): Promise<(pod: StaticPod) => PodUsage>;
  /** Volumes of a pod that hold more than their sizeLimit, with that limit as written. */
  overfullVolumes(pod: StaticPod): Promise<{ name: string; limit: string }[]>;
  removeUnusedContainers(): Promise<void>;
  removeUnusedImages(): Promise<void>;
  /** Ends the pod as Failed/Evicted. */
  evict(pod: StaticPod, message: string, graceSeconds: number): void;
  /** Nothing of the pod runs, and its directory is gone. */
  isCleanedUp(pod: StaticPod): boolean;
  /** The node's pressures have changed. */
  changed(pressures: readonly Pressure[]): void;
}

export class Eviction {
  private state = NO_PRESSURE;
  private current: readonly Pressure[] = [];

  constructor(private readonly deps: EvictionDependencies) {}

  get pressures(): readonly Pressure[] {
    return this.current;
  }

  /** Looks every ten seconds until `signal` aborts. */
  start(signal: AbortSignal): void {
    const { clock } = this.deps;
    every(MONITORING_MS, { clock, signal }, async () => {
      const evicted = await this.synchronize();
      if (evicted) await this.waitForCleanup(evicted, signal);
    });
  }

  /** One look; the pod that was evicted, if any. */
  private async synchronize(): Promise<StaticPod | undefined> {
    const { policy, clock, klog, observe, activePods, changed } = this.deps;
    klog.info(3, 'eviction_manager.go:238', 'eviction manager: synchronize housekeeping');
    const verdict = judgePressure({
      thresholds: policy.thresholds,
      observations: await observe(),
      state: this.state,
      transitionMs: policy.transitionMs,
      now: clock.now(),
    });
    this.state = verdict.state;
    if (verdict.pressures.join() !== this.current.join()) {
      this.current = verdict.pressures;
      changed(this.current);
    }
    const pods = activePods();
    const overfull = await this.evictForVolumes(pods);
    if (overfull) return overfull;
    if (verdict.reclaim) return this.reclaim(verdict.reclaim, pods);
    klog.info(3, 'eviction_manager.go:321', 'eviction manager: no resources are starved');
    return undefined;
  }

  private async evictForVolumes(pods: readonly StaticPod[]): Promise<StaticPod | undefined> {
    for (const pod of pods) {
      const [volume] = await this.deps.overfullVolumes(pod);
      if (!volume) continue;
      const message = `Usage of EmptyDir volume "${volume.name}" exceeds the limit "${volume.limit}". `;
      if (this.evict(pod, message, 0)) return pod;
    }
    return undefined;
  }

  private async reclaim(threshold: Threshold, pods: StaticPod[]): Promise<StaticPod | undefined> {
    const { klog, events, usage, policy } = this.deps;
    const { resource } = ABOUT[threshold.signal];
    klog.warning('eviction_manager.go:334', `eviction manager: attempting to reclaim ${resource}`);
    events.node('Warning', 'EvictionThresholdMet', `Attempting to reclaim ${resource}`);
    if (await this.reclaimOfNode(threshold.signal)) {
      klog.info(
        0,
        'eviction_manager.go:341',
        `eviction manager: able to reduce ${resource} pressure without evicting pods.`,
      );
      return undefined;
    }
    klog.info(0, 'eviction_manager.go:345', `eviction manager: must evict pod(s) to reclaim ${resource}`);
    if (pods.length === 0) {
      klog.error(
        'eviction_manager.go:356',
        'eviction manager: eviction thresholds have been met, but no pods are active to evict',
      );
      return undefined;
    }
    const usageOf = await usage(pods);
    const ranked = rankPods(pods, threshold.signal, usageOf);
    const names = ranked.map(podDescriptor).join(', ');
    klog.info(0, 'eviction_manager.go:363', `eviction manager: pods ranked for eviction: ${names}`);
    const graceSeconds = threshold.graceMs === 0 ? 0 : policy.maxPodGraceSeconds;
    const victim = ranked.find((pod) => this.evict(pod, evictionMessage(pod, resource, usageOf(pod)), graceSeconds));
    if (!victim) klog.info(0, 'eviction_manager.go:391', 'eviction manager: unable to evict any pods from the node');
    return victim;
  }

  /** What no pod misses; true if that was enough. */
  private async reclaimOfNode(signal: Signal): Promise<boolean> {
    const { hasImageFileSystem, removeUnusedContainers, removeUnusedImages, observe, policy, klog } = this.deps;
    const isDisk = ABOUT[signal].pressure === 'DiskPressure';
    if (!isDisk || (signal.startsWith('nodefs') && (await hasImageFileSystem()))) return false;
    for (const free of [removeUnusedContainers, removeUnusedImages]) {
      await free().catch((error: unknown) => {
        const what = `eviction manager: unexpected error when attempting to reduce ${ABOUT[signal].resource} pressure`;
        klog.warning('eviction_manager.go:432', `${what}: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
    return crossed(policy.thresholds, await observe(), false).length === 0;
  }

  private evict(pod: StaticPod, message: string, graceSeconds: number): boolean {
    const { klog, events, evict } = this.deps;
    if (isCritical(pod)) {
      klog.error('eviction_manager.go:560', `eviction manager: cannot evict a critical pod ${podDescriptor(pod)}`);
      return false;
    }
    events.pod(pod, 'Warning', 'Evicted', message);
    evict(pod, message, graceSeconds);
    klog.info(0, 'eviction_manager.go:578', `eviction manager: pod ${podDescriptor(pod)} is evicted successfully`);
    return true;
  }

  private async waitForCleanup(pod: StaticPod, signal: AbortSignal): Promise<void> {
    const { clock, klog, isCleanedUp } = this.deps;
    const name = podDescriptor(pod);
    klog.info(0, 'eviction_manager.go:192', `eviction manager: pods ${name} evicted, waiting for pod to be cleaned up`);
    const end = clock.now() + CLEANUP_MS;
    while (!signal.aborted && clock.now() < end) {
      await clock.sleep(CLEANUP_POLL_MS, signal);
      if (!isCleanedUp(pod)) continue;
      klog.info(0, 'eviction_manager.go:418', `eviction manager: pods ${name} successfully cleaned up`);
      return;
    }
    klog.warning('eviction_manager.go:408', `eviction manager: timed out waiting for pods ${name} to be cleaned up`);
  }
}
