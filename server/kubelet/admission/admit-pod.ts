// May a new pod run on this node? Asked once, when a source names it; a rejected pod is Failed for good. Pure.
// Upstream: kubelet.go canAdmitPod, lifecycle/predicate.go, preemption/preemption.go (1.20). A static pod is critical: memory pressure never
// keeps it out, and a lack of resources is answered by looking for pods to preempt. Other static pods are none, so that fails.
import type { StaticPod } from '@/lib/k8s/types';
import type { AdmissionNode } from './admission-node';
import { matchesNode } from './node-affinity';
import { portsConflict } from './node-ports';
import { type Shortage, shortages } from './node-resources-fit';
import { forbiddenSysctl } from './sysctls';

export interface Rejection {
  /** status.reason, and that of the event. */
  reason: 'SysctlForbidden' | 'NodeAffinity' | 'NodePorts' | 'UnexpectedAdmissionError';
  /** As the event says it; the status puts `Pod ` before it. */
  message: string;
}

/** `others`: the pods that hold resources and ports already. Null: it may run. */
export function admitPod(pod: StaticPod, others: readonly StaticPod[], node: AdmissionNode): Rejection | null {
  const sysctl = forbiddenSysctl(pod, node.allowedUnsafeSysctls);
  if (sysctl !== null) return { reason: 'SysctlForbidden', message: `forbidden sysctl: ${sysctl}` };
  if (!matchesNode(pod, node)) return failed('NodeAffinity');
  if (portsConflict(pod, others)) return failed('NodePorts');
  const missing = shortages(pod, others, node);
  return missing.length > 0 ? noPreemption(missing) : null;
}

const failed = (predicate: 'NodeAffinity' | 'NodePorts'): Rejection => ({
  reason: predicate,
  message: `Predicate ${predicate} failed`,
});

function noPreemption(missing: readonly Shortage[]): Rejection {
  const list = missing.map(({ resource, amount }) => `(res: ${resource}, q: ${amount}), `).join('');
  const none = `no set of running pods found to reclaim resources: [${list}]`;
  return {
    reason: 'UnexpectedAdmissionError',
    message: `Unexpected error while attempting to recover from admission failure: preemption: error finding a set of pods to preempt: ${none}`,
  };
}
