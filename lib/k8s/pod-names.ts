// How the kubelet names pods and containers. Upstream: pkg/kubelet/dockershim/naming.go, pkg/kubelet/util/format/pod.go,
// pkg/kubelet/container/helpers.go BuildPodFullName, pkg/kubelet/kubelet_pods.go truncatePodHostnameIfNeeded.
import type { Pod } from './types';

const PREFIX = 'k8s';
const HOSTNAME_MAX = 63;
/** What fits into the kernel's node name. */
const KERNEL_HOSTNAME_MAX = 64;

/** Container name of a sandbox. */
export const SANDBOX_CONTAINER_NAME = 'POD';

interface DockerName {
  /** Container name; `POD` for a sandbox. */
  container: string;
  podName: string;
  namespace: string;
  uid: string;
  /** Restart count of a container, attempt of a sandbox. */
  attempt: number;
}

/** `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>` */
export const dockerName = (name: DockerName): string =>
  [PREFIX, name.container, name.podName, name.namespace, name.uid, name.attempt].join('_');

/** Parts of a docker name, with or without the engine's leading slash and a conflict suffix `_<8 hex>`. Null if it is none of ours. */
export function parseDockerName(text: string): DockerName | null {
  const parts = text.replace(/^\//, '').split('_');
  if (parts.length !== 6 && parts.length !== 7) return null;
  const [prefix, container = '', podName = '', namespace = '', uid = '', attempt = ''] = parts;
  if (prefix !== PREFIX || !/^\d+$/.test(attempt)) return null;
  return { container, podName, namespace, uid, attempt: Number(attempt) };
}

const namespaceOf = (pod: Pod): string => pod.metadata.namespace ?? '';

/** `<name>_<namespace>`: the key under which the kubelet compares pods of all sources. */
export const podFullName = (pod: Pod): string => `${pod.metadata.name}_${namespaceOf(pod)}`;

/** `<name>_<namespace>(<uid>)`: how logs and messages speak of a pod. */
export const podDescriptor = (pod: Pod): string => `${podFullName(pod)}(${pod.metadata.uid ?? ''})`;

/** `<name>-<lower-case node>`: what a static pod is called. Upstream: pkg/kubelet/config/common.go generatePodName. */
export const staticPodName = (name: string, nodeName: string): string => `${name}-${nodeName.toLowerCase()}`;

/** Host name inside the pod: spec.hostname or the pod's name, at most 63 characters, not ending in `-` or `.`. */
export function podHostname(pod: Pod): string {
  const hostname = pod.spec.hostname || pod.metadata.name;
  return hostname.length <= HOSTNAME_MAX ? hostname : hostname.slice(0, HOSTNAME_MAX).replace(/[-.]+$/, '');
}

/** `<subdomain>.<namespace>.svc.<cluster domain>`; '' without a subdomain. Upstream: kubelet_pods.go GeneratePodHostNameAndDomain. */
export const podDomain = (pod: Pod, clusterDomain: string): string =>
  pod.spec.subdomain ? `${pod.spec.subdomain}.${namespaceOf(pod)}.svc.${clusterDomain}` : '';

/** What `hostname` prints in the pod: with setHostnameAsFQDN the whole name. Throws where that is too long for the kernel (util.GetNodenameForKernel). */
export function podKernelHostname(pod: Pod, clusterDomain: string): string {
  const hostname = podHostname(pod);
  const domain = podDomain(pod, clusterDomain);
  if (!pod.spec.setHostnameAsFQDN || domain === '') return hostname;
  const name = `${hostname}.${domain}`;
  if (name.length > KERNEL_HOSTNAME_MAX) {
    const limits = `${KERNEL_HOSTNAME_MAX} characters is the max, ${name.length} characters requested`;
    const what = 'Failed to construct FQDN from pod hostname and cluster domain';
    throw new Error(`${what}, FQDN ${name} is too long (${limits})`);
  }
  return name;
}
