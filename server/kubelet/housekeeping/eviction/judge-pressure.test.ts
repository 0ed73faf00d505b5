import { describe, expect, it } from 'vitest';
import { judgePressure, NO_PRESSURE, type PressureState } from './judge-pressure';
import type { Signal } from './signals';
import type { Threshold } from './thresholds';

const HARD: Threshold = { signal: 'memory.available', value: { amount: 100 }, graceMs: 0 };
const SOFT: Threshold = {
  signal: 'nodefs.available',
  value: { share: 0.1 },
  graceMs: 30_000,
  minReclaim: { share: 0.05 },
};

/** One look after the other at a node of capacity 1000. */
function node(thresholds: Threshold[]) {
  let state: PressureState = NO_PRESSURE;
  return (now: number, available: Partial<Record<Signal, number>>) => {
    const observations = new Map(
      Object.entries(available).map(([signal, amount]) => [signal as Signal, { available: amount, capacity: 1000 }]),
    );
    const verdict = judgePressure({ thresholds, observations, state, transitionMs: 300_000, now });
    state = verdict.state;
    return { pressures: verdict.pressures, reclaim: verdict.reclaim?.signal };
  };
}

describe('pressure', () => {
  it('is none while enough is available, and the threshold itself is enough', () => {
    const look = node([HARD, SOFT]);
    expect(look(0, { 'memory.available': 100, 'nodefs.available': 100 })).toEqual({
      pressures: [],
      reclaim: undefined,
    });
  });
  it('acts on a hard threshold at once and stands for the transition period', () => {
    const look = node([HARD]);
    expect(look(0, { 'memory.available': 99 })).toEqual({ pressures: ['MemoryPressure'], reclaim: 'memory.available' });
    expect(look(10_000, { 'memory.available': 500 })).toEqual({ pressures: ['MemoryPressure'], reclaim: undefined });
    expect(look(299_999, { 'memory.available': 500 }).pressures).toEqual(['MemoryPressure']);
    expect(look(300_000, { 'memory.available': 500 }).pressures).toEqual([]);
  });
  it('acts on a soft threshold after its grace period, which begins anew after a recovery', () => {
    const look = node([SOFT]);
    expect(look(0, { 'nodefs.available': 50 })).toEqual({ pressures: ['DiskPressure'], reclaim: undefined });
    expect(look(29_000, { 'nodefs.available': 50 }).reclaim).toBeUndefined();
    expect(look(29_500, { 'nodefs.available': 100 }).reclaim).toBeUndefined();
    expect(look(40_000, { 'nodefs.available': 50 }).reclaim).toBeUndefined();
    expect(look(70_000, { 'nodefs.available': 50 }).reclaim).toBe('nodefs.available');
  });
  it('goes on until the reserve is free as well', () => {
    const look = node([SOFT]);
    look(0, { 'nodefs.available': 50 });
    expect(look(30_000, { 'nodefs.available': 50 }).reclaim).toBe('nodefs.available');
    expect(look(40_000, { 'nodefs.available': 149 }).reclaim).toBe('nodefs.available');
    expect(look(50_000, { 'nodefs.available': 150 }).reclaim).toBeUndefined();
  });
  it('sees to memory first', () => {
    const disk: Threshold = { signal: 'imagefs.available', value: { amount: 1 }, graceMs: 0 };
    const look = node([disk, HARD]);
    expect(look(0, { 'imagefs.available': 0, 'memory.available': 0 })).toEqual({
      pressures: ['MemoryPressure', 'DiskPressure'],
      reclaim: 'memory.available',
    });
  });
  it('says nothing about what cannot be measured', () => {
    expect(node([HARD, SOFT])(0, {})).toEqual({ pressures: [], reclaim: undefined });
  });
});
