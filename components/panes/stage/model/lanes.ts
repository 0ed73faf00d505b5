// The timeline as lanes: which rows there are, and where on them something begins and ends, as fractions of the window. Pure.
import type { Life, Moment, TrackData, Wait } from '@/lib/history/track';
import { baseName, compareNames, SANDBOX } from './names';

export interface Span {
  from: number;
  to: number;
}

export interface Bar {
  key: string;
  /** Fractions of the window, 0 … 1. */
  a: number;
  b: number;
  attempt: number;
  state: 'running' | 'pending' | 'succeeded' | 'failed';
  /** Ended with an error: the red cap. */
  fell: boolean;
  /** Goes on beyond the playhead. */
  open: boolean;
  /** Several attempts, too short to be told apart. */
  many: number;
}

export interface Gap {
  key: string;
  a: number;
  b: number;
  /** The whole wait, ms. */
  ms: number;
  /** Behind the live head: not yet over. */
  future: boolean;
}

export interface Dot {
  key: string;
  a: number;
  kind: 'seen' | 'decided';
  bad: boolean;
  many: number;
}

export interface Lane {
  key: string;
  kind: 'kubelet' | 'container' | 'pause' | 'rest';
  label: string;
  podName: string;
  container: string;
  bars: Bar[];
  gaps: Gap[];
  dots: Dot[];
  /** rest only: pods that stand behind it. */
  pods: number;
}

export interface LaneOptions {
  window: Span;
  /** Live head, ms: bars of what still lives end here. */
  now: number;
  node: string;
  /** Width of the window, px: what is smaller than a finger is put together. */
  width: number;
}

/** Beyond this many pods only those with events in the window get lanes, the rest shares one. */
const MAX_PODS = 10;
const MIN_BAR_PX = 3;
const DOT_PX = 7;

const end = (life: Life, now: number): number => life.to ?? now;
const overlaps = (from: number, to: number, { window }: LaneOptions): boolean => to >= window.from && from <= window.to;

function scale({ window }: LaneOptions): (at: number) => number {
  const span = Math.max(1, window.to - window.from);
  return (at) => Math.max(0, Math.min(1, (at - window.from) / span));
}

function barState(life: Life): Bar['state'] {
  if (!life.started) return life.to === null ? 'pending' : 'failed';
  if (life.to === null) return 'running';
  return life.exitCode === 0 && life.reason === 'Completed' ? 'succeeded' : 'running';
}

/** Bars of one container; neighbours that would be narrower than a line are drawn as one. */
export function barsOf(lives: Life[], options: LaneOptions): Bar[] {
  const at = scale(options);
  const bars: Bar[] = [];
  const smallest = MIN_BAR_PX / Math.max(1, options.width);
  for (const life of [...lives].sort((x, y) => x.from - y.from)) {
    if (!overlaps(life.from, end(life, options.now), options)) continue;
    const fell = life.to !== null && (life.exitCode !== 0 || !life.started);
    const bar: Bar = {
      key: life.id,
      a: at(life.from),
      b: at(end(life, options.now)),
      attempt: life.attempt,
      state: barState(life),
      fell,
      open: life.to === null,
      many: 1,
    };
    const last = bars.at(-1);
    const crowded = last && bar.b - last.a < smallest && bar.a - last.b < smallest;
    if (crowded) {
      bars[bars.length - 1] = { ...bar, a: last.a, fell: last.fell || bar.fell, many: last.many + 1 };
    } else bars.push(bar);
  }
  return bars;
}

/** Waits of one container; one that is not over is cut at `now`, its rest lies in the future. */
export function gapsOf(waits: Wait[], options: LaneOptions): Gap[] {
  const at = scale(options);
  return waits.flatMap((wait) => {
    const over = wait.ended ?? wait.until;
    if (!overlaps(wait.from, over, options)) return [];
    const ms = wait.until - wait.from;
    const key = String(wait.until);
    const cut = Math.min(over, Math.max(wait.from, options.now));
    const past: Gap = { key, a: at(wait.from), b: at(cut), ms, future: false };
    if (wait.ended !== null || over <= options.now) return [past];
    return [past, { key: `${key}+`, a: at(cut), b: at(over), ms, future: true }];
  });
}

/** What the kubelet saw and decided; marks that would cover each other become one. */
export function dotsOf(moments: Moment[], options: LaneOptions): Dot[] {
  const at = scale(options);
  const near = DOT_PX / Math.max(1, options.width);
  const dots: Dot[] = [];
  for (const moment of moments) {
    if (moment.kind === 'done' || moment.at < options.window.from || moment.at > options.window.to) continue;
    const kind = moment.kind === 'decided' ? 'decided' : 'seen';
    const place = at(moment.at);
    const last = dots.findLast((dot) => dot.kind === kind);
    if (last && place - last.a < near) {
      last.many += 1;
      last.bad ||= moment.bad;
    } else dots.push({ key: String(moment.seq), a: place, kind, bad: moment.bad, many: 1 });
  }
  return dots;
}

interface PodLanes {
  uid: string;
  name: string;
  lives: Map<string, Life[]>;
  waits: Map<string, Wait[]>;
  /** Time of the last event in the window, 0 for none. */
  lastEvent: number;
}

const push = <T>(map: Map<string, T[]>, key: string, value: T) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

function collect({ lives, waits }: TrackData, options: LaneOptions): PodLanes[] {
  const pods = new Map<string, PodLanes>();
  const podOf = (uid: string, name: string): PodLanes => {
    const known = pods.get(uid) ?? { uid, name, lives: new Map(), waits: new Map(), lastEvent: 0 };
    pods.set(uid, known);
    return known;
  };
  const event = (pod: PodLanes, at: number) => {
    if (at >= options.window.from && at <= options.window.to) pod.lastEvent = Math.max(pod.lastEvent, at);
  };
  for (const life of lives) {
    if (!overlaps(life.from, end(life, options.now), options)) continue;
    const pod = podOf(life.podUid, life.podName);
    push(pod.lives, life.container, life);
    event(pod, life.from);
    if (life.to !== null) event(pod, life.to);
  }
  for (const wait of waits) {
    if (!overlaps(wait.from, wait.ended ?? wait.until, options)) continue;
    const pod = podOf(wait.podUid, wait.podName);
    push(pod.waits, wait.container, wait);
    event(pod, Math.min(wait.ended ?? options.now, options.now));
  }
  return [...pods.values()].sort((a, b) => compareNames(a.name, b.name) || (a.uid < b.uid ? -1 : 1));
}

function lanesOfPod(pod: PodLanes, options: LaneOptions): Lane[] {
  const base = baseName(pod.name, options.node);
  const names = [...new Set([...pod.lives.keys(), ...pod.waits.keys()])];
  // The order in which they first ran is the manifest's.
  const apps = names.filter((name) => name !== SANDBOX);
  const lane = (container: string, kind: Lane['kind'], label: string): Lane => ({
    key: `${pod.uid}/${container}`,
    kind,
    label,
    podName: pod.name,
    container,
    bars: barsOf(
      (pod.lives.get(container) ?? []).filter(({ started }) => started || kind !== 'pause'),
      options,
    ),
    gaps: gapsOf(pod.waits.get(container) ?? [], options),
    dots: [],
    pods: 1,
  });
  const rows = apps.map((name) =>
    lane(name, 'container', name === base || apps.length === 1 ? base : `${base} ${name}`),
  );
  return names.includes(SANDBOX) ? [...rows, lane(SANDBOX, 'pause', 'pause')] : rows;
}

/** All lanes, top to bottom: the kubelet, then each pod's containers and its pause container, then what is quiet. */
export function lanesOf(track: TrackData, options: LaneOptions): Lane[] {
  const none = { podName: '', container: '', bars: [], gaps: [], dots: [], pods: 0 };
  const kubelet: Lane = {
    ...none,
    key: 'kubelet',
    kind: 'kubelet',
    label: 'Kubelet',
    dots: dotsOf(track.moments, options),
  };
  const pods = collect(track, options);
  if (pods.length <= MAX_PODS) return [kubelet, ...pods.flatMap((pod) => lanesOfPod(pod, options))];
  const busy = pods
    .filter((pod) => pod.lastEvent > 0)
    .sort((a, b) => b.lastEvent - a.lastEvent)
    .slice(0, MAX_PODS);
  const shown = pods.filter((pod) => busy.includes(pod));
  const quiet = pods.filter((pod) => !busy.includes(pod));
  const at = scale(options);
  const from = Math.min(...quiet.flatMap((pod) => [...pod.lives.values()].flat().map((life) => life.from)));
  const bar: Bar = {
    key: 'rest',
    a: at(from),
    b: at(options.now),
    attempt: 0,
    state: 'running',
    fell: false,
    open: true,
    many: quiet.length,
  };
  const rest: Lane = { ...none, key: 'rest', kind: 'rest', label: '', bars: [bar], pods: quiet.length };
  return [kubelet, ...shown.flatMap((pod) => lanesOfPod(pod, options).filter((lane) => lane.kind !== 'pause')), rest];
}

/** Moments that one can step to, oldest first: what was seen and decided, each time once. */
export function stopsOf(moments: readonly Moment[]): number[] {
  const times = moments.filter(({ kind }) => kind !== 'done').map(({ at }) => at);
  return [...new Set(times)].sort((a, b) => a - b);
}

/** The next stop after (1) or before (-1) `at`; undefined when there is none. */
export const nextStop = (stops: readonly number[], at: number, direction: 1 | -1): number | undefined =>
  direction === 1 ? stops.find((stop) => stop > at) : stops.findLast((stop) => stop < at);

const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400].map((s) => s * 1000);

/** Round times for the axis, ms, so that a label has `labelPx` of room; aligned to the reader's clock. */
export function ticksOf({ from, to }: Span, width: number, labelPx: number): number[] {
  const least = ((to - from) * labelPx) / Math.max(1, width);
  const step = STEPS.find((each) => each >= least) ?? 28_800_000;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}
