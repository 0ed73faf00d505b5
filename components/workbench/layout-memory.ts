// Sizes of the panes, in a cookie so that the server renders them right at once (no shift after loading).
export const LAYOUT_COOKIE = 'kulissen_layout';

export interface PaneSizes {
  /** Percentages by panel id. */
  columns?: Record<string, number>;
  bench?: Record<string, number>;
}

const COLUMNS = ['col-lesson', 'col-bench', 'col-stage'];
const BENCH = ['row-editor', 'row-terminal'];

const sane = (value: unknown, ids: string[]): Record<string, number> | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const sizes = ids.map((id) => (value as Record<string, unknown>)[id]);
  if (!sizes.every((size): size is number => typeof size === 'number' && size > 5 && size < 95)) return undefined;
  return Object.fromEntries(ids.map((id, at) => [id, sizes[at] as number]));
};

/** Reads the cookie; anything that does not make sense falls back to the defaults. */
export function parsePaneSizes(cookie: string | undefined): PaneSizes {
  if (!cookie) return {};
  try {
    const value: unknown = JSON.parse(decodeURIComponent(cookie));
    if (typeof value !== 'object' || value === null) return {};
    const { columns, bench } = value as Record<string, unknown>;
    const saneColumns = sane(columns, COLUMNS);
    const saneBench = sane(bench, BENCH);
    return { ...(saneColumns ? { columns: saneColumns } : {}), ...(saneBench ? { bench: saneBench } : {}) };
  } catch {
    return {};
  }
}

/** Remembers sizes for a year. */
export function rememberPaneSizes(sizes: PaneSizes): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
  document.cookie = `${LAYOUT_COOKIE}=${encodeURIComponent(JSON.stringify(sizes))}; path=/; max-age=31536000; samesite=strict`;
}
