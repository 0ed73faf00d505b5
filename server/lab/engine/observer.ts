// What the engine has, kept true whether a kubelet runs or not. An event is a hint, a listing is the truth; a failed inspection
// keeps the old record.
import type { Clock } from '@/server/kubelet/clock';
import {
  type ContainerRecord,
  isRuntimeError,
  type ListedContainer,
  type RuntimeEvent,
  type RuntimeService,
} from '@/server/kubelet/runtime-service';
import { messageOf } from '../workspace/results';
import { createDeadline } from './deadline';

/** Without any hint: a lost event or a silent engine shows within this time. */
export const BEAT_MS = 2000;
const FIRST_RETRY_MS = 250;
/** An engine that accepts and never answers counts as gone. */
const ANSWER_MS = 5000;

export interface EngineReport {
  state: 'available' | 'unavailable';
  version: string;
  message?: string;
}

export interface ObserverOptions {
  runtime: RuntimeService;
  clock: Clock;
  onRecords(records: ContainerRecord[]): void;
  onEngine(report: EngineReport): void;
  warn(message: string): void;
}

export interface EngineObserver {
  /** Resolves after a look that began after the call (or failed). */
  look(): Promise<void>;
  stop(): void;
}

/** Starts observing at once. */
export function createEngineObserver(options: ObserverOptions): EngineObserver {
  const observer = new Observer(options);
  observer.start();
  return observer;
}

class Observer implements EngineObserver {
  private readonly stopping = new AbortController();
  private readonly inTime: ReturnType<typeof createDeadline>;
  private records = new Map<string, ContainerRecord>();
  /** Ids that a hint spoke of since the last look. */
  private touched = new Set<string>();
  /** The next look inspects everything. */
  private everything = true;
  private version: string | null = null;
  private failures = 0;
  private current: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private cancelBeat = () => {};

  constructor(private readonly options: ObserverOptions) {
    this.inTime = createDeadline(options.clock, ANSWER_MS);
  }

  start(): void {
    this.listen().catch((error: unknown) => this.options.warn(`the engine's events ended: ${messageOf(error)}`));
    void this.look();
  }

  stop = (): void => {
    this.stopping.abort();
    this.cancelBeat();
  };

  /** One look at a time; all who ask during one share the next. */
  look(): Promise<void> {
    if (this.stopping.signal.aborted) return Promise.resolve();
    if (!this.current) {
      this.current = this.attempt().finally(() => {
        this.current = null;
      });
      return this.current;
    }
    this.next ??= this.current.then(() => {
      this.next = null;
      return this.look();
    });
    return this.next;
  }

  private async listen(): Promise<void> {
    for await (const event of this.options.runtime.events(this.stopping.signal)) {
      if (!changesState(event)) continue;
      if (event.type === 'resync') this.everything = true;
      if (event.id) this.touched.add(event.id);
      if (event.type === 'die') this.showDeath(event);
      if (event.id && (event.type === 'die' || event.type === 'start')) void this.lookAt(event.id);
      void this.look();
    }
  }

  /**
   * A death is shown by its event: the engine answers an inspection only after it has cleared the container away, tens of
   * milliseconds later. What the event cannot tell (an OOM kill, the exact time) comes with that inspection.
   */
  private showDeath({ id = '', exitCode, at }: RuntimeEvent): void {
    const old = this.records.get(id);
    if (old?.state !== 'running' || exitCode === undefined) return;
    const ip = old.kind === 'sandbox' ? { ip: '' } : {};
    this.records.set(id, { ...old, state: 'exited', exitCode, finishedAt: Math.round(at), pid: 0, ...ip });
    this.options.onRecords([...this.records.values()]);
  }

  /**
   * A known container that has just died or started is inspected by itself and shown at once: a whole look would also wait
   * for others that are being started, and the engine answers for those only when they run.
   */
  private async lookAt(id: string): Promise<void> {
    if (!this.records.has(id)) return;
    // Whatever goes wrong here is the look's to tell, which follows in any case.
    const record = await this.inspect(id).catch(() => null);
    if (!record || !this.records.has(id) || this.stopping.signal.aborted) return;
    this.records.set(id, record);
    this.options.onRecords([...this.records.values()]);
  }

  private async attempt(): Promise<void> {
    try {
      this.version ??= (await this.inTime(this.options.runtime.version())).version;
      await this.observe();
      this.failures = 0;
      this.report({ state: 'available', version: this.version });
    } catch (error) {
      this.everything = true;
      this.failures += 1;
      this.tell(error);
    }
    this.cancelBeat();
    const pause = this.failures === 0 ? BEAT_MS : Math.min(BEAT_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1));
    if (this.stopping.signal.aborted) return;
    this.cancelBeat = this.options.clock.after(pause, () => void this.look());
  }

  private tell(error: unknown): void {
    if (!isRuntimeError(error, 'Unavailable')) {
      this.options.warn(`cannot observe the engine: ${messageOf(error)}`);
      return;
    }
    this.report({ state: 'unavailable', version: this.version ?? '', message: error.message });
    // It may come back as another one.
    this.version = null;
  }

  private report(report: EngineReport): void {
    if (!this.stopping.signal.aborted) this.options.onEngine(report);
  }

  private async observe(): Promise<void> {
    // Hints that come while we ask belong to the next look.
    const [hints, all] = [this.touched, this.everything];
    this.touched = new Set();
    this.everything = false;
    // The listing and what a hint spoke of are asked at the same time: one round trip from event to picture.
    const hinted = [...hints].filter((id) => this.records.has(id));
    const early = new Map(hinted.map((id) => [id, settled(this.inspect(id))]));
    const rows = await this.inTime(this.options.runtime.list());
    // What failed to start stays `created`, and only an inspection tells.
    const stale = ({ id, state }: ListedContainer) =>
      all || hints.has(id) || this.records.get(id)?.state !== state || state === 'created';
    const asked = rows.filter(stale);
    const fresh = await Promise.all(asked.map(async ({ id }) => (await early.get(id)?.()) ?? this.inspect(id)));
    this.keep(rows, asked, fresh);
  }

  private keep(rows: ListedContainer[], asked: ListedContainer[], fresh: (ContainerRecord | null)[]): void {
    const before = this.records;
    const inspected = new Map(asked.map(({ id }, index) => [id, fresh[index] ?? null]));
    const now = rows.flatMap(({ id }) => {
      const record = inspected.has(id) ? newer(before.get(id), inspected.get(id)) : before.get(id);
      return record ? [[id, record] as const] : [];
    });
    this.records = new Map(now);
    const changed = [...inspected.values()].some((record) => record !== null) || this.records.size !== before.size;
    if (changed && !this.stopping.signal.aborted) this.options.onRecords([...this.records.values()]);
  }

  /** Null when it is gone. */
  private async inspect(id: string): Promise<ContainerRecord | null> {
    try {
      return await this.inTime(this.options.runtime.inspect(id));
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return null;
      const old = this.records.get(id);
      if (isRuntimeError(error, 'Unavailable') || !old) throw error;
      this.options.warn(`cannot inspect ${id.slice(0, 12)}: ${messageOf(error)}`);
      return old;
    }
  }
}

/** Of two records of one container: an inspection that began before a death may end after it was shown. */
function newer(old: ContainerRecord | undefined, fresh: ContainerRecord | null | undefined) {
  const outdated = old?.state === 'exited' && fresh?.state === 'running' && fresh.startedAt === old.startedAt;
  return outdated ? old : fresh;
}

/** A signal or an OOM mark changes nothing yet; the death that follows is an event of its own. */
const changesState = (event: RuntimeEvent): boolean => event.type !== 'kill' && event.type !== 'oom';

/** Holds a result or an error until somebody asks, so that an early failure is not an unhandled one. */
function settled<T>(promise: Promise<T>): () => Promise<T> {
  promise.catch(() => undefined);
  return () => promise;
}
