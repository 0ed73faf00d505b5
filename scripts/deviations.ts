// `npm run deviations`: writes the table of deliberate deviations in ARCHITECTURE.md anew from lib/i18n/deviations.
import { readFileSync, writeFileSync } from 'node:fs';
import { deviationTable } from '@/lib/i18n/deviations';

const file = new URL('../ARCHITECTURE.md', import.meta.url);
const text = readFileSync(file, 'utf8');
const table = /(?<=\n## Deliberate deviations[^|]*\n)(?:\|.*\n)+/;
if (!table.test(text)) throw new Error('ARCHITECTURE.md has no table of deliberate deviations');
writeFileSync(
  file,
  text.replace(table, () => `${deviationTable()}\n`),
);
