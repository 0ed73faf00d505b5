// A09: no route without a decision, and each decision is what a real server does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '@/lib/room/member';
import { selfSignedPair } from '@/server/kubelet/api/tls/self-signed';
import { type EdgeFixture, startEdge } from './edge-fixture';
import { createFakeWorkshop } from './fake-workshop';
import { plainPath, ROUTES, type Route, routeOf, UPGRADES, upgradeOf } from './routes';

const sites: Record<'self-study' | 'workshop', EdgeFixture> = {} as typeof sites;
beforeAll(async () => {
  const { certificate } = await selfSignedPair('test', [], Date.now());
  sites['self-study'] = await startEdge({ dev: true, authority: certificate });
  const workshop = createFakeWorkshop();
  workshop.members.add('s01');
  // Not on loopback, as far as the edge can tell: its Host is another name.
  sites.workshop = await startEdge({ dev: true, authority: certificate, workshop });
});
afterAll(() => Promise.all([sites['self-study'].close(), sites.workshop.close()]));

const SITES = {
  'self-study': { dev: true, workshop: false },
  workshop: { dev: true, workshop: true },
} as const;
const MODES = ['self-study', 'workshop'] as const;
/** A session that opens everything but what is a trainer's. */
const PERSON: Record<(typeof MODES)[number], Member> = { 'self-study': 'owner', workshop: 's01' };

/** What a row answers to whom it lets in; 200 unless named. */
const ANSWER_STATUS: Partial<Record<Route['answer'], number>> = {
  locale: 302,
  loginEntry: 302,
  join: 302,
  trainer: 302,
  // An empty body is no code.
  resume: 415,
  closed: 404,
  noTransport: 400,
  signOut: 204,
};
const OPEN_TO_ALL = {
  'self-study': [
    'health',
    'sign in',
    'front door',
    'login entry',
    'authority',
    'login page',
    'built assets',
    'editor workers',
    'icons',
  ],
  workshop: [
    'health',
    'who am I',
    'front door',
    'join',
    'resume',
    'trainer',
    'door pages',
    'authority',
    'built assets',
    'editor workers',
    'icons',
  ],
};
const rowsOf = (mode: (typeof MODES)[number]) => ROUTES.filter(({ only }) => only === undefined || only === mode);

describe.each(MODES)('in %s', (mode) => {
  describe.each(rowsOf(mode))('route $name', (route) => {
    const method = route.methods.includes('GET') ? 'GET' : 'POST';
    const ask = (headers: Record<string, string> = {}) => {
      const site = sites[mode];
      const there = { Host: `lab:${site.port}`, Origin: `http://lab:${site.port}` };
      return site.ask(route.sample, { method, headers: { ...there, ...headers } });
    };
    const as = (member: Member) => ask({ Cookie: sites[mode].cookie(member) });
    const answered = ANSWER_STATUS[route.answer] ?? 200;

    it('is the one that answers its sample', () => {
      expect(routeOf(route.sample, SITES[mode])).toBe(route);
    });
    it('is closed without a session unless it is meant for everybody', async () => {
      const { status, headers } = await ask();
      if (route.access === 'public') expect(status).toBe(answered);
      else if (route.answer === 'page') {
        expect(status).toBe(303);
        const door = route.access === 'trainer' ? 'trainer' : mode === 'workshop' ? 'join' : 'login';
        expect(headers.location).toBe(`/de/${door}?next=${encodeURIComponent(route.sample)}`);
      } else expect(status).toBe(401);
    });
    it('answers with a session, a trainer’s only with a trainer’s', async () => {
      const { status } = await as(PERSON[mode]);
      if (route.access === 'trainer') expect(status).toBe(route.answer === 'page' ? 303 : 403);
      else expect(status).toBe(answered);
    });
    it('answers a trainer in a workshop only', async () => {
      const expected =
        mode === 'workshop' || route.access === 'public' ? answered : route.answer === 'page' ? 303 : 401;
      expect((await as('trainer')).status).toBe(expected);
    });
    it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('refuses %s', async (odd) => {
      const site = sites[mode];
      const answer = await site.ask(route.sample, { method: odd, headers: { Cookie: site.cookie(PERSON[mode]) } });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe(route.methods.join(', '));
    });
  });

  it('opens exactly these without a session', () => {
    const open = rowsOf(mode).filter(({ access, answer }) => access === 'public' && answer !== 'closed');
    expect(open.map(({ name }) => name)).toEqual(OPEN_TO_ALL[mode]);
    expect(UPGRADES.filter((route) => route.access === 'public' && !route.dev)).toEqual([]);
  });
  it('ends with a row that takes everything else, closed', () => {
    for (const path of ['/x', '/de', '/api/anything', '/_next', '/.env', '/DE/login', '/%64e/login', '/de/joint']) {
      expect(routeOf(path, { dev: false, workshop: mode === 'workshop' }).access, path).toBe('session');
    }
  });
});

it('a workshop has no start token, and self-study no doors', async () => {
  const post = (site: EdgeFixture, path: string, body: unknown) =>
    site.ask(path, {
      method: 'POST',
      headers: { Origin: site.origin, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const { workshop } = sites;
  expect((await post(workshop, '/auth', { token: workshop.sessions.startToken })).status).toBe(405);
  for (const path of ['/join', '/resume', '/trainer']) {
    expect((await post(sites['self-study'], path, { code: 'ABCDEF' })).status).toBe(404);
  }
  expect((await workshop.ask('/de/login', { headers: { Cookie: workshop.cookie('s01') } })).status).toBe(404);
});

it('metrics are open to programs on this machine', async () => {
  const { workshop } = sites;
  expect((await workshop.ask('/metrics')).body).toBe('refused 0\n');
  const other = await workshop.ask('/metrics', { headers: { Host: 'lab.example' } });
  expect(other.status).toBe(401);
});

it('has no development route in production', () => {
  const site = { dev: false, workshop: false };
  expect(routeOf('/__nextjs_original-stack-frames', site).name).toBe('pages');
  expect(upgradeOf('/_next/hmr', site)).toBeUndefined();
  expect(upgradeOf('/_next/hmr', { ...site, dev: true })?.name).toBe('hot reload');
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
