// One source for the page and for ARCHITECTURE.md, in two languages that say the same things.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deviations, deviationTable } from '.';
import { AREAS } from './deviation';

const rows = (locale: 'de' | 'en') =>
  AREAS.flatMap((area) => Object.entries(deviations[locale][area]).map(([name, row]) => ({ name, area, ...row })));

describe('deviations', () => {
  it('are the table of ARCHITECTURE.md; else: npm run deviations', () => {
    const [, section = ''] = readFileSync('ARCHITECTURE.md', 'utf8').split('\n## Deliberate deviations');
    const table = section.split('\n').filter((line) => line.startsWith('|'));
    expect(table).toEqual(deviationTable().split('\n'));
  });

  it('stand in both languages in the same order', () => {
    const names = (locale: 'de' | 'en') => rows(locale).map(({ area, name }) => `${area}.${name}`);
    expect(names('de')).toEqual(names('en'));
    expect(new Set(names('en')).size).toBe(rows('en').length);
  });

  it.each(['de', 'en'] as const)('have three cells of text in %s', (locale) => {
    for (const row of rows(locale)) {
      for (const cell of [row.real, row.here, row.why]) {
        expect(cell, row.name).toMatch(/^\S.*\S$/);
        expect(cell, row.name).not.toMatch(/[|\n]/);
        expect(cell.split('`').length % 2, `backticks of ${row.name}`).toBe(1);
      }
    }
  });

  it('name the same flags, paths and fields in both languages', () => {
    const code = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word).sort();
    const english = new Map(rows('en').map((row) => [`${row.area}.${row.name}`, row]));
    for (const row of rows('de')) {
      const other = english.get(`${row.area}.${row.name}`);
      for (const cell of ['real', 'here', 'why'] as const) {
        // „ohne seccomp (`unconfined`)“ and the like: nothing that is code in English is prose in German.
        expect(code(row[cell]), `${row.name}.${cell}`).toEqual(code(other?.[cell] ?? ''));
      }
    }
  });
});
