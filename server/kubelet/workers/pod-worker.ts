// One worker per pod uid: observe, compare, act, again and again, never two of them at once for the same pod.
// Upstream: pkg/kubelet/pod_workers.go, kubelet.go syncPod (1.20). The newest update wins; a termination is never overwritten;
// what failed is planned again, never compensated.
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';
import type { Because, SyncStepName, WakeCause } from '@/lib/protocol/view';
import type { Action } from '../actions';
import type { Rejection } from '../admission/admit-pod';
import type { LifecycleEvent } from '../observe/diff';
import { isRunning } from '../plan/instances';
import type { Termination } from '../plan/plan-input';
import { planPod } from '../plan/plan-pod';
import type { PodSight } from '../prober/judge-probe';
import { type ContainerRecord, isRuntimeError } from '../runtime-service';
import { actOn } from './act';
import { blockedOn, cannotRun } from './blocked-pod';
import { errorLine } from './error-line';
import type { Passage } from './gate';
import { imagesInBackOff } from './images-in-back-off';
import { nextSyncDelay } from './next-sync';
import { passStep } from './pass-step';
import { logPlan } from './plan-log';
import { StatusReporter } from './status-reporter';
import type { WorkerDependencies } from './worker-dependencies';
import type { PlanFacts, Wish } from './worker-facts';

/** What the worker is doing to the engine: `listing` follows `acting`, and shows it its own doings. */
type Doing = 'nothing' | 'acting' | 'listing';

export class PodWorker {
  private readonly reporter: StatusReporter;
  private termination: Termination | undefined;
  /** The same uid was desired again while its pod was still being ended. */
  private revival: Wish | undefined;
  private abandon = new AbortController();
  private dirty = false;
  /** What made it look: the newest reason. */
  private cause: WakeCause = 'PodAdded';
  private over = false;
  private syncing: Promise<void> | null = null;
  private doing: Doing = 'nothing';
  private cancelWake: () => void = () => undefined;
  private lastPlan = '';
  private graceOverride: number | undefined;
  private surplus: ReadonlySet<string> = new Set();

  constructor(
    private current: StaticPod,
    private readonly deps: WorkerDependencies,
  ) {
    const { host, stream, metrics, probes } = deps;
    this.reporter = new StatusReporter({ host, stream, probes, podStarted: (seconds) => metrics.podStarted(seconds) });
  }

  /** The desired pod with its newest status; null once it has to end (it leaves GET /pods at once, as upstream). */
  get desired(): StaticPod | null {
    if (this.termination) return this.revival?.pod ?? null;
    return this.reporter.withStatus(this.current);
  }

  /** Is it changing anything on the engine right now? */
  get isActing(): boolean {
    return this.doing === 'acting';
  }

  /** Is anything of it in flight, so that the engine should be listed more often? */
  get isBusy(): boolean {
    return this.doing !== 'nothing' || (this.termination !== undefined && this.records().some(isRunning));
  }

  /** The pod is desired like this now; `rejection`: the node does not take it. */
  update(pod: StaticPod, rejection: Rejection | null): void {
    if (this.termination) {
      this.revival = { pod, rejection };
    } else {
      this.current = pod;
      if (rejection) this.reporter.reject(pod, rejection);
    }
    this.wake(this.reporter.status ? 'PodUpdated' : 'PodAdded');
  }

  /** The pod has to end. What is being started is given up. */
  terminate(because: Because): void {
    this.revival = undefined;
    if (!this.termination) {
      this.termination = { because, since: this.deps.host.clock.now() };
      this.abandon.abort();
    }
    this.wake('PodRemoved');
  }

  /** Something happened to one of its containers. Of its own doings only a death is news to the worker. */
  notice({ what }: LifecycleEvent): void {
    if (this.doing === 'nothing' || what === 'ContainerDied') this.wake(what);
  }

  /** Ends the pod as Failed/Evicted, with this grace instead of its own. */
  evict(message: string, graceSeconds: number): void {
    this.graceOverride = graceSeconds;
    this.reporter.fail('Evicted', message);
    this.wake('Timer');
  }

  /** The node has no room for these dead containers. */
  collect(surplus: ReadonlySet<string>): void {
    this.surplus = surplus;
    this.wake('Timer');
  }

  /** What its probes go by. */
  get sight(): PodSight {
    return { status: this.termination ? undefined : this.reporter.status, startedAt: this.reporter.startTimes() };
  }

  /** A probe's verdict has changed: the status says so at once, and a pod with an `unhealthy` container is planned. */
  probeChanged(unhealthy: boolean): void {
    if (this.termination || this.over) return;
    this.reporter.refresh(this.current);
    if (unhealthy) this.wake('Probe');
  }

  /** Syncs as soon as possible. A plan that a teaching control holds is given up: what it rests on has changed. */
  wake(cause: WakeCause): void {
    this.dirty = true;
    this.cause = cause;
    this.deps.gate.changed(this.current.metadata.uid, cause);
    if (!this.over) this.syncing ??= this.drain();
  }

  /** Resolves when no sync is running. */
  async idle(): Promise<void> {
    await this.syncing;
  }

  /** No more syncs; what is being started is given up. */
  stop(): void {
    this.over = true;
    this.cancelWake();
    this.abandon.abort();
  }

  private async drain(): Promise<void> {
    try {
      while (this.dirty && !this.isOver) {
        await this.deps.pleg.whenHealthy();
        if (this.isOver) return;
        this.dirty = false;
        this.cancelWake();
        await this.sync();
      }
    } finally {
      // In the same breath as the last look at `dirty`: a wake-up that comes later starts a new drain.
      this.syncing = null;
    }
  }

  private async sync(): Promise<void> {
    const { clock } = this.deps.host;
    const began = clock.now();
    const operation = this.termination ? 'kill' : this.reporter.status ? 'sync' : 'create';
    try {
      const { actions, errors } = await this.syncOnce();
      this.logErrors(errors);
      this.schedule(actions, errors);
    } catch (error) {
      this.logErrors([error]);
      // An engine that stopped answering shows in the next listing; the worker goes on when listings work again.
      if (isRuntimeError(error, 'Unavailable')) await this.deps.pleg.relist();
      this.schedule([], [error]);
    } finally {
      this.deps.metrics.synced(operation, (clock.now() - began) / 1000);
    }
  }

  private async syncOnce(): Promise<{ actions: Action[]; errors: unknown[] }> {
    if ((await this.step('observe')) === 'anew') return this.beginAnew();
    // A control may have held it for long: what it sees now is all that there is to see.
    this.dirty = false;
    const records = this.records();
    const previous = this.reporter.status;
    const blocked = await blockedOn(this.current);
    this.reporter.block(blocked);
    this.reporter.report(this.current, records);
    if ((await this.step('compare', records)) === 'anew') return this.beginAnew();
    const presentImages = await imagesInBackOff(this.current, this.deps.host);
    const { termination } = this;
    const volumes = await this.deps.host.volumes.facts(this.current.metadata.uid);
    const actions = this.plan({ records, previous, termination, presentImages, volumes, blocked });
    const changes = actions.some(({ kind }) => kind !== 'Wait');
    if (changes && (await this.step('act', records, actions)) === 'anew') return this.beginAnew();
    const errors = await this.carryOut(actions, records, termination !== undefined);
    this.deps.stream.emit({ type: 'phase', phase: 'idle', podUid: this.current.metadata.uid });
    await this.settle();
    return { actions, errors: blocked ? [...errors, cannotRun(blocked)] : errors };
  }

  /** The plan was given up before anything was done. */
  private beginAnew(): { actions: Action[]; errors: unknown[] } {
    this.dirty = true;
    this.deps.stream.emit({ type: 'phase', phase: 'idle', podUid: this.current.metadata.uid });
    return { actions: [], errors: [] };
  }

  private plan({ records, previous, termination, presentImages, volumes, blocked }: PlanFacts): Action[] {
    const { host, stream } = this.deps;
    const { uid: podUid, name: podName } = this.current.metadata;
    const { finished } = this.reporter;
    const actions = planPod({
      pod: this.current,
      records,
      ...(termination && { termination }),
      ...(finished && { finished }),
      ...(blocked && { blocked }),
      ...(previous && { previous }),
      backOff: host.backOff.table,
      presentImages,
      ...(this.graceOverride !== undefined && { graceOverride: this.graceOverride }),
      probes: this.deps.probes(podUid),
      pruning: { keptInstances: host.keptInstances, surplus: this.surplus },
      volumes,
      now: host.clock.now(),
    });
    const plan = JSON.stringify(actions);
    if (plan !== this.lastPlan) {
      logPlan(host.klog, this.current, actions);
      stream.emit({ type: 'planned', podUid, podName, actions });
    }
    this.lastPlan = plan;
    return actions;
  }

  /** `ending`: the plan is the pod's end. One that was made before the pod had to end is given up. */
  private async carryOut(actions: Action[], records: ContainerRecord[], ending: boolean): Promise<unknown[]> {
    const changes = actions.some(({ kind }) => kind !== 'Wait');
    if (changes) this.doing = 'acting';
    try {
      return await actOn(actions, {
        pod: this.current,
        records,
        startErrors: this.reporter.startErrors,
        abandoned: this.abandon.signal,
        ended: this.deps.signal,
        ending,
        host: this.deps.host,
        stream: this.deps.stream,
      });
    } finally {
      if (changes) await this.seeOwnDoings(records);
      this.reporter.report(this.current, this.records());
    }
  }

  private async seeOwnDoings(before: ContainerRecord[]): Promise<void> {
    this.doing = 'listing';
    await this.deps.pleg.relist();
    this.doing = 'nothing';
    const known = new Set(before.map(({ id }) => id));
    for (const record of this.records()) {
      if (!known.has(record.id)) void this.deps.host.disk.linkLog(record);
    }
  }

  /** A pod that had to end and of which nothing runs any more: its disk goes, then what is left of it, then its memory. */
  private async settle(): Promise<void> {
    if (!this.termination || this.records().some(isRunning)) return;
    const { disk, volumes } = this.deps.host;
    const { uid } = this.current.metadata;
    // Volumes are torn down one by one, by the next plan. What could not be is tried again; until then the directory stays.
    if ((await volumes.facts(uid)).present.length > 0) return;
    if (!(await volumes.removePodDirectory(uid))) return;
    if (this.revival) {
      this.revive(this.revival);
    } else if (this.records().length === 0) {
      await disk.forgetPod(this.current);
      this.stop();
      this.deps.forgotten(uid);
    }
  }

  private revive({ pod, rejection }: Wish): void {
    this.current = pod;
    this.termination = undefined;
    this.revival = undefined;
    this.abandon = new AbortController();
    this.reporter.reset();
    if (rejection) this.reporter.reject(pod, rejection);
    this.dirty = true;
    this.cause = 'PodAdded';
  }

  private schedule(actions: Action[], errors: unknown[]): void {
    const { host, random } = this.deps;
    if (this.over || this.dirty) return;
    // What has been done is compared with what is there, until there is nothing left to do.
    if (errors.length === 0 && actions.some(({ kind }) => kind !== 'Wait')) {
      this.dirty = true;
      this.cause = 'OwnDoings';
      return;
    }
    const delay = nextSyncDelay({
      actions,
      syncMs: this.deps.syncMs,
      errors,
      records: this.records(),
      termination: this.termination,
      deadline: this.reporter.deadline(this.current),
      now: host.clock.now(),
      random,
    });
    this.cancelWake = host.clock.after(delay, () => this.due());
  }

  /** Its time has come, with nothing having happened. */
  private due(): void {
    this.deps.host.klog.info(4, 'kubelet.go:1948', `SyncLoop (SYNC): 1 pods; ${podDescriptor(this.current)}`);
    this.wake('Timer');
  }

  private get isOver(): boolean {
    return this.over || this.deps.signal.aborted;
  }

  private records(): ContainerRecord[] {
    return this.deps.pleg.records(this.current.metadata.uid);
  }

  private async step(step: SyncStepName, records: ContainerRecord[] = [], actions?: Action[]): Promise<Passage> {
    const facts = {
      pod: this.current,
      step,
      cause: this.cause,
      records,
      terminating: this.termination !== undefined,
      finished: this.reporter.finished !== undefined,
      ...(actions && { actions }),
    };
    const passage = await passStep(facts, this.deps.gate, this.deps.stream);
    return this.isOver ? 'anew' : passage;
  }

  private logErrors(errors: unknown[]): void {
    if (errors.length === 0 || this.over) return;
    const line = errorLine(this.current, errors);
    if (line) this.deps.host.klog.error('pod_workers.go:191', line);
  }
}
