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
export function createEngineObserver({ runtime, clock, onRecords, onEngine, warn }: ObserverOptions): EngineObserver {
  const stopping = new AbortController();
  const { signal } = stopping;
  const deadline = createDeadline(clock, ANSWER_MS);
  let records = new Map<string, ContainerRecord>();
  let touched = new Set<string>();
  let everything = true;
  let version: string | null = null;
  let failures = 0;
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let cancelBeat = () => {};

  async function inspect(id: string): Promise<ContainerRecord | null> {
    try {
      return await deadline(runtime.inspect(id));
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return null;
      const old = records.get(id);
      if (isRuntimeError(error, 'Unavailable') || !old) throw error;
      warn(`cannot inspect ${id.slice(0, 12)}: ${error instanceof Error ? error.message : String(error)}`);
      return old;
    }
  }

  async function observe(): Promise<void> {
    // Hints that come while we ask belong to the next look.
    const [hints, all] = [touched, everything];
    touched = new Set();
    everything = false;
    // What failed to start stays `created`, and only an inspection tells.
    const stale = ({ id, state }: ListedContainer) =>
      all || hints.has(id) || records.get(id)?.state !== state || state === 'created';
    // The listing and what a hint spoke of are asked at the same time: one round trip from event to picture.
    const hinted = [...hints].filter((id) => records.has(id));
    const early = new Map(hinted.map((id) => [id, settled(inspect(id))]));
    const rows = await deadline(runtime.list());
    const asked = rows.filter(stale);
    const fresh = await Promise.all(asked.map(async (row) => (await early.get(row.id)?.()) ?? inspect(row.id)));
    const byId = new Map(fresh.flatMap((record) => (record ? [[record.id, record] as const] : [])));
    const missed = new Set(asked.map(({ id }) => id).filter((id) => !byId.has(id)));
    const listed = rows.filter(({ id }) => !missed.has(id));
    const before = records;
    records = new Map(listed.flatMap(({ id }) => toEntry(id, byId.get(id) ?? before.get(id))));
    if (byId.size > 0 || records.size !== before.size) onRecords([...records.values()]);
  }

  async function attempt(): Promise<void> {
    try {
      version ??= (await deadline(runtime.version())).version;
      await observe();
      failures = 0;
      if (!signal.aborted) onEngine({ state: 'available', version });
    } catch (error) {
      everything = true;
      failures += 1;
      const message = error instanceof Error ? error.message : String(error);
      if (!isRuntimeError(error, 'Unavailable')) warn(`cannot observe the engine: ${message}`);
      else if (!signal.aborted) onEngine({ state: 'unavailable', version: version ?? '', message });
      // It may come back as another one.
      if (isRuntimeError(error, 'Unavailable')) version = null;
    }
    cancelBeat();
    const pause = failures === 0 ? BEAT_MS : Math.min(BEAT_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
    if (!signal.aborted) cancelBeat = clock.after(pause, () => void look());
  }

  /** One look at a time; all who ask during one share the next. */
  function look(): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    if (!current) {
      current = attempt().finally(() => {
        current = null;
      });
      return current;
    }
    next ??= current.then(() => {
      next = null;
      return look();
    });
    return next;
  }

  async function listen(): Promise<void> {
    for await (const event of runtime.events(signal)) {
      if (!changesState(event)) continue;
      if (event.type === 'resync') everything = true;
      if (event.id) touched.add(event.id);
      void look();
    }
  }

  void listen().catch((error: unknown) => warn(`the engine's events ended: ${String(error)}`));
  void look();
  return {
    look,
    stop() {
      stopping.abort();
      cancelBeat();
    },
  };
}

/** A signal or an OOM mark changes nothing yet; the death that follows is an event of its own. */
const changesState = (event: RuntimeEvent): boolean => event.type !== 'kill' && event.type !== 'oom';

const toEntry = (id: string, record: ContainerRecord | undefined) => (record ? [[id, record] as const] : []);

/** Holds a result or an error until somebody asks, so that an early failure is not an unhandled one. */
function settled<T>(promise: Promise<T>): () => Promise<T> {
  promise.catch(() => undefined);
  return () => promise;
}
