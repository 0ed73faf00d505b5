// The decisions of one probe of one container, without time of their own and without effects.
// Upstream: pkg/kubelet/prober/worker.go doProbe (1.20).
import type { Probe } from '@/lib/k8s/pod-parts';
import type { PodStatus, StaticPod } from '@/lib/k8s/types';
import type { ProbeType, ProbeVerdict } from '../plan/probe-facts';

export interface ProbeTarget {
  type: ProbeType;
  pod: StaticPod;
  /** Container name. */
  container: string;
  probe: Probe;
}

/** What one probe remembers from one look to the next. */
export interface ProbeMemory {
  /** `docker://…` of the instance it looks at; '' before the first. */
  containerID: string;
  last: 'Success' | 'Failure' | null;
  /** How often in a row; goes on over a restart of the container, as upstream. */
  run: number;
  /** It has failed for good: nothing more is asked until there is another instance. */
  onHold: boolean;
}

export const FRESH_MEMORY: ProbeMemory = { containerID: '', last: null, run: 0, onHold: false };

/** A verdict that changes with this step; null: there is none any more. */
export interface VerdictChange {
  containerID: string;
  verdict: ProbeVerdict | null;
}

export interface ProbeStep {
  memory: ProbeMemory;
  changes: VerdictChange[];
}

const INITIAL: Record<ProbeType, ProbeVerdict['result']> = {
  Readiness: 'Failure',
  Liveness: 'Success',
  Startup: 'Unknown',
};
const unfounded = (result: ProbeVerdict['result']): ProbeVerdict => ({ result, failures: 0, output: '' });

/** What is to be done at a tick: ask the container, wait for the next tick, or never look again. */
export type TickDecision = ProbeStep & { next: 'probe' | 'wait' | 'end' };

/** What the kubelet reports of a pod, and when its containers began, exactly: the status has whole seconds only. */
export interface PodSight {
  /** undefined: nothing was reported yet. */
  status: PodStatus | undefined;
  /** By container id without `docker://`, ms since the epoch. */
  startedAt: ReadonlyMap<string, number>;
}

/** `now`: ms since the epoch. */
export function judgeTick(
  target: ProbeTarget,
  before: ProbeMemory,
  { status, startedAt }: PodSight,
  now: number,
): TickDecision {
  if (!status) return { next: 'wait', memory: before, changes: [] };
  if (status.phase === 'Failed' || status.phase === 'Succeeded') return { next: 'end', memory: before, changes: [] };
  const seen = status.containerStatuses?.find(({ name }) => name === target.container);
  if (!seen?.containerID) return { next: 'wait', memory: before, changes: [] };

  const { memory, changes } = notice(target.type, before, seen.containerID);
  const wait: TickDecision = { next: 'wait', memory, changes };
  if (memory.onHold) return wait;
  const { running, terminated } = seen.state;
  if (!running) {
    changes.push({ containerID: seen.containerID, verdict: unfounded('Failure') });
    const isOver = terminated !== undefined && target.pod.spec.restartPolicy === 'Never';
    return { ...wait, next: isOver ? 'end' : 'wait' };
  }
  const began = startedAt.get(engineId(seen.containerID)) ?? Date.parse(running.startedAt);
  const age = Math.trunc((now - began) / 1000);
  if (age < (target.probe.initialDelaySeconds ?? 0)) return wait;
  // A startup probe asks until the container has started, the others from then on.
  if ((seen.started === true) === (target.type === 'Startup')) return wait;
  return { ...wait, next: 'probe' };
}

/** `docker://<id>` → `<id>`. */
export const engineId = (containerID: string): string => containerID.replace(/^docker:\/\//, '');

/** Another instance is another story: the old verdict goes, and the new instance begins with the initial one. */
function notice(type: ProbeType, before: ProbeMemory, containerID: string): ProbeStep {
  if (before.containerID === containerID) return { memory: before, changes: [] };
  const forgotten: VerdictChange[] =
    before.containerID === '' ? [] : [{ containerID: before.containerID, verdict: null }];
  return {
    memory: { ...before, containerID, onHold: false },
    changes: [...forgotten, { containerID, verdict: unfounded(INITIAL[type]) }],
  };
}

/** The container has answered. Below the threshold nothing changes. */
export function judgeAnswer(
  { type, probe }: Pick<ProbeTarget, 'type' | 'probe'>,
  before: ProbeMemory,
  result: 'Success' | 'Failure',
  output: string,
): ProbeStep {
  const run = before.last === result ? before.run + 1 : 1;
  const memory = { ...before, last: result, run };
  const threshold = (result === 'Failure' ? probe.failureThreshold : probe.successThreshold) ?? 1;
  if (run < threshold) return { memory, changes: [] };
  const verdict = { result, failures: result === 'Failure' ? run : 0, output: result === 'Failure' ? output : '' };
  const changes = [{ containerID: memory.containerID, verdict }];
  const ends = result === 'Failure' && type !== 'Readiness';
  return { memory: ends ? { ...memory, onHold: true, run: 0 } : memory, changes };
}
