import type { Locale } from '../locale';

/** Bytes as gigabytes with one decimal, in the language's way: `2,5 GB`, `2.5 GB`. */
export const gigabytes = (locale: Locale) => {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (bytes: number): string => `${format.format(bytes / 1e9)} GB`;
};
