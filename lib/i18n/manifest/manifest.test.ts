import { describe, expect, it } from 'vitest';
import { MANIFEST_PROBLEM_CODES } from '@/lib/manifest/problems';
import type { ManifestProblem } from '@/lib/protocol/view';
import { LOCALES } from '../locale';
import { manifestTexts, problemText } from './index';

// Every fact that any code carries, so that a sentence which asks for another one is found out.
const FACTS = {
  bytes: 12_000_000,
  limit: 100,
  reason: 'REASON',
  expected: 'string',
  anchor: 'ANCHOR',
  tag: 'int',
  value: 'VALUE',
  found: 'number',
  key: 'KEY',
  kind: 'KIND',
  apiVersion: 'v9',
  field: 'FIELD',
  detail: 'DETAIL',
  allowed: 'A, B',
  resource: 'cpu',
  parent: 'Pod',
  suggestion: '',
  rule: 'RULE',
  profile: 'PROFILE',
};
const problem = (code: string, facts = {}): ManifestProblem => ({
  code,
  severity: 'error',
  message: 'MESSAGE',
  facts: { ...FACTS, ...facts },
});

describe.each(LOCALES)('sentences in %s', (locale) => {
  it.each(MANIFEST_PROBLEM_CODES)('%s', (code) => {
    const text = problemText(problem(code), locale);
    expect(text).toMatch(/[.)]$/);
    expect(text).not.toMatch(/undefined|NaN|\[object|!/);
    expect(text).not.toBe('MESSAGE');
  });

  it('differ for every code', () => {
    const texts = MANIFEST_PROBLEM_CODES.map((code) => manifestTexts[locale][code](FACTS));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('fall back to the message for a code of another version', () => {
    expect(problemText(problem('Unheard'), locale)).toBe('MESSAGE');
  });
});

describe('particular sentences', () => {
  it('say what is passed over, and what may have been meant', () => {
    const unknown = problem('UnknownField', { field: 'replicas', parent: 'Pod' });
    expect(problemText(unknown, 'de')).toBe('Ein Pod kennt kein „replicas“. Der Kubelet übergeht es.');
    expect(problemText(unknown, 'en')).toBe('A Pod has no “replicas”. The kubelet passes over it.');
    const typo = problem('UnknownField', { field: 'imgae', parent: 'Container', suggestion: 'image' });
    expect(problemText(typo, 'de')).toContain('Gemeint ist vielleicht „image“.');
  });

  it('say how a number becomes text', () => {
    const wrong = problem('WrongType', { field: 'value', expected: 'string', found: 'number', value: '1' });
    expect(problemText(wrong, 'de')).toBe(
      '„value“: erwartet wird ein Text, hier steht eine Zahl (1). Mit Anführungszeichen wird es einer: "1".',
    );
    expect(problemText(wrong, 'en')).toBe('“value”: expected text, found a number (1). Quotes make it text: "1".');
  });
});
