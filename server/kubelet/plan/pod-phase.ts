// The phase of a pod from the states of its containers. Upstream: kubelet_pods.go getPhase (1.20).
import type { ContainerStatus, PodPhase, PodSpec } from '@/lib/k8s/types';

type Life = 'waiting' | 'running' | 'succeeded' | 'stopped' | 'unknown';
type Statuses = readonly ContainerStatus[];

/** A container that waits to be restarted has run: it counts as stopped, not as waiting. */
function lifeOf(status: ContainerStatus | undefined): Life {
  const { waiting, running, terminated } = status?.state ?? {};
  if (running) return 'running';
  if (terminated) return terminated.exitCode === 0 ? 'succeeded' : 'stopped';
  if (waiting) return status?.lastState.terminated ? 'stopped' : 'waiting';
  return 'unknown';
}

type Preparation = 'done' | 'pending' | 'failed';

/** One that failed and waits for its next try counts as failed; one that was never run, as pending. */
function preparationOf(status: ContainerStatus | undefined): Preparation {
  const { waiting, terminated } = status?.state ?? {};
  if (terminated) return terminated.exitCode === 0 ? 'done' : 'failed';
  const last = waiting && status?.lastState.terminated;
  if (!last) return 'pending';
  return last.exitCode === 0 ? 'done' : 'failed';
}

const find = (statuses: Statuses, name: string) => statuses.find((status) => status.name === name);

/** Phase of a pod whose regular and init containers have these statuses. */
export function podPhase(spec: PodSpec, statuses: Statuses, initStatuses: Statuses = []): PodPhase {
  const prepared = (spec.initContainers ?? []).map(({ name }) => preparationOf(find(initStatuses, name)));
  if (prepared.includes('failed') && spec.restartPolicy === 'Never') return 'Failed';

  const lives = spec.containers.map(({ name }) => lifeOf(find(statuses, name)));
  const has = (life: Life) => lives.includes(life);
  if (prepared.includes('pending') || has('waiting') || has('unknown')) return 'Pending';
  if (has('running') || spec.restartPolicy === 'Always') return 'Running';
  if (!has('stopped')) return 'Succeeded';
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running';
}

/** Succeeded and Failed are final. */
export const isTerminalPhase = (phase: PodPhase | undefined): boolean => phase === 'Succeeded' || phase === 'Failed';
