// What carrying out an action needs: the tools of the kubelet, and the state of one sync of one pod.
import { goQuote } from '@/lib/k8s/go-quote';
import type { StaticPod } from '@/lib/k8s/types';
import type { BackOffStore } from '../backoff';
import type { Clock } from '../clock';
import type { Machine } from '../disk/machine';
import type { PodDisk } from '../disk/pod-disk';
import type { PulledImages } from '../disk/pulled-images';
import type { SandboxCheckpoints } from '../disk/sandbox-checkpoints';
import type { EventRecorder } from '../event-recorder';
import type { Klog } from '../klog';
import type { Network } from '../network/network';
import type { StartError } from '../plan/plan-input';
import type { PodSettings } from '../pod-settings';
import type { ContainerRecord, RegistryCredentials, RuntimeService } from '../runtime-service';
import type { PodVolumes } from '../volumes/pod-volumes';
import type { PullQueue } from './pull-queue';

export interface ExecutionHost {
  runtime: RuntimeService;
  clock: Clock;
  backOff: BackOffStore;
  events: EventRecorder;
  disk: PodDisk;
  checkpoints: SandboxCheckpoints;
  pulled: PulledImages;
  machine: Machine;
  volumes: PodVolumes;
  klog: Klog;
  /** To pods: for hooks and probes. */
  network: Network;
  pulls: PullQueue;
  /** Who to be for the registry of an image; empty: nobody in particular. */
  credentialsFor(image: string): Promise<RegistryCredentials[]>;
  /** --pod-infra-container-image */
  sandboxImage: string;
  /** Dead instances of each container that a living pod keeps (--maximum-dead-containers-per-container, at least 1). */
  keptInstances: number;
  settings: PodSettings;
}

export interface PodSync {
  readonly pod: StaticPod;
  /** As they were when the plan was made: back-off counts from these. */
  readonly records: readonly ContainerRecord[];
  /** The pod's reason cache; outlives the sync. */
  readonly startErrors: Map<string, StartError>;
  /** The sandbox that containers join: the usable one, or the one that this sync creates. */
  sandbox: ContainerRecord | undefined;
  /** Aborts when the pod has to end: nothing is started any more. */
  readonly abandoned: AbortSignal;
  /** Aborts when the kubelet ends: what runs stays as it is. */
  readonly ended: AbortSignal;
}

/** An action failed. Upstream: container/sync_result.go. */
export class SyncError extends Error {
  override name = 'SyncError';

  constructor(
    readonly action: 'StartContainer' | 'KillContainer' | 'CreatePodSandbox' | 'KillPodSandbox',
    readonly target: string,
    readonly reason: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** One error as upstream's log lists it: `failed to "StartContainer" for "c" with ErrImagePull: "…"`. */
export function describeError(error: unknown): string {
  if (!(error instanceof SyncError)) return error instanceof Error ? error.message : String(error);
  return `failed to "${error.action}" for ${goQuote(error.target)} with ${error.reason}: ${goQuote(error.message)}`;
}
