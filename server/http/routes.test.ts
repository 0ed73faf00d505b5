// A09: no route without a decision, and each decision is what a real server does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSignedPair } from '@/server/kubelet/api/tls/self-signed';
import { type EdgeFixture, startEdge } from './edge-fixture';
import { plainPath, ROUTES, type Route, routeOf, UPGRADES, upgradeOf } from './routes';

let site: EdgeFixture;
beforeAll(async () => {
  const { certificate } = await selfSignedPair('test', [], Date.now());
  site = await startEdge({ dev: true, authority: certificate });
});
afterAll(() => site.close());

const PUBLIC_STATUS: Partial<Record<Route['answer'], number>> = { locale: 302, loginEntry: 302 };
const OPEN_TO_ALL = [
  'health',
  'sign in',
  'front door',
  'login entry',
  'authority',
  'login page',
  'built assets',
  'editor workers',
];
const OPEN_FILES = ['icons'];

describe.each(ROUTES)('route $name', (route) => {
  const method = route.methods.includes('GET') ? 'GET' : 'POST';
  const ask = (headers: Record<string, string> = {}) =>
    site.ask(route.sample, { method, headers: { Origin: site.origin, ...headers } });

  it('is the one that answers its sample', () => {
    expect(routeOf(route.sample, true)).toBe(route);
  });
  it('is closed without a session unless it is meant for everybody', async () => {
    const { status, headers } = await ask();
    if (route.access === 'public') expect(status).toBe(PUBLIC_STATUS[route.answer] ?? 200);
    else if (route.answer === 'page') {
      expect(status).toBe(303);
      expect(headers.location).toBe(`/de/login?next=${encodeURIComponent(route.sample)}`);
    } else expect(status).toBe(401);
  });
  it('answers with a session', async () => {
    const expected: Partial<Record<Route['answer'], number>> = { closed: 404, noTransport: 400, signOut: 204 };
    expect((await ask({ Cookie: site.cookie() })).status).toBe(
      expected[route.answer] ?? PUBLIC_STATUS[route.answer] ?? 200,
    );
  });
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('refuses %s', async (odd) => {
    const answer = await site.ask(route.sample, { method: odd, headers: { Cookie: site.cookie() } });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe(route.methods.join(', '));
  });
});

describe('the table', () => {
  it('opens exactly these without a session', () => {
    const open = ROUTES.filter((route) => route.access === 'public').map((route) => route.name);
    expect(open).toEqual([...OPEN_TO_ALL, ...OPEN_FILES]);
    expect(UPGRADES.filter((route) => route.access === 'public' && !route.dev)).toEqual([]);
  });
  it('ends with a row that takes everything else, closed', () => {
    for (const path of ['/x', '/de', '/api/anything', '/_next', '/.env', '/DE/login', '/de/login/', '/%64e/login']) {
      expect(routeOf(path, false).access, path).toBe('session');
    }
  });
  it('has no development route in production', () => {
    expect(routeOf('/__nextjs_original-stack-frames', false).name).toBe('pages');
    expect(upgradeOf('/_next/hmr', false)).toBeUndefined();
    expect(upgradeOf('/_next/hmr', true)?.name).toBe('hot reload');
  });
});

describe('plainPath', () => {
  it.each(['/', '/de/lessons/00?x=//', '/monaco/yaml.worker.js?v=1', '/_next/static/chunks/%5Blocale%5D.js', '/a..b'])(
    'takes %s',
    (target) => expect(plainPath(target)).toBe(target.split('?')[0]),
  );
  it.each([
    '',
    '*',
    'http://evil.example/',
    '//evil.example/',
    '/_next/static/../../de',
    '/_next/static/..',
    '/./de',
    '/_next/static/%2e%2e/de',
    '/_next/static/..%2fde',
    '/a%5cb',
    '/a\\b',
    '/a%00b',
    '/a%zz',
    '/a%',
    '/a#b',
    `/${'a'.repeat(3000)}`,
  ])('refuses %s', (target) => expect(plainPath(target)).toBeUndefined());
});
