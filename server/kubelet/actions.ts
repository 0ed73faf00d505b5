// What the kubelet can decide to do to one pod, and why. planPod returns these; execute/ carries them out one by one.
// `because` is data, not text: the stage says it in German or English (lib/i18n/stage), klog says it in upstream's words.
import type { Because } from '@/lib/protocol/view';
import type { PreStopTime } from './plan/grace-period';

interface Base {
  because: Because;
}

export type Action = Base &
  /** Sets a volume up, or writes anew what it holds. */
  (
    | { kind: 'MountVolume'; volume: string }
    | { kind: 'UnmountVolume'; volume: string }
    | { kind: 'StopSandbox'; sandboxId: string }
    | { kind: 'CreateSandbox'; attempt: number }
    /** Message as upstream words it for the Killing event, e.g. `Stopping container nginx`. */
    | {
        kind: 'KillContainer';
        containerId: string;
        container: string;
        message: string;
        /** Seconds from SIGTERM to SIGKILL, at least 2. */
        graceSeconds: number;
        /** A preStop hook runs first. */
        hook?: PreStopTime;
      }
    | { kind: 'RemoveContainer'; containerId: string; container: string }
    | { kind: 'RemoveSandbox'; sandboxId: string }
    /** `attempt` = restart count of the new instance. */
    | { kind: 'StartContainer'; container: string; attempt: number }
    /** Nothing is done; the pod is planned again at `until` (ms since the epoch). `windowMs`: the whole back-off window. */
    | {
        kind: 'Wait';
        container: string;
        until: number;
        windowMs: number;
        reason: 'CrashLoopBackOff' | 'ImagePullBackOff' | 'VolumesNotReady';
        /** The pod has waited long enough for these volumes (names, blanks between) that it is said. */
        unmounted?: string;
      }
  );
