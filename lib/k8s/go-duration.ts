// Go's time.Duration as text: `300ms`, `10s`, `1m20s`, `1.234567891s`. Upstream: time.Duration.String, time.ParseDuration.
import { goQuote } from './go-quote';

const UNIT_NANOS: Record<string, number> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const trimmed = (value: number, decimals: number): string =>
  value
    .toFixed(decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** Milliseconds (fractions down to a nanosecond count) as Go prints a Duration: `0s`, `1.5ms`, `1m20s`, `2h0m0.25s`. */
export function formatGoDuration(ms: number): string {
  const nanos = Math.round(Math.abs(ms) * 1e6);
  const sign = ms < 0 && nanos > 0 ? '-' : '';
  if (nanos === 0) return '0s';
  if (nanos < 1e3) return `${sign}${nanos}ns`;
  if (nanos < 1e6) return `${sign}${trimmed(nanos / 1e3, 3)}µs`;
  if (nanos < 1e9) return `${sign}${trimmed(nanos / 1e6, 6)}ms`;
  const minutes = Math.floor(nanos / 60e9);
  const seconds = `${trimmed((nanos - minutes * 60e9) / 1e9, 9)}s`;
  if (minutes === 0) return sign + seconds;
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${sign}${minutes}m${seconds}` : `${sign}${hours}h${minutes % 60}m${seconds}`;
}

type GoDurationResult = { ok: true; ms: number } | { ok: false; error: string };

/** Parses `20s`, `1m20s`, `-1.5h`, `0`; returns milliseconds, or Go's error text (`time: invalid duration "x"`). */
export function parseGoDuration(text: string): GoDurationResult {
  const invalid = { ok: false, error: `time: invalid duration ${goQuote(text)}` } as const;
  const body = text.replace(/^[+-]/, '');
  if (body === '0') return { ok: true, ms: 0 };
  if (body === '') return invalid;
  let nanos = 0;
  let rest = body;
  while (rest !== '') {
    const number = /^(\d+(?:\.\d*)?|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return invalid;
    rest = rest.slice(number.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return { ok: false, error: `time: missing unit in duration ${goQuote(text)}` };
    const size = Object.hasOwn(UNIT_NANOS, unit) ? UNIT_NANOS[unit] : undefined;
    if (size === undefined) {
      return { ok: false, error: `time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}` };
    }
    nanos += Number(number) * size;
    rest = rest.slice(unit.length);
  }
  // Go counts nanoseconds in an int64.
  if (nanos >= 2 ** 63) return invalid;
  return { ok: true, ms: (text.startsWith('-') ? -nanos : nanos) / 1e6 };
}
