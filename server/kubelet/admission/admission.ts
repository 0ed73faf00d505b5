// The gate that a new pod passes once: asks the rules about it, and tells the log what they say.
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';
import type { Klog } from '../klog';
import { isTerminalPhase } from '../plan/pod-phase';
import type { AdmissionNode } from './admission-node';
import { admitPod, type Rejection } from './admit-pod';

export class Admission {
  private node: AdmissionNode | undefined;

  constructor(private readonly klog: Klog) {}

  /** The node is known. To be called before any source delivers. */
  open(node: AdmissionNode): void {
    this.node = node;
  }

  /** May `pod` run beside the pods that are desired already? Null: yes. What has ended holds nothing any more. */
  admit(pod: StaticPod, desired: readonly StaticPod[]): Rejection | null {
    const { uid } = pod.metadata;
    const others = desired.filter(({ metadata, status }) => metadata.uid !== uid && !isTerminalPhase(status?.phase));
    const rejection = this.node ? admitPod(pod, others, this.node) : null;
    this.tell(pod, rejection);
    return rejection;
  }

  /** Upstream's handlers speak in this order: sysctls, topology, predicates. */
  private tell(pod: StaticPod, rejection: Rejection | null): void {
    if (rejection?.reason === 'SysctlForbidden') return;
    this.klog.info(0, 'topology_manager.go:187', '[topologymanager] Topology Admit Handler');
    if (rejection === null) return;
    const { reason, message } = rejection;
    const who = podDescriptor(pod);
    if (reason === 'UnexpectedAdmissionError') {
      this.klog.warning('predicate.go:79', `Failed to admit pod ${who} - ${message}`);
    } else {
      this.klog.info(2, 'predicate.go:113', `Predicate failed on Pod: ${who}, for reason: ${message}`);
    }
  }
}
