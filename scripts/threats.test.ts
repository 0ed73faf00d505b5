// tests/threats.json says of each attack and fault of the threat model which tests try it, or why none does. What it names must exist.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
type Row = string[] | { not: string };
const threats = JSON.parse(readFileSync(join(ROOT, 'tests/threats.json'), 'utf8')) as Record<string, Row>;
const named = Object.entries(threats).flatMap(([id, row]) =>
  Array.isArray(row) ? row.map((one) => [id, ...(one.split(' > ') as [string, string])] as const) : [],
);

describe('the list of attacks and faults', () => {
  it('is in order, and each row says something', () => {
    expect(Object.keys(threats)).toEqual(Object.keys(threats).sort());
    for (const [id, row] of Object.entries(threats)) {
      expect(id).toMatch(/^[A-I]\d\d$/);
      expect(Array.isArray(row) ? row.length : row.not.length, id).toBeGreaterThan(0);
    }
  });
  it.each(named)('%s: %s has %s', (_id, file, title) => {
    expect(file).toMatch(/\.test\.tsx?$|^tests\/install\/cases\/.*\.sh$/);
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(title).not.toBe('');
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(title);
  });
});
