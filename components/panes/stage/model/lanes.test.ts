import { describe, expect, it } from 'vitest';
import type { Life, Moment, TrackData, Wait } from '@/lib/history/track';
import { barsOf, dotsOf, gapsOf, type LaneOptions, lanesOf, nextStop, stopsOf, ticksOf } from './lanes';

const options: LaneOptions = { window: { from: 0, to: 100_000 }, now: 80_000, node: 'worker1', width: 1000 };
const life = (id: string, from: number, to: number | null, fields: Partial<Life> = {}): Life => ({
  id,
  podUid: 'u',
  podName: 'web-worker1',
  container: 'web',
  attempt: 0,
  from,
  to,
  started: true,
  exitCode: 0,
  reason: '',
  ...fields,
});
const wait = (from: number, until: number, ended: number | null = null): Wait => ({
  podUid: 'u',
  podName: 'web-worker1',
  container: 'web',
  from,
  until,
  ended,
});
const moment = (seq: number, at: number, fields: Partial<Moment> = {}): Moment => ({
  seq,
  at,
  kind: 'observed',
  what: 'ContainerDied',
  podUid: 'u',
  container: 'web',
  bad: false,
  ...fields,
});
const track = (fields: Partial<TrackData>): TrackData => ({ from: 0, lives: [], waits: [], moments: [], ...fields });

describe('bars', () => {
  it('reach from start to end, and to the live head while it lives', () => {
    const bars = barsOf([life('b', 50_000, null), life('a', 10_000, 40_000, { exitCode: 137 })], options);
    expect(bars).toMatchObject([
      { a: 0.1, b: 0.4, fell: true, open: false },
      { a: 0.5, b: 0.8, fell: false, open: true },
    ]);
  });
  it('begin at the edge when they began before it, and are left out beyond it', () => {
    expect(barsOf([life('a', -50_000, 10_000), life('b', -9, -5)], options)).toMatchObject([{ a: 0, b: 0.1 }]);
  });
  it('are put together when they are narrower than a line', () => {
    const many = Array.from({ length: 50 }, (_, i) => life(`l${i}`, 1000 + i * 4, 1002 + i * 4, { exitCode: 1 }));
    expect(barsOf(many, options)).toMatchObject([{ many: 50, fell: true }]);
  });
});

describe('gaps', () => {
  it('have a part that is over and one that is still to come', () => {
    expect(gapsOf([wait(70_000, 90_000)], options)).toMatchObject([
      { a: 0.7, b: 0.8, ms: 20_000, future: false },
      { a: 0.8, b: 0.9, ms: 20_000, future: true },
    ]);
  });
  it('end early when the wait was given up', () => {
    expect(gapsOf([wait(10_000, 50_000, 20_000)], options)).toMatchObject([{ a: 0.1, b: 0.2, future: false }]);
  });
});

describe('lanes', () => {
  it('are the kubelet, then each pod with its pause container last', () => {
    const lives = [
      life('s', 0, null, { container: 'POD' }),
      life('a', 0, null),
      life('z', 0, null, { podUid: 'v', podName: 'app-worker1', container: 'app' }),
    ];
    expect(lanesOf(track({ lives }), options).map(({ kind, label }) => [kind, label])).toEqual([
      ['kubelet', 'Kubelet'],
      ['container', 'app'],
      ['container', 'web'],
      ['pause', 'pause'],
    ]);
  });
  it('of sixty pods are those with events; the rest shares one', () => {
    const lives = Array.from({ length: 60 }, (_, i) =>
      life(`l${i}`, i < 3 ? 50_000 + i : -1000, null, { podUid: `u${i}`, podName: `p${i}-worker1`, container: 'c' }),
    );
    const lanes = lanesOf(track({ lives }), options);
    expect(lanes.map(({ label }) => label)).toEqual(['Kubelet', 'p0', 'p1', 'p2', '']);
    expect(lanes.at(-1)).toMatchObject({ kind: 'rest', pods: 57 });
  });
});

describe('moments', () => {
  it('that would cover each other are one mark', () => {
    const dots = dotsOf([moment(1, 1000), moment(2, 1100, { bad: true }), moment(3, 50_000)], options);
    expect(dots).toMatchObject([
      { many: 2, bad: true },
      { many: 1, bad: false },
    ]);
  });
  it('are stepped through, one time once, without the deeds', () => {
    const stops = stopsOf([
      moment(1, 5),
      moment(2, 5, { kind: 'decided' }),
      moment(3, 6, { kind: 'done' }),
      moment(4, 9),
    ]);
    expect(stops).toEqual([5, 9]);
    expect([nextStop(stops, 5, 1), nextStop(stops, 5, -1), nextStop(stops, 7, -1)]).toEqual([9, undefined, 5]);
  });
});

it('the axis has round times with room for their labels', () => {
  expect(ticksOf({ from: 1500, to: 61_000 }, 600, 90)).toEqual([10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
});
