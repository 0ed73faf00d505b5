// The table that a learner sees before the kubelet acts: what the manifest wants, and what the engine has. Pure; planPod
// decides on its own, this only shows the same facts side by side.
import type { StaticPod } from '@/lib/k8s/types';
import type { ComparisonRow } from '@/lib/protocol/view';
import type { Action } from '../actions';
import type { ContainerRecord } from '../runtime-service';
import { containersOf, sandboxesOf } from './instances';
import { shouldRestart } from './judge-container';

/** Name of the sandbox's row. */
export const SANDBOX_ROW = 'POD';

export interface ComparisonInput {
  pod: StaticPod;
  records: readonly ContainerRecord[];
  /** The pod has to end. */
  terminating: boolean;
  /** It is Succeeded or Failed. */
  finished: boolean;
  /** The plan, once there is one: a row agrees when no action is about it. */
  actions?: readonly Action[];
}

/** Sandbox first, then init containers and containers in the order of the manifest, then what only the engine knows. */
export function comparisonOf(input: ComparisonInput): ComparisonRow[] {
  const { pod, records, actions } = input;
  const init = (pod.spec.initContainers ?? []).map(({ name }) => name);
  const named = [...init, ...pod.spec.containers.map(({ name }) => name)];
  const foreign = [...new Set(containersOf(records).map(({ containerName }) => containerName))].filter(
    (name) => !named.includes(name),
  );
  const rows = [
    row(SANDBOX_ROW, sandboxWish(input), sandboxesOf(records)[0]),
    ...named.map((name) => {
      const newest = containersOf(records, name)[0];
      return row(name, init.includes(name) ? initWish(input) : wishFor(input, newest), newest);
    }),
    ...foreign.map((name) => row(name, 'absent', containersOf(records, name)[0])),
  ];
  if (!actions) return rows;
  const touched = new Set(actions.map(rowOf));
  return rows.map((each) => ({ ...each, agrees: !touched.has(each.container) }));
}

/** The row that an action is about. */
export const rowOf = (action: Action): string => ('container' in action ? action.container : SANDBOX_ROW);

type Wish = ComparisonRow['desired'];

const sandboxWish = ({ terminating, finished }: ComparisonInput): Wish =>
  terminating ? 'absent' : finished ? 'ended' : 'running';

const initWish = ({ terminating }: ComparisonInput): Wish => (terminating ? 'absent' : 'ended');

function wishFor({ pod, terminating, finished }: ComparisonInput, newest: ContainerRecord | undefined): Wish {
  if (terminating) return 'absent';
  const runs = newest?.state === 'running';
  return finished || (!runs && !shouldRestart(pod.spec, newest)) ? 'ended' : 'running';
}

function row(container: string, desired: Wish, newest: ContainerRecord | undefined): ComparisonRow {
  if (!newest) return { container, desired, actual: 'missing' };
  const { id: containerId, attempt, state, exitCode } = newest;
  const ended = state === 'exited' ? { exitCode } : {};
  return { container, desired, actual: state, containerId, attempt, ...ended };
}
