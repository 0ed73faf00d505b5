// What a pod's probes say, as data that decisions rest on. Upstream: pkg/kubelet/prober/results, prober_manager.go (1.20).
import type { ContainerStatus } from '@/lib/k8s/types';

export const PROBE_TYPES = ['Startup', 'Readiness', 'Liveness'] as const;
export type ProbeType = (typeof PROBE_TYPES)[number];

export interface ProbeVerdict {
  result: 'Success' | 'Failure' | 'Unknown';
  /** Failures in a row that it rests on; 0 for an initial value and for a container that does not run. */
  failures: number;
  /** What the last of them said. */
  output: string;
}

export interface ProbeFacts {
  /** By container id: verdicts belong to one instance. */
  verdicts: ReadonlyMap<string, ReadonlyMap<ProbeType, ProbeVerdict>>;
  /** By container name: the probes that are at work, whether they have a verdict or not. */
  probed: ReadonlyMap<string, ReadonlySet<ProbeType>>;
}

/** A pod without probes. */
export const NO_PROBES: ProbeFacts = { verdicts: new Map(), probed: new Map() };

const holds = (type: ProbeType, { verdicts, probed }: ProbeFacts, status: ContainerStatus): boolean => {
  const id = (status.containerID ?? '').replace(/^docker:\/\//, '');
  const verdict = verdicts.get(id)?.get(type);
  // Without a verdict: true where nobody is asking, false where the first answer is still to come.
  return verdict ? verdict.result === 'Success' : !probed.get(status.name)?.has(type);
};

/** `started` and `ready` of a regular container (prober_manager.go UpdatePodStatus): readiness only counts once it has started. */
export function withProbes(status: ContainerStatus, facts: ProbeFacts): ContainerStatus {
  const runs = status.state.running !== undefined;
  const started = runs && holds('Startup', facts, status);
  return { ...status, started, ready: started && holds('Readiness', facts, status) };
}
