// When the node counts as short of something, from the kubelet's settings.
import type { KubeletSettings } from '../../configuration/fields';
import { parseThresholds, type Threshold } from './thresholds';

export interface EvictionPolicy {
  thresholds: readonly Threshold[];
  /** --eviction-pressure-transition-period, ms. */
  transitionMs: number;
  /** --eviction-max-pod-grace-period, s: for soft thresholds; hard ones give none. */
  maxPodGraceSeconds: number;
}

/** Looks at nothing: what a host does that shares its machine with other work. */
export const NO_EVICTION: EvictionPolicy = { thresholds: [], transitionMs: 300_000, maxPodGraceSeconds: 0 };

/** Upstream: cmd/kubelet/app/server.go run, eviction.ParseThresholdConfig. Throws Error in upstream's words. */
export const evictionPolicy = (settings: KubeletSettings): EvictionPolicy => ({
  thresholds: parseThresholds({
    hard: settings.evictionHard,
    soft: settings.evictionSoft,
    softGracePeriod: settings.evictionSoftGracePeriod,
    minimumReclaim: settings.evictionMinimumReclaim,
  }),
  transitionMs: settings.evictionPressureTransitionPeriod,
  maxPodGraceSeconds: settings.evictionMaxPodGracePeriod,
});
