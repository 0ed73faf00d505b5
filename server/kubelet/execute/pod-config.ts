// From a pod and its container to what the engine is asked for. Pure.
// Upstream: kuberuntime_sandbox.go, kuberuntime_container.go generateContainerConfig (1.20).
import { hashContainer } from '@/lib/k8s/container-hash';
import { containerLabels, sandboxLabels } from '@/lib/k8s/pod-labels';
import { podDescriptor, podKernelHostname } from '@/lib/k8s/pod-names';
import { qosClass } from '@/lib/k8s/qos';
import type { Container, StaticPod } from '@/lib/k8s/types';
import type { PodSettings } from '../pod-settings';
import type { ContainerConfig, ContainerRecord, DnsSettings, ImageInfo, SandboxConfig } from '../runtime-service';
import { expandAll } from './environment';
import { containerResources } from './resources';
import { containerSecurity, sandboxSecurity } from './security-context';

/** Every static pod is critical: the kernel shall kill anything else first (pkg/kubelet/qos/policy.go). */
const SANDBOX_OOM_SCORE = -998;
const CONTAINER_OOM_SCORE = -997;

const QOS_CGROUP = { Guaranteed: 'guaranteed', Burstable: 'burstable', BestEffort: 'besteffort' } as const;

function identity({ metadata, spec }: StaticPod) {
  return {
    podUid: metadata.uid,
    podName: metadata.name,
    podNamespace: metadata.namespace,
    hostNetwork: spec.hostNetwork ?? false,
    cgroupParent: { qos: QOS_CGROUP[qosClass(spec)], uid: metadata.uid },
  };
}

export interface SandboxParts {
  attempt: number;
  /** --pod-infra-container-image */
  image: string;
  dns: DnsSettings;
  /** --cluster-domain */
  clusterDomain: string;
}

/** The sandbox of a pod. Throws what makes it impossible, in upstream's words. */
export function sandboxConfig(pod: StaticPod, { attempt, image, dns, clusterDomain }: SandboxParts): SandboxConfig {
  return {
    ...identity(pod),
    ...sandboxSecurity(pod),
    attempt,
    image,
    hostname: pod.spec.hostNetwork ? '' : podKernelHostname(pod, clusterDomain),
    labels: sandboxLabels(pod),
    dns,
    portMappings: hostPorts(pod),
    oomScoreAdj: SANDBOX_OOM_SCORE,
  };
}

/** A containerPort alone publishes nothing. On the host's network the engine passes over what upstream names here all the same (recorded). */
function hostPorts({ spec }: StaticPod): SandboxConfig['portMappings'] {
  const ports = spec.containers.flatMap((container) => container.ports ?? []);
  return ports
    .filter(({ hostPort }) => hostPort !== undefined && hostPort !== 0)
    .map(({ containerPort, hostPort = 0, protocol = 'TCP', hostIP = '' }) => ({
      containerPort,
      hostPort,
      protocol,
      hostIP,
    }));
}

export interface ContainerParts {
  container: Container;
  attempt: number;
  sandbox: ContainerRecord;
  image: ImageInfo;
  /** `host:container[:ro]` */
  binds: string[];
  /** All variables, in order; command and arguments are expanded with them. */
  environment: ReadonlyMap<string, string>;
  settings: Pick<PodSettings, 'cpuCFSQuota' | 'seccompProfileRoot' | 'podPidsLimit'>;
}

/** One container in a sandbox. Throws ContainerConfigError. */
export function containerConfig(pod: StaticPod, parts: ContainerParts): ContainerConfig {
  const { container, attempt, sandbox, image, binds, environment: values, settings } = parts;
  const podName = podDescriptor(pod);
  const { cpuCFSQuota, podPidsLimit, seccompProfileRoot: seccompRoot } = settings;
  const command = expandAll(container.command, values);
  const args = expandAll(container.args, values);
  return {
    ...identity(pod),
    sandboxId: sandbox.id,
    containerName: container.name,
    attempt,
    image: image.id,
    ...(command && { command }),
    ...(args && { args }),
    ...(container.workingDir && { workingDir: container.workingDir }),
    env: [...values].map(([name, value]) => `${name}=${value}`),
    labels: containerLabels(pod, container, attempt, sandbox.id, hashContainer(container)),
    binds,
    tty: container.tty ?? false,
    stdin: container.stdin ?? false,
    stdinOnce: container.stdinOnce ?? false,
    oomScoreAdj: CONTAINER_OOM_SCORE,
    resources: containerResources(container.resources, cpuCFSQuota),
    ...(podPidsLimit > 0 && { pidsLimit: podPidsLimit }),
    ...containerSecurity({ pod, container, image, podName, seccompRoot }),
  };
}
