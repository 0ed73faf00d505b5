// Arrangement and sizes of the panes, in a cookie so that the server renders them right at once (no shift after loading).
import { LAYOUTS, type Layout } from '@/components/state/layouts';

export const LAYOUT_COOKIE = 'kulissen_layout';

export interface Remembered {
  /** Percentages by panel id. */
  columns?: Record<string, number>;
  bench?: Record<string, number>;
  layout?: Layout;
}

const COLUMNS = ['col-lesson', 'col-bench', 'col-stage'];
const BENCH = ['row-editor', 'row-terminal'];

const sane = (value: unknown, ids: string[]): Record<string, number> | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const sizes = ids.map((id) => (value as Record<string, unknown>)[id]);
  // A collapsed row still shows its tabs: 36 px, two per cent of a very tall screen.
  if (!sizes.every((size): size is number => typeof size === 'number' && size > 1 && size < 99)) return undefined;
  return Object.fromEntries(ids.map((id, at) => [id, sizes[at] as number]));
};

/** Reads the cookie; anything that does not make sense falls back to the defaults. */
export function parseRemembered(cookie: string | undefined): Remembered {
  if (!cookie) return {};
  try {
    const value: unknown = JSON.parse(decodeURIComponent(cookie));
    if (typeof value !== 'object' || value === null) return {};
    const { columns, bench, layout } = value as Record<string, unknown>;
    const saneColumns = sane(columns, COLUMNS);
    const saneBench = sane(bench, BENCH);
    const saneLayout = LAYOUTS.find((known) => known === layout);
    return {
      ...(saneColumns ? { columns: saneColumns } : {}),
      ...(saneBench ? { bench: saneBench } : {}),
      ...(saneLayout ? { layout: saneLayout } : {}),
    };
  } catch {
    return {};
  }
}

/** Remembers a change for a year, beside what was remembered before. */
export function remember(change: Remembered): void {
  const kept = parseRemembered(readCookie());
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
  document.cookie = `${LAYOUT_COOKIE}=${encodeURIComponent(JSON.stringify({ ...kept, ...change }))}; path=/; max-age=31536000; samesite=strict`;
}

const readCookie = (): string | undefined =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${LAYOUT_COOKIE}=`))
    ?.slice(LAYOUT_COOKIE.length + 1);
