import { describe, expect, it } from 'vitest';
import { formatGoDuration, parseGoDuration } from './go-duration';

describe('Go durations', () => {
  it.each([
    [0, '0s'],
    [10_000, '10s'],
    [80_000, '1m20s'],
    [160_000, '2m40s'],
    [300_000, '5m0s'],
    [1234.567891, '1.234567891s'],
    [3_600_000, '1h0m0s'],
    [1.5, '1.5ms'],
    [0.002, '2µs'],
    [0.0000015, '2ns'],
    [-1500, '-1.5s'],
  ])('%d ms is %s', (ms, text) => expect(formatGoDuration(ms)).toBe(text));

  it.each([
    ['20s', 20_000],
    ['1m20s', 80_000],
    ['1h', 3_600_000],
    ['1.5s', 1500],
    ['0', 0],
    ['-2s', -2000],
    ['100ms', 100],
  ])('%s is %d ms', (text, ms) => expect(parseGoDuration(text)).toEqual({ ok: true, ms }));

  it.each([
    ['', 'time: invalid duration ""'],
    ['5', 'time: missing unit in duration "5"'],
    ['5x', 'time: unknown unit "x" in duration "5x"'],
    ['abc', 'time: invalid duration "abc"'],
  ])('%j is refused', (text, error) => expect(parseGoDuration(text)).toEqual({ ok: false, error }));
});
