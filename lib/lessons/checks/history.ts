import type { LabView } from '@/lib/protocol/view';
import type { CheckResult, StepHistory } from './result';

export const emptyHistory = (): StepHistory => ({ sandboxes: {}, attempts: {}, edges: [] });

/** The history with every sandbox and container noted that the step sees for the first time. Same object when nothing is new. */
export function remember(history: StepHistory, view: LabView): StepHistory {
  const sandboxes: Record<string, string> = {};
  const attempts: Record<string, number> = {};
  for (const pod of Object.values(view.pods)) {
    const sandbox = pod.sandbox?.instances.find((instance) => instance.state === 'running');
    if (sandbox && history.sandboxes[pod.uid] === undefined) sandboxes[pod.uid] = sandbox.id;
    for (const container of pod.containers) {
      const key = `${pod.uid}/${container.name}`;
      const newest = container.instances[0];
      if (newest && history.attempts[key] === undefined) attempts[key] = newest.attempt;
    }
  }
  if (Object.keys(sandboxes).length + Object.keys(attempts).length === 0) return history;
  return {
    ...history,
    sandboxes: { ...history.sandboxes, ...sandboxes },
    attempts: { ...history.attempts, ...attempts },
  };
}

/** The history with the edges noted that `result` has seen unmet. Same object when nothing is new. */
export function rememberEdges(history: StepHistory, result: CheckResult): StepHistory {
  const fresh = (result.edges ?? []).filter((edge) => !history.edges.includes(edge));
  return fresh.length === 0 ? history : { ...history, edges: [...history.edges, ...fresh] };
}
