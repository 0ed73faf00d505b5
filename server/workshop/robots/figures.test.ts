import { expect, it } from 'vitest';
import { isKept, percentile, table } from './figures';
import { slopePerHour } from './soak';

it('takes a share of values', () => {
  const values = Array.from({ length: 100 }, (_none, index) => index + 1);
  expect([percentile(values, 0.5), percentile(values, 0.95), percentile(values, 1), percentile([], 0.5)]).toEqual([
    50, 95, 100, 0,
  ]);
});

it('says what was kept and what was missed', () => {
  const figures = [
    { name: 'echo', value: 12.34, unit: 'ms', limit: 150 },
    { name: 'back', value: 11, unit: 's', limit: 10 },
    { name: 'robots', value: 3, unit: '' },
  ] as const;
  expect(figures.map(isKept)).toEqual([true, false, true]);
  expect(table(figures)).toMatch(/echo +12\.3 ms +≤ 150 ms\n.*back +11 s +≤ 10 s +MISSED\n.*robots +3\n$/);
});

it('finds growth behind noise, in the second half only', () => {
  const minutes = Array.from({ length: 60 }, (_none, minute) => minute);
  const grows = minutes.map((minute) => ({ at: minute * 60_000, value: minute + (minute % 2 ? 3 : -3) }));
  const settles = minutes.map((minute) => ({ at: minute * 60_000, value: Math.min(minute, 20) }));
  expect(slopePerHour(grows)).toBeCloseTo(60, -1);
  expect(slopePerHour(settles)).toBe(0);
});
