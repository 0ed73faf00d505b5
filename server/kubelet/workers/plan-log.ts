// What klog says of a plan, in the words of the place in upstream that decides the same.
// Upstream: pkg/kubelet/kuberuntime/kuberuntime_manager.go podSandboxChanged, SyncPod (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';
import type { BecauseCode } from '@/lib/protocol/view';
import type { Action } from '../actions';
import type { Klog } from '../klog';

/** From --v=2 on: why a sandbox is created. */
const SANDBOX_LINES: Partial<Record<BecauseCode, [string, (pod: string) => string]>> = {
  NoSandbox: ['kuberuntime_manager.go:431', (pod) => `No sandbox for pod ${pod} can be found. Need to start a new one`],
  SandboxDead: [
    'kuberuntime_manager.go:451',
    (pod) => `No ready sandbox for pod ${pod} can be found. Need to start a new one`,
  ],
  SandboxesTooMany: [
    'kuberuntime_manager.go:447',
    (pod) => `More than 1 sandboxes for pod ${pod} are ready. Need to reconcile them`,
  ],
  SandboxNetworkChanged: [
    'kuberuntime_manager.go:457',
    (pod) => `Sandbox for pod ${pod} has changed. Need to start a new one`,
  ],
  SandboxWithoutAddress: [
    'kuberuntime_manager.go:463',
    (pod) => `Sandbox for pod ${pod} has no IP address.  Need to start a new one`,
  ],
};

/** Tells of a plan that differs from the one before. */
export function logPlan(klog: Klog, pod: StaticPod, actions: readonly Action[]): void {
  const who = podDescriptor(pod);
  for (const action of actions) {
    if (action.kind === 'CreateSandbox') {
      const line = SANDBOX_LINES[action.because.code];
      if (line) klog.info(2, line[0], line[1](goQuote(who)));
    }
    if (action.kind === 'KillContainer' && action.because.code !== 'ManifestGone') {
      const { container, containerId, message } = action;
      const id = goQuote(`docker://${containerId}`);
      klog.info(2, 'kuberuntime_manager.go:647', `Container ${goQuote(container)} (${id}) of pod ${who}: ${message}`);
    }
  }
}
