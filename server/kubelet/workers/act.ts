// Carrying out a plan, action by action. What follows from a failure is decided here: whether the rest still makes sense.
import type { StaticPod } from '@/lib/k8s/types';
import type { Action } from '../actions';
import type { EventStream } from '../event-stream';
import { execute } from '../execute/execute';
import type { ExecutionHost, PodSync } from '../execute/host';
import { judgeSandbox } from '../plan/judge-sandbox';
import type { StartError } from '../plan/plan-input';
import { type ContainerRecord, isRuntimeError } from '../runtime-service';

export interface ActContext {
  pod: StaticPod;
  records: readonly ContainerRecord[];
  startErrors: Map<string, StartError>;
  /** The pod has to end: what would start it is given up. */
  abandoned: AbortSignal;
  /** The kubelet ends: nothing more is done, and what runs stays. */
  ended: AbortSignal;
  /** The plan itself is the pod's end, which nothing interrupts. */
  ending: boolean;
  host: ExecutionHost;
  stream: EventStream;
}

/** Without these the rest of the plan can't work; a container that fails to start does not keep the others from starting. */
const REQUIRED = new Set<Action['kind']>(['MountVolume', 'KillContainer', 'StopSandbox', 'CreateSandbox']);

/**
 * Executes a plan in order: kills at its head run at once side by side (each with its full grace), all else one after the
 * other. Returns the failures; throws only when the engine does not answer.
 */
export async function actOn(actions: readonly Action[], context: ActContext): Promise<unknown[]> {
  const judged = judgeSandbox(context.pod, context.records);
  const sync: PodSync = { ...context, sandbox: judged.usable ? judged.sandbox : undefined };
  const headEnd = actions.findIndex(({ kind }) => kind !== 'KillContainer');
  const kills = headEnd === -1 ? actions : actions.slice(0, headEnd);
  const errors = (await Promise.all(kills.map((action) => attempt(action, sync, context)))).filter(isFailure);
  if (errors.length > 0) return errors;
  for (const action of actions.slice(kills.length)) {
    if (isGivenUp(context)) return errors;
    const error = await attempt(action, sync, context);
    if (!isFailure(error)) continue;
    errors.push(error);
    if (REQUIRED.has(action.kind)) break;
  }
  return errors;
}

const isGivenUp = ({ abandoned, ended, ending }: ActContext): boolean =>
  ended.aborted || (abandoned.aborted && !ending);

const SUCCESS = Symbol('success');
const isFailure = (result: unknown): boolean => result !== SUCCESS;

/** Executes one action and tells of it; a Wait is told by the plan already. */
async function attempt(action: Action, sync: PodSync, context: ActContext): Promise<unknown> {
  const { host, stream } = context;
  const about = { podUid: sync.pod.metadata.uid, podName: sync.pod.metadata.name, action };
  const told = action.kind !== 'Wait';
  if (told) stream.emit({ type: 'acting', ...about });
  try {
    const containerId = await execute(action, sync, host);
    if (told) stream.emit({ type: 'acted', ...about, ...(containerId && { containerId }) });
    return SUCCESS;
  } catch (error) {
    if (told) stream.emit({ type: 'acted', ...about, error: error instanceof Error ? error.message : String(error) });
    if (isRuntimeError(error, 'Unavailable')) throw error;
    return isGivenUp(context) ? SUCCESS : error;
  }
}
