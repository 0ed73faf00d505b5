import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { subscribeTick } from './use-tick';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('shares one timer per period and stops it with the last listener', () => {
  const first = vi.fn();
  const second = vi.fn();
  const stopFirst = subscribeTick(1000, first);
  const stopSecond = subscribeTick(1000, second);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(3000);
  expect(first).toHaveBeenCalledTimes(3);
  stopFirst();
  vi.advanceTimersByTime(1000);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([3, 4]);
  stopSecond();
  expect(vi.getTimerCount()).toBe(0);
});
