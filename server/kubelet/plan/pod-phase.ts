// The phase of a pod from the states of its containers. Upstream: kubelet_pods.go getPhase (1.20).
import type { ContainerStatus, PodPhase, PodSpec } from '@/lib/k8s/types';

type Life = 'waiting' | 'running' | 'succeeded' | 'stopped' | 'unknown';

/** A container that waits to be restarted has run: it counts as stopped, not as waiting. */
function lifeOf(status: ContainerStatus | undefined): Life {
  const { waiting, running, terminated } = status?.state ?? {};
  if (running) return 'running';
  if (terminated) return terminated.exitCode === 0 ? 'succeeded' : 'stopped';
  if (waiting) return status?.lastState.terminated ? 'stopped' : 'waiting';
  return 'unknown';
}

/** Phase of a pod whose regular containers have these statuses. */
export function podPhase(spec: PodSpec, statuses: readonly ContainerStatus[]): PodPhase {
  const lives = spec.containers.map(({ name }) => lifeOf(statuses.find((status) => status.name === name)));
  const has = (life: Life) => lives.includes(life);
  if (has('waiting') || has('unknown')) return 'Pending';
  if (has('running') || spec.restartPolicy === 'Always') return 'Running';
  if (!has('stopped')) return 'Succeeded';
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running';
}

/** Succeeded and Failed are final. */
export const isTerminalPhase = (phase: PodPhase | undefined): boolean => phase === 'Succeeded' || phase === 'Failed';
