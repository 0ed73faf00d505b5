// The kubelet's door: what the lab, bin/kubelet and tests see of it.
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import type { Pod, StaticPod } from '@/lib/k8s/types';
import type { LoopView, ManifestProblem, SourceView } from '@/lib/protocol/view';
import type { Clock } from './clock';
import type { KubeletSettings } from './configuration/fields';
import type { KubeletFlagValues } from './configuration/kubelet-flags';
import type { EvictionPolicy } from './housekeeping/eviction/policy';
import type { Pressure } from './housekeeping/eviction/signals';
import type { ContainerGcPolicy } from './housekeeping/plan-container-gc';
import type { ImageGcPolicy } from './housekeeping/plan-image-gc';
import type { NodeNetwork } from './network/node-network';
import type { ContainerRecord, Ownership, RuntimeService } from './runtime-service';

export interface KubeletConfig {
  /** The merged KubeletConfiguration: what the command line and --config say over the defaults. */
  settings: KubeletSettings;
  /** Flags that a KubeletConfiguration has no field for. */
  flags: KubeletFlagValues;
  nodeName: string;
  /** --root-dir */
  rootDir: string;
  /** --cert-dir */
  certDir: string;
  /** /var/log: pod and container log links go below it. */
  logDir: string;
  ownership: Ownership;
  /** --experimental-dockershim-root-directory: checkpoints of sandboxes go below it. */
  dockershimDir: string;
  /** --maximum-dead-containers-per-container, --maximum-dead-containers, --minimum-container-ttl-duration */
  containerGc: ContainerGcPolicy;
  /** --image-gc-high-threshold, --image-gc-low-threshold, --minimum-image-ttl-duration */
  imageGc: ImageGcPolicy;
  /** --eviction-hard and its companions. */
  eviction: EvictionPolicy;
  /** What pods may not ask for, from whatever source. Never typed: whoever hosts the kubelet sets it. */
  podSecurity?: PodSecurityProfile | undefined;
}

/** A source of pods: a manifest directory, a URL, or what was sent to the kubelet's own web server. */
export type SourceName = SourceView['name'];

/** Everything that happens in a kubelet, in order, as data. The log, the lab's view and tests subscribe to this one stream. */
export type KubeletEvent = { seq: number; at: number } & (
  | { type: 'log'; line: string }
  /** A manifest file was read (or could not be): the newest result for this file. `pod` is what it desires. */
  | {
      type: 'manifestRead';
      file: string;
      revision: string;
      pod?: StaticPod;
      problems: ManifestProblem[];
      dropsAt?: number;
      state: 'applied' | 'rejected' | 'ignored' | 'conflict';
    }
  | { type: 'manifestGone'; file: string }
  /** A source was read, or could not be; at the start, with `readAt` 0, it is announced. */
  | { type: 'sourceRead'; source: SourceName; address: string; periodMs: number; readAt: number; error: string }
  /** A source has named all its pods. */
  | { type: 'delivered'; source: SourceName; pods: number }
  | { type: 'podAdded' | 'podUpdated' | 'podRemoved'; pod: StaticPod; file?: string }
  | {
      type: 'lifecycle';
      podUid: string;
      podName: string;
      container: string;
      what: 'ContainerStarted' | 'ContainerDied' | 'ContainerRemoved';
      containerId: string;
      attempt: number;
      exitCode?: number;
    }
  | { type: 'planned'; podUid: string; podName: string; actions: import('./actions').Action[] }
  | { type: 'acting'; podUid: string; podName: string; action: import('./actions').Action }
  | {
      type: 'acted';
      podUid: string;
      podName: string;
      action: import('./actions').Action;
      containerId?: string;
      error?: string;
    }
  /** A Kubernetes event (events.go): reason and message are upstream's. */
  | {
      type: 'event';
      podUid: string;
      podName: string;
      namespace: string;
      container?: string;
      eventType: 'Normal' | 'Warning';
      reason: string;
      message: string;
    }
  /** A Kubernetes event about the node. */
  | { type: 'nodeEvent'; eventType: 'Normal' | 'Warning'; reason: string; message: string }
  /** Which resources the node is short of has changed. */
  | { type: 'pressures'; pressures: readonly Pressure[] }
  | { type: 'status'; pod: StaticPod; records: ContainerRecord[] }
  | { type: 'podForgotten'; podUid: string }
  | { type: 'runtime'; up: boolean; message?: string; version?: string }
  | { type: 'phase'; phase: 'idle' | 'observe' | 'compare' | 'act'; podUid: string }
  /** The sync loop was paused, stepped, slowed or let go, or a step is held now. */
  | { type: 'loop'; loop: LoopView }
);

/** The teaching controls of the sync loop. */
export interface LoopSwitch {
  /** From now on every step waits for `step`. What is being done on the engine is finished. */
  pause(): void;
  /** Gives up every held plan and lets each pod be looked at anew. */
  resume(): void;
  /** Lets one held step happen: that of this pod, or the one that has waited longest. False: nothing is held. */
  step(podUid?: string): boolean;
  /** Slow motion: each step is held this long, ms; 0 = full speed. */
  slow(delayMs: number): void;
  state(): LoopView;
}

export interface Kubelet {
  readonly config: KubeletConfig;
  /** Starts all loops and listeners; they end when `signal` aborts. Rejects when a port is taken (code EADDRINUSE). Containers are left running. */
  start(signal: AbortSignal): Promise<void>;
  /** Resolves after all loops and listeners have ended. */
  readonly done: Promise<void>;
  /** Subscribes to the stream; returns how to unsubscribe. Listeners must not throw. */
  subscribe(listener: (event: KubeletEvent) => void): () => void;
  /** Pods of every source with their current status, as GET /pods answers. */
  pods(): Pod[];
  readonly loop: LoopSwitch;
}

export interface KubeletDependencies {
  runtime: RuntimeService;
  clock: Clock;
  /** Process id printed in klog headers. */
  pid: number;
  /** Uniform in [0, 1), for the jitter of retries. Default: Math.random. */
  random?: () => number;
  /** Where the kubelet listens and dials from. Default: this machine. */
  network?: NodeNetwork | undefined;
}
