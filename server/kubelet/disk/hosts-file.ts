// The /etc/hosts that a pod's containers share. Pure. Upstream: kubelet_pods.go managedHostsFileContent (1.20).
import { podHostname } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';

const HEAD = [
  '# Kubernetes-managed hosts file.',
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::0\tip6-localnet',
  'fe00::0\tip6-mcastprefix',
  'fe00::1\tip6-allnodes',
  'fe00::2\tip6-allrouters',
];

/** Content for a pod with this address. `domain`: --cluster-domain; without one a subdomain ends in `svc.`, as upstream's does. */
export function managedHostsFile(pod: StaticPod, podIP: string, domain: string): string {
  const hostname = podHostname(pod);
  const { subdomain } = pod.spec;
  const own = subdomain
    ? `${podIP}\t${hostname}.${subdomain}.${pod.metadata.namespace}.svc.${domain}\t${hostname}`
    : `${podIP}\t${hostname}`;
  return [...HEAD, own, ...hostAliases(pod)].map((line) => `${line}\n`).join('');
}

function hostAliases(pod: StaticPod): string[] {
  const lines = (pod.spec.hostAliases ?? []).map(({ ip, hostnames }) =>
    [ip, ...(Array.isArray(hostnames) ? hostnames : [])].map(String).join('\t'),
  );
  return lines.length > 0 ? ['', '# Entries added by HostAliases.', ...lines] : [];
}
