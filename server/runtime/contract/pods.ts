// Pods for the contract suite: the smallest configurations that say what a test is about.
import type { ContainerConfig, SandboxConfig } from '@/server/kubelet/runtime-service';

export interface PodImages {
  /** Starts and stays, ends on SIGTERM. */
  pause: string;
  /** Has busybox's sh, sleep, true and false. */
  app: string;
  /** Its command is a binary that it does not have. */
  broken: string;
}

export interface PodIdentity {
  podUid: string;
  podName: string;
  podNamespace: string;
}

export const podLabels = (
  pod: PodIdentity,
  type: 'podsandbox' | 'container',
  name: string,
): Record<string, string> => ({
  'io.kubernetes.pod.uid': pod.podUid,
  'io.kubernetes.pod.name': pod.podName,
  'io.kubernetes.pod.namespace': pod.podNamespace,
  'io.kubernetes.container.name': name,
  'io.kubernetes.docker.type': type,
});

export function sandboxConfig(pod: PodIdentity, images: PodImages, more: Partial<SandboxConfig> = {}): SandboxConfig {
  return {
    ...pod,
    attempt: 0,
    hostname: pod.podName,
    image: images.pause,
    labels: {
      ...podLabels(pod, 'podsandbox', 'POD'),
      'annotation.kubernetes.io/config.source': 'file',
      app: 'contract',
    },
    cgroupParent: { qos: 'besteffort', uid: pod.podUid },
    hostNetwork: false,
    hostPID: false,
    hostIPC: false,
    user: '',
    supplementalGroups: [],
    selinux: {},
    sysctls: {},
    portMappings: [],
    oomScoreAdj: -998,
    ...more,
  };
}

export function containerConfig(
  pod: PodIdentity,
  images: PodImages,
  sandboxId: string,
  command: string[],
  more: Partial<ContainerConfig> = {},
): ContainerConfig {
  const { containerName = 'c', attempt = 0, labels = {} } = more;
  return {
    ...pod,
    sandboxId,
    image: images.app,
    command,
    env: ['FIRST=1', 'SECOND=2'],
    binds: [],
    user: '0',
    tty: false,
    stdin: false,
    stdinOnce: false,
    cgroupParent: { qos: 'besteffort', uid: pod.podUid },
    hostNetwork: false,
    oomScoreAdj: -997,
    resources: { cpuShares: 2, cpuQuota: 0, cpuPeriod: 100_000, memoryBytes: 0 },
    privileged: false,
    readonlyRootfs: false,
    noNewPrivileges: false,
    capabilities: { add: [], drop: [] },
    supplementalGroups: [],
    pidNamespace: 'container',
    seccompProfile: '',
    apparmorProfile: '',
    selinux: {},
    procMount: 'Default',
    ...more,
    containerName,
    attempt,
    labels: {
      ...podLabels(pod, 'container', containerName),
      'io.kubernetes.sandbox.id': sandboxId,
      'annotation.io.kubernetes.container.hash': '1e0f8faf',
      'annotation.io.kubernetes.container.restartCount': String(attempt),
      ...labels,
    },
  };
}
