// Is the pod's sandbox usable? Upstream: kuberuntime_manager.go podSandboxChanged (1.20), first match wins.
import type { StaticPod } from '@/lib/k8s/types';
import type { Because } from '@/lib/protocol/view';
import type { ContainerRecord } from '../runtime-service';
import { isRunning, sandboxesOf } from './instances';

export type SandboxJudgement =
  | { usable: true; sandbox: ContainerRecord }
  /** `attempt`: number of the sandbox that has to be created. */
  | { usable: false; attempt: number; because: Because };

/** Looks at all sandboxes of a pod and says whether the newest can be used, or why a new one is needed. */
export function judgeSandbox(pod: StaticPod, records: readonly ContainerRecord[]): SandboxJudgement {
  const sandboxes = sandboxesOf(records);
  const newest = sandboxes[0];
  if (!newest) return { usable: false, attempt: 0, because: { code: 'NoSandbox', facts: {} } };

  const changed = (code: Because['code'], facts: Because['facts'] = {}): SandboxJudgement => ({
    usable: false,
    attempt: newest.attempt + 1,
    because: { code, facts: { sandboxId: newest.id, ...facts } },
  });
  const ready = sandboxes.filter(isRunning);
  if (ready.length > 1) return changed('SandboxesTooMany', { count: ready.length });
  if (!isRunning(newest)) return changed('SandboxDead');
  if ((newest.hostNetwork ?? false) !== (pod.spec.hostNetwork ?? false)) return changed('SandboxNetworkChanged');
  if (!newest.hostNetwork && !newest.ip) return changed('SandboxWithoutAddress');
  return { usable: true, sandbox: newest };
}
