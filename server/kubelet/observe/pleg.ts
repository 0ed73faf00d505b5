// The pod lifecycle event generator: turns listings of the engine into "this container started, that one died".
// Upstream polls once a second (pkg/kubelet/pleg/generic.go). Here an engine event is a hint to list at once, and a slow
// beat lists all the same, because the engine's event stream may drop events: a listing is the truth, an event is a hint.
import type { Clock } from '../clock';
import { type ContainerRecord, isRuntimeError, type RuntimeEvent, type RuntimeService } from '../runtime-service';
import { diffRecords, type LifecycleEvent } from './diff';
import { idsToInspect, nextObservation, type Observation, recordsById, recordsOf } from './pod-cache';

/** Beat while something is in flight (upstream's), and while all is quiet, ms. */
export const BUSY_BEAT_MS = 1_000;
export const QUIET_BEAT_MS = 5_000;
/** Longest pause between two attempts at an engine that does not answer, ms. */
const MAX_RETRY_MS = 5_000;
const FIRST_RETRY_MS = 500;
/** How long a listing may wait for the worker that has brought about what an event tells, ms. */
const OWN_DOINGS_MS = 250;

export interface PlegListener {
  /** A listing was taken; `events` in no particular order, [] if nothing happened. `seconds`: how long it took. */
  listed(events: LifecycleEvent[], seconds: number): void;
  /** The engine does not answer (each failed attempt). */
  failed(error: unknown): void;
}

export interface PlegDependencies {
  runtime: RuntimeService;
  clock: Clock;
  listener: PlegListener;
  /** Is anything in flight, so that the beat should be fast? */
  isBusy(): boolean;
  /** Is a worker acting on this pod right now? It lists by itself when it is done. */
  isActing(podUid: string): boolean;
}

export class Pleg {
  private observation: Observation = new Map();
  private suspects = new Set<string>();
  private listing: Promise<boolean> | null = null;
  private queued: Promise<boolean> | null = null;
  private healthy = false;
  private failures = 0;
  /** An inspection of the last listing failed: it is worth another look soon. */
  private incomplete = false;
  private cancelBeat: () => void = () => undefined;
  private cancelSoon: (() => void) | undefined;
  private waiters: (() => void)[] = [];
  private signal: AbortSignal | undefined;

  constructor(private readonly deps: PlegDependencies) {}

  /** True while the last listing succeeded: only then may anything be decided. */
  get isHealthy(): boolean {
    return this.healthy;
  }

  /** Records of one pod at the last listing. */
  records(podUid: string): ContainerRecord[] {
    return recordsOf(this.observation, podUid);
  }

  /** Uids of all pods of which anything is on the engine. */
  podUids(): string[] {
    return [...this.observation.keys()];
  }

  /** How many pods run, and how many containers there are by state, at the last listing. */
  census(): { runningPods: number; containers: Record<string, number> } {
    const containers: Record<string, number> = {};
    let runningPods = 0;
    for (const pod of this.observation.values()) {
      const records = [...pod.values()].map(({ record }) => record);
      if (records.some(({ kind, state }) => kind === 'sandbox' && state === 'running')) runningPods += 1;
      for (const { kind, state } of records) {
        if (kind === 'container') containers[state] = (containers[state] ?? 0) + 1;
      }
    }
    return { runningPods, containers };
  }

  /** Subscribes to hints, then lists, then keeps listing until `signal` aborts. */
  start(signal: AbortSignal): void {
    this.signal = signal;
    signal.addEventListener('abort', () => this.stop(), { once: true });
    // Without hints there is still the beat; why they ended is the same trouble as a failed listing.
    void this.followHints(signal).catch((error: unknown) => this.deps.listener.failed(error));
    void this.relist();
  }

  /** Resolves at once while listings work, else with the first one that does again (or when the kubelet ends). */
  whenHealthy(): Promise<void> {
    if (this.healthy || this.signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiters.push(resolve);
    });
  }

  /**
   * Lists now. Calls are coalesced, but the listing that answers has always begun after the call.
   * Resolves to false if it failed; never rejects.
   */
  relist(): Promise<boolean> {
    if (!this.listing) return this.begin();
    this.queued ??= this.listing.then(() => {
      this.queued = null;
      return this.begin();
    });
    return this.queued;
  }

  private begin(): Promise<boolean> {
    this.listing = this.list().finally(() => {
      this.listing = null;
    });
    return this.listing;
  }

  private async followHints(signal: AbortSignal): Promise<void> {
    for await (const event of this.deps.runtime.events(signal)) {
      if (!this.isWorthListing(event)) continue;
      if (this.isOwnDoing(event)) this.relistSoon();
      else void this.relist();
    }
  }

  /** A die event may overtake the engine's own listing, so the container it names is inspected whatever the listing says. */
  private isWorthListing(event: RuntimeEvent): boolean {
    if (event.type === 'create' || event.type === 'kill' || event.type === 'other') return false;
    if (event.type === 'die' && event.id) this.suspects.add(event.id);
    const ownStart = event.type === 'start' && event.podUid !== undefined && this.deps.isActing(event.podUid);
    return !ownStart;
  }

  /** An end that a worker is just bringing about: it lists by itself when it is done, and until then the engine has work enough. */
  private isOwnDoing({ type, podUid }: RuntimeEvent): boolean {
    return (type === 'die' || type === 'destroy') && podUid !== undefined && this.deps.isActing(podUid);
  }

  /** Lists in a moment, unless that happens before anyway. */
  private relistSoon(): void {
    this.cancelSoon ??= this.deps.clock.after(OWN_DOINGS_MS, () => void this.relist());
  }

  private async list(): Promise<boolean> {
    if (this.signal?.aborted) return false;
    this.cancelBeat();
    this.cancelSoon?.();
    this.cancelSoon = undefined;
    const { clock, listener } = this.deps;
    const began = clock.now();
    const suspects = this.suspects;
    this.suspects = new Set();
    try {
      const events = await this.observe(suspects);
      this.failures = 0;
      this.healthy = true;
      listener.listed(events, (clock.now() - began) / 1000);
      for (const wake of this.waiters.splice(0)) wake();
      return true;
    } catch (error) {
      for (const id of suspects) this.suspects.add(id);
      this.failures += 1;
      this.healthy = false;
      if (!this.signal?.aborted) listener.failed(error);
      return false;
    } finally {
      this.scheduleBeat();
    }
  }

  private async observe(suspects: ReadonlySet<string>): Promise<LifecycleEvent[]> {
    const before = this.observation;
    const [rows, deaths] = await Promise.all([this.deps.runtime.list(), this.inspectAll(suspects)]);
    // What a worker is just creating is not worth an inspection yet.
    const settled = rows.filter((row) => row.state !== 'created' || !this.deps.isActing(row.podUid));
    // What is dead stays dead; anything else may be older than the listing.
    const dead = new Map([...deaths].filter(([, record]) => record === undefined || record?.state === 'exited'));
    const ids = [...idsToInspect(settled, before, suspects)].filter((id) => !dead.has(id));
    const inspected = new Map([...dead, ...(await this.inspectAll(ids))]);
    this.observation = nextObservation(settled, before, inspected);
    this.incomplete = [...inspected.values()].includes(null);
    const uids = new Set([...before.keys(), ...this.observation.keys()]);
    return [...uids].flatMap((uid) =>
      diffRecords(recordsById(before.get(uid)), recordsById(this.observation.get(uid))),
    );
  }

  private async inspectAll(ids: Iterable<string>): Promise<Map<string, ContainerRecord | null | undefined>> {
    return new Map(await Promise.all([...ids].map(async (id) => [id, await this.inspect(id)] as const)));
  }

  /**
   * The record; undefined if the container is gone; null if it could not be inspected this time. One in an unknown state
   * is being removed (`docker rm -f` kills first, and that event comes first): for its pod it is gone.
   */
  private async inspect(id: string): Promise<ContainerRecord | null | undefined> {
    try {
      const record = await this.deps.runtime.inspect(id);
      return record.state === 'unknown' ? undefined : record;
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return undefined;
      if (isRuntimeError(error, 'Unavailable')) throw error;
      return null;
    }
  }

  private scheduleBeat(): void {
    this.cancelBeat();
    if (this.signal?.aborted) return;
    const { clock, isBusy } = this.deps;
    const retry = Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), MAX_RETRY_MS);
    const pause = this.failures > 0 ? retry : this.incomplete || isBusy() ? BUSY_BEAT_MS : QUIET_BEAT_MS;
    this.cancelBeat = clock.after(pause, () => void this.relist());
  }

  private stop(): void {
    this.cancelBeat();
    this.cancelSoon?.();
    for (const wake of this.waiters.splice(0)) wake();
  }
}
