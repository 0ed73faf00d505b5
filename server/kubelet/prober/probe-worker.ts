// One probe of one container: looks at each tick until it is stopped or the pod is over.
// Upstream: pkg/kubelet/prober/worker.go run (1.20).
import type { Container } from '@/lib/k8s/types';
import { askAndTell, type ProbeTools } from './ask-and-tell';
import type { Asked } from './handlers';
import {
  engineId,
  FRESH_MEMORY,
  judgeAnswer,
  judgeTick,
  type PodSight,
  type ProbeMemory,
  type ProbeTarget,
  type VerdictChange,
} from './judge-probe';

export interface ProbeWorkerDependencies {
  tools: Omit<ProbeTools, 'signal'>;
  /** What the kubelet reports of the pod now. */
  sight(): PodSight;
  /** A verdict has changed. */
  changed(change: VerdictChange): void;
  counted(result: 'successful' | 'failed'): void;
  /** Uniform in [0, 1). */
  random(): number;
}

export class ProbeWorker {
  private memory: ProbeMemory = FRESH_MEMORY;
  private readonly stopped = new AbortController();

  constructor(
    private readonly target: ProbeTarget,
    private readonly container: Container,
    private readonly deps: ProbeWorkerDependencies,
  ) {}

  /** Probes until `stop`, or until there is nothing to probe any more; resolves then. */
  async run(): Promise<void> {
    const { clock } = this.deps.tools;
    const { signal } = this.stopped;
    const periodMs = (this.target.probe.periodSeconds ?? 10) * 1000;
    // A kubelet that begins anew would otherwise ask all its containers at the same moment.
    await clock.sleep(this.deps.random() * periodMs, signal);
    let tick = clock.now();
    while (!signal.aborted && (await this.look())) {
      // A look that outlasts ticks is followed by one at once, not by as many as were missed.
      tick = Math.max(tick + periodMs, clock.now() - ((clock.now() - tick) % periodMs));
      await clock.sleep(Math.max(0, tick - clock.now()), signal);
    }
    if (!signal.aborted && this.memory.containerID !== '')
      this.deps.changed({ containerID: this.memory.containerID, verdict: null });
  }

  /** No more looks; an answer that is still to come counts no more. */
  stop(): void {
    this.stopped.abort();
  }

  /** False when there is nothing left to look for. */
  private async look(): Promise<boolean> {
    const { tools, sight } = this.deps;
    const seen = sight();
    const { next, ...step } = judgeTick(this.target, this.memory, seen, tools.clock.now());
    this.take(step);
    if (next !== 'probe') return next === 'wait';
    const answer = await this.ask(seen);
    if (answer === null) return true;
    this.deps.counted(answer.result === 'Success' ? 'successful' : 'failed');
    this.take(judgeAnswer(this.target, this.memory, answer.result, answer.output));
    return true;
  }

  private ask({ status }: PodSight) {
    const { type, probe, pod } = this.target;
    const asked: Asked = {
      pod,
      container: this.container,
      containerId: engineId(this.memory.containerID),
      podIP: status?.podIP ?? '',
    };
    return askAndTell(type, probe, asked, { ...this.deps.tools, signal: this.stopped.signal });
  }

  private take({ memory, changes }: { memory: ProbeMemory; changes: readonly VerdictChange[] }): void {
    this.memory = memory;
    if (this.stopped.signal.aborted) return;
    for (const change of changes) this.deps.changed(change);
  }
}
