// The timeline's own memory: when each container lived, waited, and what the kubelet saw and decided. Small enough for hours, because
// it keeps no views. Fed with views one after the other; parts that kept their identity (lib/protocol/changes) cost nothing.
import type { ContainerView, DecisionView, InstanceView, LabView, PodView } from '@/lib/protocol/view';

/** One attempt of a container or sandbox. Times are ms since the epoch. */
export interface Life {
  id: string;
  podUid: string;
  podName: string;
  /** `POD` for the sandbox. */
  container: string;
  attempt: number;
  from: number;
  /** Null while it lives. */
  to: number | null;
  /** Only created, not (yet) started. */
  started: boolean;
  exitCode: number;
  reason: string;
}

/** A back-off of a container. */
export interface Wait {
  podUid: string;
  podName: string;
  container: string;
  from: number;
  until: number;
  /** When it was over or given up; null while it lasts. */
  ended: number | null;
}

/** A decision, observation or deed, without its facts: those are in the view of that moment. */
export type Moment = Pick<DecisionView, 'seq' | 'at' | 'kind' | 'what' | 'podUid' | 'container'> & {
  /** observed ContainerDied with a code other than 0, or an action that failed. */
  bad: boolean;
};

/** A track as plain data: what a page asks for when it is loaded. */
export interface TrackData {
  /** Begin of what is remembered. */
  from: number;
  lives: Life[];
  waits: Wait[];
  moments: Moment[];
}

export interface TrackLimits {
  lives: number;
  waits: number;
  moments: number;
}
const LIMITS: TrackLimits = { lives: 4000, waits: 4000, moments: 8000 };

export interface Track {
  /** Grows with each change of what is remembered. */
  readonly version: number;
  /** Takes the view of this moment (ms). Order matters; the same view twice changes nothing. */
  take(view: LabView, at: number): void;
  /** A copy of the lists; the items are never changed in place. */
  data(): TrackData;
}

const containersOf = (pod: PodView): ContainerView[] =>
  pod.sandbox ? [pod.sandbox, ...pod.containers] : pod.containers;

function lifeOf(pod: PodView, container: ContainerView, instance: InstanceView, at: number): Life {
  const over = instance.state === 'exited' || instance.state === 'unknown';
  return {
    id: instance.id,
    podUid: pod.uid,
    podName: pod.name,
    container: container.name,
    attempt: instance.attempt,
    from: instance.startedAt ?? instance.createdAt,
    to: over ? (instance.finishedAt ?? at) : null,
    started: instance.startedAt !== null,
    exitCode: instance.exitCode,
    reason: instance.reason,
  };
}

const same = <T extends object>(a: T | undefined, b: T): boolean =>
  a !== undefined && (Object.keys(b) as (keyof T)[]).every((key) => a[key] === b[key]);

function momentOf({ seq, at, kind, what, podUid, container, facts }: DecisionView): Moment {
  const exitCode = Number(facts.exitCode ?? 0);
  return {
    seq,
    at,
    kind,
    what,
    podUid,
    container,
    bad: kind === 'failed' || (what === 'ContainerDied' && exitCode !== 0),
  };
}

/** A track that goes on from `data`, or begins with the first view. Beyond the limits the oldest is forgotten. */
export function createTrack(data?: TrackData, limits: TrackLimits = LIMITS): Track {
  return new Recorder(data, limits);
}

class Recorder implements Track {
  version = 0;
  private from: number | null;
  private readonly lives: Map<string, Life>;
  /** Keyed by uid/container/until: one back-off each. */
  private readonly waits: Map<string, Wait>;
  private moments: Moment[];
  private last: LabView | null = null;
  /** Ids of a pod's instances and its open waits, as last seen. */
  private readonly present = new Map<string, { ids: Set<string>; waits: Set<string> }>();

  constructor(
    data: TrackData | undefined,
    private readonly limits: TrackLimits,
  ) {
    this.from = data?.from ?? null;
    this.lives = new Map(data?.lives.map((life) => [life.id, life]));
    this.waits = new Map(data?.waits.map((wait) => [waitKey(wait), wait]));
    this.moments = data?.moments.slice() ?? [];
    for (const life of this.lives.values()) if (life.to === null) this.seen(life.podUid).ids.add(life.id);
    for (const [key, wait] of this.waits) if (wait.ended === null) this.seen(wait.podUid).waits.add(key);
  }

  take(view: LabView, at: number): void {
    this.from ??= at;
    const before = this.last;
    this.last = view;
    if (before === view) return;
    if (before?.pods !== view.pods) this.takePods(before, view, at);
    if (before?.decisions !== view.decisions) this.takeDecisions(view);
  }

  data(): TrackData {
    const [lives, waits] = [[...this.lives.values()], [...this.waits.values()]];
    return { from: this.from ?? 0, lives, waits, moments: this.moments.slice() };
  }

  private seen(uid: string) {
    const known = this.present.get(uid) ?? { ids: new Set<string>(), waits: new Set<string>() };
    this.present.set(uid, known);
    return known;
  }

  private takePods(before: LabView | null, view: LabView, at: number): void {
    for (const pod of Object.values(view.pods)) if (before?.pods[pod.uid] !== pod) this.takePod(pod, at);
    for (const uid of [...this.present.keys()]) if (!view.pods[uid]) this.leave(uid, at);
    forgetOldest(this.lives, this.limits.lives, (life) => life.to !== null);
    forgetOldest(this.waits, this.limits.waits, (wait) => wait.ended !== null);
  }

  private takePod(pod: PodView, at: number): void {
    const known = this.seen(pod.uid);
    const now = { ids: new Set<string>(), waits: new Set<string>() };
    for (const container of containersOf(pod)) {
      for (const instance of container.instances) {
        now.ids.add(instance.id);
        this.keepLife(lifeOf(pod, container, instance, this.lives.get(instance.id)?.to ?? at));
      }
      if (container.state === 'waiting' && container.waitUntil !== undefined) {
        now.waits.add(this.keepWait(pod, container, container.waitUntil, at));
      }
    }
    this.end(known, now, at);
    this.present.set(pod.uid, now);
  }

  private leave(uid: string, at: number): void {
    this.end(this.seen(uid), { ids: new Set(), waits: new Set() }, at);
    this.present.delete(uid);
  }

  /** What was there and is not any more has ended, whether or not anybody saw how. */
  private end(known: { ids: Set<string>; waits: Set<string> }, now: typeof known, at: number): void {
    for (const id of known.ids) {
      const life = now.ids.has(id) ? undefined : this.lives.get(id);
      if (life?.to === null) this.keepLife({ ...life, to: at });
    }
    for (const key of known.waits) {
      const wait = now.waits.has(key) ? undefined : this.waits.get(key);
      if (wait?.ended === null) this.put(this.waits, key, { ...wait, ended: Math.min(at, wait.until) });
    }
  }

  private keepLife(life: Life): void {
    if (!same(this.lives.get(life.id), life)) this.put(this.lives, life.id, life);
  }

  private keepWait(pod: PodView, container: ContainerView, until: number, at: number): string {
    const key = waitKey({ podUid: pod.uid, container: container.name, until });
    if (this.waits.get(key)?.ended !== null) {
      const from = container.waitMs === undefined ? at : until - container.waitMs;
      this.put(this.waits, key, {
        podUid: pod.uid,
        podName: pod.name,
        container: container.name,
        from,
        until,
        ended: null,
      });
    }
    return key;
  }

  private put<T>(map: Map<string, T>, key: string, value: T): void {
    map.set(key, value);
    this.version += 1;
  }

  private takeDecisions(view: LabView): void {
    const last = this.moments.at(-1)?.seq ?? 0;
    const fresh = Object.values(view.decisions)
      .filter(({ seq }) => seq > last)
      .sort((a, b) => a.seq - b.seq);
    if (fresh.length === 0) return;
    this.moments = [...this.moments, ...fresh.map(momentOf)].slice(-this.limits.moments);
    this.version += 1;
  }
}

const waitKey = ({ podUid, container, until }: Pick<Wait, 'podUid' | 'container' | 'until'>) =>
  `${podUid}/${container}/${until}`;

/** Maps keep the order of insertion: the first that is over goes first. What still lasts is never forgotten. */
function forgetOldest<T>(map: Map<string, T>, limit: number, over: (value: T) => boolean): void {
  if (map.size <= limit) return;
  for (const [key, value] of map) {
    if (map.size <= limit) return;
    if (over(value)) map.delete(key);
  }
}
