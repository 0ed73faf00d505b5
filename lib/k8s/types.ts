// The parts of the v1 API that a standalone kubelet reads and answers with, as they stand in JSON.
// Field names and meanings: k8s.io/api/core/v1/types.go (1.20). Only what we decode, validate or answer is listed;
// anything else in a manifest is ignored, as the real (non-strict) decoder does.

import type { Affinity } from './pod-parts';

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  selfLink?: string;
  creationTimestamp?: string | null;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

export interface ContainerPort {
  name?: string;
  hostPort?: number;
  containerPort: number;
  protocol?: 'TCP' | 'UDP' | 'SCTP';
  hostIP?: string;
}

export interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: Record<string, unknown>;
}

export interface ResourceRequirements {
  limits?: Record<string, string>;
  requests?: Record<string, string>;
}

export type PullPolicy = 'Always' | 'IfNotPresent' | 'Never';
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

/** Handlers, probes, volumes and security contexts are carried as plain data until they are built (next issue). */
export type Opaque = Record<string, unknown>;

export interface Container {
  name: string;
  image?: string;
  command?: string[];
  args?: string[];
  workingDir?: string;
  ports?: ContainerPort[];
  envFrom?: Opaque[];
  env?: EnvVar[];
  resources?: ResourceRequirements;
  volumeMounts?: Opaque[];
  volumeDevices?: Opaque[];
  livenessProbe?: Opaque;
  readinessProbe?: Opaque;
  startupProbe?: Opaque;
  lifecycle?: Opaque;
  terminationMessagePath?: string;
  terminationMessagePolicy?: 'File' | 'FallbackToLogsOnError';
  imagePullPolicy?: PullPolicy;
  securityContext?: Opaque;
  stdin?: boolean;
  stdinOnce?: boolean;
  tty?: boolean;
}

export interface PodSpec {
  volumes?: Opaque[];
  initContainers?: Container[];
  containers: Container[];
  restartPolicy?: RestartPolicy;
  terminationGracePeriodSeconds?: number;
  activeDeadlineSeconds?: number;
  dnsPolicy?: string;
  nodeName?: string;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  shareProcessNamespace?: boolean;
  securityContext?: Opaque;
  hostname?: string;
  subdomain?: string;
  schedulerName?: string;
  tolerations?: Opaque[];
  hostAliases?: Opaque[];
  readinessGates?: { conditionType: string }[];
  nodeSelector?: Record<string, string>;
  affinity?: Affinity;
  overhead?: Record<string, string>;
  enableServiceLinks?: boolean;
  [field: string]: unknown;
}

export interface ContainerStateRunning {
  startedAt: string;
}
export interface ContainerStateWaiting {
  reason?: string;
  message?: string;
}
export interface ContainerStateTerminated {
  exitCode: number;
  signal?: number;
  reason?: string;
  message?: string;
  startedAt: string | null;
  finishedAt: string | null;
  containerID?: string;
}
export interface ContainerState {
  waiting?: ContainerStateWaiting;
  running?: ContainerStateRunning;
  terminated?: ContainerStateTerminated;
}

export interface ContainerStatus {
  name: string;
  state: ContainerState;
  lastState: ContainerState;
  ready: boolean;
  restartCount: number;
  image: string;
  imageID: string;
  containerID?: string;
  started?: boolean;
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';

export interface PodCondition {
  type: 'Initialized' | 'Ready' | 'ContainersReady' | 'PodScheduled';
  status: 'True' | 'False' | 'Unknown';
  lastProbeTime: string | null;
  lastTransitionTime: string;
  reason?: string;
  message?: string;
}

export interface PodStatus {
  phase: PodPhase;
  conditions?: PodCondition[];
  message?: string;
  reason?: string;
  podIP?: string;
  podIPs?: { ip: string }[];
  startTime?: string;
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
  qosClass?: 'Guaranteed' | 'Burstable' | 'BestEffort';
}

export interface Pod {
  apiVersion: 'v1';
  kind: 'Pod';
  metadata: ObjectMeta;
  spec: PodSpec;
  status?: PodStatus;
}

/** A pod as a source delivers it: defaulted, validated, with uid, namespace and suffixed name. */
export type StaticPod = Pod & {
  metadata: ObjectMeta & { uid: string; namespace: string; annotations: Record<string, string> };
};
