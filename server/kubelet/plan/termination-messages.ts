// Last words, cut so that those of a whole pod fit into its status. Upstream: status/status_manager.go normalizeStatus (1.20).
import type { ContainerState, ContainerStatus } from '@/lib/k8s/types';

/** Bytes for all containers of a pod together. */
const POD_BYTES = 12 * 1024;

/** Statuses whose messages have at most their share, `containers` being the number of all containers of the pod. */
export function withinMessageBudget(statuses: readonly ContainerStatus[], containers: number): ContainerStatus[] {
  const bytes = Math.floor(POD_BYTES / Math.max(1, containers));
  return statuses.map((status) => ({
    ...status,
    state: shortened(status.state, bytes),
    lastState: shortened(status.lastState, bytes),
  }));
}

function shortened(state: ContainerState, bytes: number): ContainerState {
  const message = state.terminated?.message;
  if (!state.terminated || message === undefined || Buffer.byteLength(message) <= bytes) return state;
  // A character that is cut in two reads as U+FFFD, as in Go's JSON.
  return { terminated: { ...state.terminated, message: Buffer.from(message).subarray(0, bytes).toString() } };
}
