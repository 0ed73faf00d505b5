// Which kernel parameters a pod may set. Pure. Upstream: pkg/kubelet/sysctl/{allowlist,namespace}.go (1.20).
import type { PodSecurityContext } from '@/lib/k8s/pod-parts';
import type { StaticPod } from '@/lib/k8s/types';

type Namespace = 'ipc' | 'net';

const SAFE = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
];
/** Parameters that each pod has for itself; prefixes, but for the first. */
const NAMESPACES: readonly [start: string, namespace: Namespace][] = [
  ['kernel.sem', 'ipc'],
  ['kernel.shm', 'ipc'],
  ['kernel.msg', 'ipc'],
  ['fs.mqueue.', 'ipc'],
  ['net.', 'net'],
];

/** What is wrong with the first sysctl that is not allowed, e.g. `"kernel.msgmax" not whitelisted`; null if all are. */
export function forbiddenSysctl({ spec }: StaticPod, allowedUnsafe: readonly string[]): string | null {
  const { sysctls = [] } = (spec.securityContext ?? {}) as PodSecurityContext;
  const shared: Record<Namespace, boolean> = { ipc: spec.hostIPC ?? false, net: spec.hostNetwork ?? false };
  const allowed = [...SAFE, ...allowedUnsafe];
  for (const { name = '' } of sysctls) {
    if (!allowed.some((pattern) => covers(pattern, name))) return `"${name}" not whitelisted`;
    const namespace = NAMESPACES.find(([start]) => name.startsWith(start))?.[1];
    if (namespace && shared[namespace]) return `"${name}" not allowed with host ${namespace} enabled`;
  }
  return null;
}

const covers = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
