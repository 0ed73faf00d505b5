// The light in the editor: the line of the manifest that caused what the kubelet decides now.
import type { BecauseCode, DecisionView, KubeletView } from '@/lib/protocol/view';
import { containerPath, hasField, manifestTree, placeOf } from './fields';

/** Field that a reason rests on; `*` stands for the container's own entry. Reasons that no line causes are left out. */
const CAUSE: Partial<Record<BecauseCode, string>> = {
  NoSandbox: 'metadata.name',
  SandboxDead: 'metadata.name',
  SandboxesTooMany: 'metadata.name',
  SandboxWithoutAddress: 'metadata.name',
  SandboxNetworkChanged: 'spec.hostNetwork',
  NeverStarted: '*.name',
  ContainerExited: 'spec.restartPolicy',
  ContainerCreatedNotStarted: '*.name',
  ContainerUnknown: '*.name',
  ContainerMissing: '*.name',
  DefinitionChanged: '*.name',
  BackOff: 'spec.restartPolicy',
  BackOffOver: 'spec.restartPolicy',
  PullBackOff: '*.image',
  DeadlineExceeded: 'spec.activeDeadlineSeconds',
};

/** The newest decision about the pod that the kubelet attends to; undefined when there is nothing to do. */
export function currentDecision(
  decisions: Record<string, DecisionView>,
  kubelet: KubeletView,
): DecisionView | undefined {
  if (kubelet.state !== 'running' || kubelet.phase === 'idle' || kubelet.subject === '') return undefined;
  return Object.values(decisions)
    .filter((decision) => decision.podUid === kubelet.subject && decision.kind === 'decided')
    .sort((a, b) => b.seq - a.seq)[0];
}

/** 1-based line that caused the decision; undefined when none did. A field that is left to its default lights its owner. */
export function litLine(text: string, decision: Pick<DecisionView, 'because' | 'container'>): number | undefined {
  const cause = decision.because && CAUSE[decision.because.code];
  const root = cause && manifestTree(text);
  if (!root) return undefined;
  const container = decision.container || String(decision.because?.facts.container ?? '');
  const entry = containerPath(root, container);
  const path = cause.replace('*', entry ?? 'spec.containers');
  if (hasField(root, path)) return placeOf(root, path).line;
  return placeOf(root, entry ? `${entry}.name` : 'metadata.name').line;
}
