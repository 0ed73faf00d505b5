// Numbers, times and durations by locale. All spans are milliseconds; a no-break space stands between figure and unit.
import type { Locale } from './locale';

const NBSP = '\u00a0';
const tag = (locale: Locale) => (locale === 'de' ? 'de-DE' : 'en-GB');

/** `12:04:52`, in the reader's time zone. */
export const clockTime = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(tag(locale), { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(
    at,
  );

/** `12:04`, in the reader's time zone. */
export const hourMinute = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(tag(locale), { hour: '2-digit', minute: '2-digit', hour12: false }).format(at);

/** `27. November 2026, 12:04`, in the reader's time zone. */
export const dateTime = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: 'long', timeStyle: 'short' }).format(at);

/** `27. November 2026, 11:04 UTC`: where nobody knows the reader's time zone. */
export const utcTime = (at: number, locale: Locale): string =>
  `${new Intl.DateTimeFormat(tag(locale), { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at)}${NBSP}UTC`;

/** `14 s`, `2 min 19 s`, `1 h 5 min`; below ten seconds one decimal when `precise`: `0,2 s`. */
export function duration(ms: number, locale: Locale, precise = false): string {
  const total = Math.max(0, ms) / 1000;
  if (precise && total < 10) return `${number(total, locale, 1)}${NBSP}s`;
  const seconds = Math.round(total);
  if (seconds < 60) return `${seconds}${NBSP}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes}${NBSP}min ${seconds % 60}${NBSP}s` : `${minutes}${NBSP}min`;
  return `${Math.floor(minutes / 60)}${NBSP}h ${minutes % 60}${NBSP}min`;
}

/** Decimal comma in German. */
export const number = (value: number, locale: Locale, decimals = 0): string =>
  new Intl.NumberFormat(tag(locale), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
    value,
  );

/** `1,4 MB` */
export function bytes(value: number, locale: Locale): string {
  if (value < 1000) return `${value}${NBSP}B`;
  const [size, unit] =
    value < 1_000_000 ? [value / 1000, 'kB'] : value < 1e9 ? [value / 1e6, 'MB'] : [value / 1e9, 'GB'];
  return number(size, locale, 1) + NBSP + unit;
}
