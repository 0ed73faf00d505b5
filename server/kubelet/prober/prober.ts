// All probes of a kubelet, and what they say. Upstream: pkg/kubelet/prober/prober_manager.go, results_manager.go (1.20).
// Probing goes on while a teaching control holds the sync loop: what follows from a verdict waits for the loop.
import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { Probe } from '@/lib/k8s/pod-parts';
import type { Container, StaticPod } from '@/lib/k8s/types';
import { PROBE_TYPES, type ProbeFacts, type ProbeType, type ProbeVerdict } from '../plan/probe-facts';
import type { ProbeTools } from './ask-and-tell';
import { engineId, type PodSight, type VerdictChange } from './judge-probe';
import { ProbeWorker } from './probe-worker';

export interface ProbeLabels {
  probe_type: ProbeType;
  result: 'successful' | 'failed' | 'unknown';
  container: string;
  pod: string;
  namespace: string;
  pod_uid: string;
}

export interface ProbeMetrics {
  probed(labels: ProbeLabels): void;
  /** The probe is gone, and its figures with it. */
  probeForgotten(labels: Omit<ProbeLabels, 'result'>): void;
}

export interface ProberDependencies {
  tools: Omit<ProbeTools, 'signal'>;
  metrics: ProbeMetrics;
  /** What the kubelet reports of a pod now. */
  sight(podUid: string): PodSight;
  /** A verdict has changed, and the pod's status may. `unhealthy`: a container has to be killed for it. */
  changed(podUid: string, unhealthy: boolean): void;
  /** Uniform in [0, 1). */
  random(): number;
}

const FIELDS = { Startup: 'startupProbe', Readiness: 'readinessProbe', Liveness: 'livenessProbe' } as const;

interface PodProbes {
  workers: { container: string; type: ProbeType; worker: ProbeWorker }[];
  verdicts: Map<string, Map<ProbeType, ProbeVerdict>>;
}

export class Prober {
  private readonly pods = new Map<string, PodProbes>();

  constructor(private readonly deps: ProberDependencies) {}

  /** A pod is new: its regular containers' probes begin. A pod that is only updated keeps those it came with, as upstream. */
  addPod(pod: StaticPod): void {
    this.removePod(pod.metadata.uid);
    const probes: PodProbes = { workers: [], verdicts: new Map() };
    this.pods.set(pod.metadata.uid, probes);
    for (const container of pod.spec.containers) {
      for (const type of PROBE_TYPES) {
        const probe = container[FIELDS[type]] as Probe | undefined;
        if (probe) this.begin(pod, container, type, probe, probes);
      }
    }
  }

  /** A pod is gone: nothing is asked any more, and what was said is forgotten. */
  removePod(podUid: string): void {
    const probes = this.pods.get(podUid);
    this.pods.delete(podUid);
    for (const { worker } of probes?.workers ?? []) worker.stop();
  }

  /** The kubelet ends. */
  stop(): void {
    for (const podUid of [...this.pods.keys()]) this.removePod(podUid);
  }

  /** What decisions about a pod may rest on. */
  factsOf(podUid: string): ProbeFacts {
    const { verdicts = new Map(), workers = [] } = this.pods.get(podUid) ?? {};
    const probed = new Map<string, Set<ProbeType>>();
    for (const { container, type } of workers) probed.set(container, (probed.get(container) ?? new Set()).add(type));
    return { verdicts, probed };
  }

  private begin(pod: StaticPod, container: Container, type: ProbeType, probe: Probe, probes: PodProbes): void {
    const { tools, metrics, sight, random } = this.deps;
    const { uid, name, namespace } = pod.metadata;
    const labels = { probe_type: type, container: container.name, pod: name, namespace, pod_uid: uid };
    const worker = new ProbeWorker({ type, pod, container: container.name, probe }, container, {
      tools,
      sight: () => sight(uid),
      changed: (change) => this.change(pod, type, change, probes),
      counted: (result) => metrics.probed({ ...labels, result }),
      random,
    });
    const entry = { container: container.name, type, worker };
    probes.workers.push(entry);
    void worker.run().then(() => {
      probes.workers.splice(probes.workers.indexOf(entry), 1);
      metrics.probeForgotten(labels);
    });
  }

  private change(
    pod: StaticPod,
    type: ProbeType,
    { containerID, verdict }: VerdictChange,
    { verdicts }: PodProbes,
  ): void {
    const id = engineId(containerID);
    const before = verdicts.get(id);
    if (before?.get(type)?.result === verdict?.result) return;
    const after = new Map(before);
    if (verdict === null) after.delete(type);
    else after.set(type, verdict);
    if (after.size === 0) verdicts.delete(id);
    else verdicts.set(id, after);
    // Upstream syncs at once for liveness only; a failed startup probe waits there for the next ordinary sync.
    const isUnhealthy = type !== 'Readiness' && verdict?.result === 'Failure';
    if (isUnhealthy && type === 'Liveness') {
      const line = `SyncLoop (container unhealthy): ${goQuote(podDescriptor(pod))}`;
      this.deps.tools.klog.info(1, 'kubelet.go:1960', line);
    }
    this.deps.changed(pod.metadata.uid, isUnhealthy);
  }
}
