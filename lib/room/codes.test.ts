import { describe, expect, it } from 'vitest';
import { CODE_LETTERS, codeInFragment, MAX_NAME, plainCode, plainName } from './codes';

describe('codes', () => {
  it('has no letter that looks like a digit or another letter', () => {
    expect(new Set(CODE_LETTERS).size).toBe(31);
    expect(CODE_LETTERS).not.toMatch(/[ILO01]/);
  });
  it.each([
    ['abc-def', 'ABCDEF'],
    [' AB CD EF ', 'ABCDEF'],
    ['', ''],
  ])('%j is meant as %j', (typed, meant) => expect(plainCode(typed)).toBe(meant));
  it.each([
    ['#c=ABCDEF', 'ABCDEF'],
    ['#c=abc-def', 'ABCDEF'],
    ['#x=1&c=ABCDEF', 'ABCDEF'],
    ['#c=', ''],
    ['#c=<script>', ''],
    ['#C', ''],
    ['', ''],
  ])('%j carries %j', (fragment, code) => expect(codeInFragment(fragment)).toBe(code));
});

describe('plainName', () => {
  it.each([
    ['  Ada   Lovelace ', 'Ada Lovelace'],
    ['A\u202eda\u0000', 'A da'],
    ['\n\t', ''],
    ['x'.repeat(100), 'x'.repeat(MAX_NAME)],
  ])('%j becomes %j', (typed, name) => expect(plainName(typed)).toBe(name));
});
