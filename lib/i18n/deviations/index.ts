// Where the kubelet differs on purpose: the source of the page /truth and of the table in ARCHITECTURE.md (`npm run deviations`).
// A new row goes into life-, engine- or outside-{de,en}.ts, in both languages.
import type { Locale } from '../locale';
import { AREAS, type Area, type Deviation } from './deviation';
import { engineDe } from './engine-de';
import { engineEn } from './engine-en';
import { lifeDe } from './life-de';
import { lifeEn } from './life-en';
import { outsideDe } from './outside-de';
import { outsideEn } from './outside-en';

/** By area, then by a stable name; the order is the order of reading. */
export const deviations: Record<Locale, Record<Area, Record<string, Deviation>>> = {
  de: { ...lifeDe, ...engineDe, ...outsideDe },
  en: { ...lifeEn, ...engineEn, ...outsideEn },
};

/** The Markdown table of ARCHITECTURE.md, without a newline at its end. */
export function deviationTable(): string {
  const rows = AREAS.flatMap((area) => Object.values(deviations.en[area]));
  const lines = rows.map(({ real, here, why }) => `| ${real} | ${here} | ${why} |`);
  return ['| real 1.20 | here | why |', '|---|---|---|', ...lines].join('\n');
}
