import { describe, expect, it } from 'vitest';
import { tile } from './board-fixture';
import { clocked, finishedAt } from './present';

describe('finishedAt', () => {
  const here = { lesson: 'one', step: 'a' };
  const seats = [
    tile('s01', { done: 2 }),
    tile('s02', { done: 1 }),
    tile('s03', { done: 0, tasks: 0 }),
    tile('s04', { done: 2, place: { lesson: 'two', step: 'a' } }),
    tile('s05', { place: null }),
  ];
  it('counts who is at the step, and of them who has done all its tasks', () =>
    expect(finishedAt(seats, here)).toEqual({ finished: 1, of: 3 }));
  it('counts nobody without a step', () => expect(finishedAt(seats, null)).toEqual({ finished: 0, of: 0 }));
});

describe('clocked', () => {
  it('begins with what is seen first, and anew when the trainer goes on', () => {
    const first = clocked(null, 3, 100);
    expect(first).toEqual({ positionNumber: 3, since: 100 });
    expect(clocked(first, 3, 200)).toBe(first);
    expect(clocked(first, 4, 200)).toEqual({ positionNumber: 4, since: 200 });
  });
});
