// How long to wait before doing again what failed. Pure: a table of entries in, a decision or a new entry out.
// Upstream: client-go/util/flowcontrol/backoff.go; pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff.
import type { Container, StaticPod } from '@/lib/k8s/types';

/** First window, ms. */
export const BACK_OFF_INITIAL_MS = 10_000;
/** Longest window, ms. */
export const BACK_OFF_MAX_MS = 300_000;
/** An instance that finishes this long after its start was decided starts over at the first window. */
export const BACK_OFF_RESET_MS = 2 * BACK_OFF_MAX_MS;

export interface BackOffEntry {
  /** Current window, ms. */
  windowMs: number;
  /** When the last start was decided (containers) or the last attempt failed (pulls, sandboxes); ms since the epoch. */
  updatedAt: number;
}

export type BackOffTable = ReadonlyMap<string, BackOffEntry>;

/** A refusal: nothing happens before `until` (ms since the epoch). */
export interface BackOffWait {
  until: number;
  windowMs: number;
}

/** The clock was set back, so that what happened lies in the future: nobody is to wait for it to come round again. */
const isAhead = (entry: BackOffEntry, eventAt: number, now: number): boolean => eventAt - now > entry.windowMs;

const isExpired = (entry: BackOffEntry, eventAt: number): boolean => eventAt - entry.updatedAt > BACK_OFF_RESET_MS;

/**
 * Is it too early to start again something that finished at `eventAt`? Null: go ahead.
 * The window runs from the end of the last instance, so one that ran longer than its window restarts at once.
 */
export function backOffSince(entry: BackOffEntry | undefined, eventAt: number, now: number): BackOffWait | null {
  if (!entry || isExpired(entry, eventAt) || isAhead(entry, eventAt, now)) return null;
  const until = eventAt + entry.windowMs;
  return now < until ? { until, windowMs: entry.windowMs } : null;
}

/** The same for what has no end of its own (a pull, a sandbox): the window runs from the last failure. */
export function backOffSinceUpdate(entry: BackOffEntry | undefined, now: number): BackOffWait | null {
  if (!entry || isExpired(entry, now) || isAhead(entry, entry.updatedAt, now)) return null;
  const until = entry.updatedAt + entry.windowMs;
  return now < until ? { until, windowMs: entry.windowMs } : null;
}

/** The entry after one more attempt: 10 s, then doubled up to 300 s; 10 s again after a quiet time. */
export function nextBackOff(entry: BackOffEntry | undefined, eventAt: number, now: number): BackOffEntry {
  const windowMs =
    !entry || isExpired(entry, eventAt) ? BACK_OFF_INITIAL_MS : Math.min(entry.windowMs * 2, BACK_OFF_MAX_MS);
  return { windowMs, updatedAt: now };
}

/** A changed definition has another hash, hence a fresh back-off. The key outlives a pod that goes and comes back. */
export const containerBackOffKey = (pod: StaticPod, container: Pick<Container, 'name'>, hash: string): string =>
  [pod.metadata.name, pod.metadata.namespace, pod.metadata.uid, container.name, hash].join('_');

/** Shared by all containers of the pod that use the image. */
export const imageBackOffKey = (pod: StaticPod, image: string): string => `${pod.metadata.uid}_${image}`;

/** Deliberate deviation: upstream retries a failing sandbox about once a second. */
export const sandboxBackOffKey = (pod: StaticPod): string => `${pod.metadata.uid}_POD`;

/** The one mutable table of a kubelet. Lost when the process ends, as upstream. */
export class BackOffStore {
  private readonly entries = new Map<string, BackOffEntry>();

  /** What plans read. */
  get table(): BackOffTable {
    return this.entries;
  }

  /** Notes one more attempt at `key`; times in ms since the epoch. */
  advance(key: string, eventAt: number, now: number): void {
    this.entries.set(key, nextBackOff(this.entries.get(key), eventAt, now));
  }

  forget(key: string): void {
    this.entries.delete(key);
  }

  /** Drops entries that no attempt has touched for ten minutes. */
  collect(now: number): void {
    for (const [key, entry] of this.entries) if (isExpired(entry, now)) this.entries.delete(key);
  }
}
