// The node as admission sees it: without an API server it is made up from the machine. Upstream: kubelet_node_status.go initialNode (1.20).
import type { NodeResources } from '../downward-api/node-resources';

export interface AdmissionNode {
  name: string;
  labels: Readonly<Record<string, string>>;
  allocatable: NodeResources;
  /** Bytes by resource name, e.g. `hugepages-2Mi`. */
  hugepages: Readonly<Record<string, number>>;
  maxPods: number;
  /** Sysctls beyond the safe ones (--allowed-unsafe-sysctls). */
  allowedUnsafeSysctls: readonly string[];
}

/** The labels that a node has before anyone gives it others. `arch` as Go calls it. */
export const standardLabels = (name: string, arch: string): Record<string, string> => ({
  'beta.kubernetes.io/arch': arch,
  'beta.kubernetes.io/os': 'linux',
  'kubernetes.io/arch': arch,
  'kubernetes.io/hostname': name,
  'kubernetes.io/os': 'linux',
});
