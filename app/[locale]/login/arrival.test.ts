import { describe, expect, it } from 'vitest';
import { pageAfter, tokenIn } from './arrival';

const token = 'Abc_-'.padEnd(43, 'x');

describe('tokenIn', () => {
  it.each([
    [`#t=${token}`, token],
    [token, token],
    [`  ${token}\n`, token],
    [`http://localhost:3000/de/login#t=${token}`, token],
    [`${token.slice(0, 20)}\n${token.slice(20)}`, token],
    ['', ''],
    ['#', ''],
    ['#elsewhere', ''],
    ['   ', ''],
  ])('%j', (text, found) => expect(tokenIn(text)).toBe(found));
});

describe('pageAfter', () => {
  it.each(['/de', '/en/lessons/00?step=2', '/de/lessons/%C3%A4'])('leads to %s', (next) =>
    expect(pageAfter(next, 'de')).toBe(next),
  );
  it.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/a\\b',
    '/a\nb',
    '/login',
    '/en/login?next=/de/login',
    '/de/join',
    '/en/trainer?next=/de',
    '/resume',
    '/auth',
    ['/de', '/en'],
  ])('does not lead to %j', (next) => {
    const page = pageAfter(next, 'en');
    expect(page).toBe('/en');
    expect(new URL(page, 'http://localhost:3000').origin).toBe('http://localhost:3000');
  });
});
