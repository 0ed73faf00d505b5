// One container of a pod: what the engine has, and what the kubelet says of it. Pure.

import { parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import type { Container, ContainerStatus } from '@/lib/k8s/types';
import { type ContainerView, type InstanceView, PROBE_HANDLERS, PROBE_KINDS } from '@/lib/protocol/view';
import type { Action } from '@/server/kubelet/actions';
import type { ContainerRecord } from '@/server/kubelet/runtime-service';
import { instanceView, newestFirst } from './instances';
import type { KnownPod, Wait } from './state';

/** `POD` names a sandbox wherever containers are named. */
export const SANDBOX = 'POD';

type Now = Pick<ContainerView, 'state' | 'attempt' | 'reason' | 'message'> &
  Pick<ContainerView, 'waitUntil' | 'waitMs'>;

/** The view of container `name`; `records` are its instances on the engine, in any order. */
export function containerView(
  name: string,
  records: ContainerRecord[],
  known: KnownPod | undefined,
  spec?: Container,
): ContainerView {
  const sorted = [...records].sort(newestFirst);
  const instances = sorted.map(instanceView);
  const { initContainerStatuses = [], containerStatuses = [] } = known?.status ?? {};
  const status = [...initContainerStatuses, ...containerStatuses].find((row) => row.name === name);
  const now = containerNow(name, instances, known, status, sorted[0]);
  return {
    name,
    image: spec?.image ?? sorted[0]?.image ?? '',
    ...now,
    ready: now.state === 'running' && (name === SANDBOX || status?.ready === true),
    ...memoryLimit(spec),
    ...probes(spec),
    restartCount: Math.max(status?.restartCount ?? 0, instances[0]?.attempt ?? 0),
    instances,
  };
}

/** The manifest was validated: a limit that is there can be read. */
function memoryLimit(spec: Container | undefined): Pick<ContainerView, 'memoryLimit'> {
  const limit = spec?.resources?.limits?.memory;
  return limit === undefined ? {} : { memoryLimit: wholeValue(parseQuantity(String(limit))) };
}

/** The manifest was validated: each probe has exactly one handler. */
function probes(spec: Container | undefined): Pick<ContainerView, 'probes'> {
  const given = PROBE_KINDS.flatMap((kind) => {
    const probe = spec?.[`${kind}Probe`];
    const handler = PROBE_HANDLERS.find((name) => probe?.[name] !== undefined);
    return handler ? [[kind, handler] as const] : [];
  });
  return given.length === 0 ? {} : { probes: Object.fromEntries(given) };
}

function containerNow(
  name: string,
  instances: InstanceView[],
  known: KnownPod | undefined,
  status: ContainerStatus | undefined,
  record: ContainerRecord | undefined,
): Now {
  const newest = instances[0];
  const coming = known?.acting && comingAttempt(known.acting, name);
  // What is being made is what people wait for, until the engine says that it runs (or has ended).
  if (coming !== undefined && (!newest || newest.attempt < coming || newest.state === 'created')) {
    return { state: 'starting', attempt: coming, reason: 'ContainerCreating', message: '' };
  }
  if (newest?.state === 'running') {
    return { state: known?.terminating ? 'terminating' : 'running', attempt: newest.attempt, reason: '', message: '' };
  }
  const waiting = known?.desired && waitingNow(known.waits[name], status, newest);
  if (waiting) return waiting;
  if (newest) {
    const message = newest.state === 'exited' ? (record?.message ?? record?.error ?? '') : '';
    return { state: newest.state, attempt: newest.attempt, reason: newest.reason, message };
  }
  return { state: 'planned', attempt: 0, reason: status?.state.waiting?.reason ?? '', message: '' };
}

function comingAttempt(action: Action, name: string): number | undefined {
  if (action.kind === 'CreateSandbox') return name === SANDBOX ? action.attempt : undefined;
  return action.kind === 'StartContainer' && action.container === name ? action.attempt : undefined;
}

/** The kubelet holds back: `attempt` is the one that comes next. */
function waitingNow(
  wait: Wait | undefined,
  status: ContainerStatus | undefined,
  newest: InstanceView | undefined,
): Now | null {
  const said = status?.state.waiting;
  const blocked =
    said?.reason && said.reason !== 'ContainerCreating' && said.reason !== 'PodInitializing' ? said : null;
  if (!wait && !blocked) return null;
  return {
    state: 'waiting',
    attempt: newest ? newest.attempt + 1 : 0,
    reason: blocked?.reason ?? wait?.reason ?? '',
    message: blocked?.message ?? '',
    ...(wait && { waitUntil: wait.until, waitMs: wait.windowMs }),
  };
}
