import { describe, expect, it } from 'vitest';
import { expandVariables } from './expansion';

const values = new Map([
  ['A', 'A'],
  ['B', 'B'],
  ['C', 'C'],
  ['REF', '$(A)'],
  ['EMPTY', ''],
]);

// Vectors of upstream's expand_test.go.
describe('expandVariables', () => {
  it.each([
    ['$(A)-1', 'A-1'],
    ['___$(B)___', '___B___'],
    ['$$(B)_$(A)', '$(B)_A'],
    ['f000-$$A', 'f000-$A'],
    ['foo\\$(C)bar', 'foo\\Cbar'],
    ['$(A$(B))', '$(A$(B))'],
    ['$(REF)', '$(A)'],
    ['foo$(EMPTY)bar', 'foobar'],
    ['foo$(Awhoops!', 'foo$(Awhoops!'],
    ['$?_$!', '$?_$!'],
    ['$A', '$A'],
    ['${A}', '${A}'],
    ['$(DNE)', '$(DNE)'],
    ['$$$$$$(A)', '$$$(A)'],
    ['$$$$$$$(A)', '$$$A'],
    ['ends in $', 'ends in $'],
    ['--$($($($($--', '--$($($($($--'],
    ['$(A)\n$(B)', 'A\nB'],
  ])('%s → %s', (text, expanded) => {
    expect(expandVariables(text, values)).toBe(expanded);
  });
});
