// The lab's one picture from everything that is known. Pure: the same state gives the same view.
import type { LabView } from '@/lib/protocol/view';
import { composeManifests } from './manifests';
import { composePods } from './pods';
import type { LabState } from './state';

const keyed = <T>(rows: T[], key: (row: T) => string): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [key(row), row]));

/** Sequence numbers as keys that sort as text. */
const padded = (seq: number): string => String(seq).padStart(8, '0');

/** The view without the lesson steps, which are evaluated on it. */
export function composeView(state: LabState): Omit<LabView, 'steps'> {
  return {
    lab: { ...state.lab, manifestDirExists: state.workspace.exists },
    engine: state.engine,
    node: { name: state.nodeName, ...nodeCondition(state) },
    kubelet: state.kubelet.view,
    manifests: composeManifests(state),
    pods: composePods(state),
    decisions: keyed(state.decisions, (decision) => padded(decision.seq)),
    terminals: keyed(state.terminals, (terminal) => terminal.id),
    commands: keyed(state.commands, (command) => padded(command.seq)),
    ...(state.authoring && { authoring: state.authoring }),
  };
}

/** The Ready condition in upstream's words (nodestatus/setters.go; node lifecycle controller for a kubelet that is silent). */
function nodeCondition({ kubelet, engine }: LabState): { ready: boolean; reason: string } {
  if (kubelet.view.state !== 'running') return { ready: false, reason: 'NodeStatusUnknown' };
  return engine.state === 'available'
    ? { ready: true, reason: 'KubeletReady' }
    : { ready: false, reason: 'KubeletNotReady' };
}
