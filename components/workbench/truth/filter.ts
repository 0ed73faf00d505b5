import type { Area, Deviation } from '@/lib/i18n/deviations/deviation';

export interface Difference extends Deviation {
  area: Area;
  /** Stable: the row's address in the page is made of area and name. */
  name: string;
}

/** Lower case, without accents and without the marks of code: what a reader types and what is written meet here. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f`]/g, '')
    .toLowerCase();

/** The rows in whose cells all words of `search` occur, in their order. An empty search finds all. */
export function found(rows: readonly Difference[], search: string): Difference[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = plain(`${row.real} ${row.here} ${row.why}`);
    return words.every((word) => text.includes(word));
  });
}
