import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type Failure } from '@/lib/protocol/events';
import { LOCALES } from '../locale';
import { failureText } from './index';

const facts: Failure['facts'] = {
  where: 'file',
  what: 'nginx.yaml',
  file: 'nginx.yaml',
  message: 'EACCES: permission denied',
  container: 'nginx',
  bytes: 2_000_000,
  limit: 1_048_576,
  retryMs: 300,
};

describe.each(LOCALES)('errors in %s', (locale) => {
  it.each(ERROR_CODES)('%s is whole sentences, with and without facts', (code) => {
    for (const text of [failureText({ code, facts }, locale), failureText({ code, facts: {} }, locale)]) {
      expect(text).toMatch(/^(?:nginx\.yaml|\P{Ll}).*\.$/u);
      expect(text.split(/[.;:] /).length).toBeGreaterThanOrEqual(2);
      expect(text).not.toMatch(/undefined|NaN|\[object|!|"| {2}/);
    }
  });
  it('name what they are about', () => {
    expect(failureText({ code: 'Conflict', facts }, locale)).toContain('nginx.yaml');
    expect(failureText({ code: 'TooLarge', facts }, locale)).toContain(locale === 'de' ? '2,0\u00a0MB' : '2.0\u00a0MB');
    expect(failureText({ code: 'TooManyRequests', facts }, locale)).toContain('1\u00a0s');
  });
  it('of a newer server are told as a plain failure', () => {
    const unknown = { code: 'toString', facts } as unknown as Failure;
    expect(failureText(unknown, locale)).toBe(failureText({ code: 'Failed', facts }, locale));
  });
});
