import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type EdgeFixture, startEdge } from './edge-fixture';
import { createFakeWorkshop, EVENT_CODE, type FakeWorkshop, TRAINER_SECRET } from './fake-workshop';

let site: EdgeFixture;
let workshop: FakeWorkshop;
let waits: number[];
let now: number;
beforeEach(async () => {
  waits = [];
  now = 0;
  workshop = createFakeWorkshop();
  site = await startEdge({ workshop, now: () => now, wait: async (ms) => void waits.push(ms) });
});
afterEach(() => site.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  site.ask(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { Origin: site.origin, 'Content-Type': 'application/json', ...headers },
  });
const join = (code: string, headers: Record<string, string> = {}) =>
  post('/join', { code, name: 'Ada', locale: 'de' }, headers);
const session = (answer: Answer) => answer.headers['set-cookie']?.[0]?.split(';')[0];
/** A browser as it comes: it has opened the page. */
const browser = async () => session(await site.ask('/de/join')) ?? '';
const whoAmI = async (Cookie: string): Promise<unknown> =>
  JSON.parse((await site.ask('/auth', { headers: { Cookie } })).body);

describe('POST /join', () => {
  it('turns the event’s code into a seat’s session', async () => {
    const answer = await join(EVENT_CODE);
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(await whoAmI(session(answer) ?? '')).toEqual({ signedIn: true, workshop: true, member: 's01' });
  });
  it('says why not', async () => {
    expect(await join('WRONG2')).toMatchObject({ status: 401, body: '{"error":"wrong-code"}' });
  });
  it('gives a browser that has a seat no second one', async () => {
    const Cookie = session(await join(EVENT_CODE)) ?? '';
    const again = await join(EVENT_CODE, { Cookie });
    expect([again.status, again.headers['set-cookie'], workshop.members.size]).toEqual([204, undefined, 2]);
  });
  it.each<[string, unknown, Record<string, string>, number]>([
    [
      'another page’s origin (A08)',
      { code: EVENT_CODE, name: 'A', locale: 'de' },
      { Origin: 'https://evil.example' },
      403,
    ],
    ['a form', 'code=x', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['a language that is none', { code: EVENT_CODE, name: 'A', locale: 'fr' }, {}, 400],
    ['a seat of one’s own choice', { code: EVENT_CODE, name: 'A', locale: 'de', seat: 's02' }, {}, 400],
    ['10 kB (B02)', { code: 'x'.repeat(10_000), name: 'A', locale: 'de' }, {}, 413],
    ['a long code', { code: 'x'.repeat(100), name: 'A', locale: 'de' }, {}, 400],
  ])('refuses %s', async (_, body, headers, status) => {
    expect((await post('/join', body, headers)).status).toBe(status);
    expect(workshop.checked).toEqual([]);
  });
});

describe('many behind one address', () => {
  it('59 join at once while one of them guesses a thousand times (B01)', async () => {
    const prankster = { Cookie: await browser() };
    for (let n = 0; n < 1000; n += 1) {
      const answer = await join('WRONG2', prankster);
      expect([401, 429]).toContain(answer.status);
    }
    // Without the mark of a browser, too.
    for (let n = 0; n < 20; n += 1) await join('WRONG2');
    const held = waits.length;
    for (let n = 0; n < 59; n += 1) {
      const Cookie = await browser();
      expect((await join(EVENT_CODE, { Cookie })).status).toBe(204);
    }
    expect(waits.length, 'nobody of them waited').toBe(held);
    // Of the guesses hardly any was even looked at.
    expect(workshop.checked.filter((code) => code !== EVENT_CODE)).toHaveLength(20);
  });
  it('who has erred often is checked later and later, and then still let in', async () => {
    const Cookie = await browser();
    for (let n = 0; n < 10; n += 1) await join('WRONG2', { Cookie });
    expect(waits).toEqual([250, 750, 1750, 3750, 7750]);
    const soon = await join(EVENT_CODE, { Cookie });
    expect(soon).toMatchObject({ status: 429, body: '{"error":"too-many-tries"}' });
    expect(Number(soon.headers['retry-after'])).toBeGreaterThan(0);
    now += 8000;
    expect((await join(EVENT_CODE, { Cookie })).status).toBe(204);
  });
  it('one who is a new browser each time meets the ceiling of all', async () => {
    for (let n = 0; n < 100; n += 1) await join('WRONG2', { Cookie: await browser() });
    expect(waits).toEqual([]);
    for (let n = 0; n < 3; n += 1) await join('WRONG2', { Cookie: await browser() });
    expect(waits).toEqual([50, 100, 150]);
    now += 60_000;
    await join('WRONG2', { Cookie: await browser() });
    expect(waits).toHaveLength(3);
  });
  it('tries at one door do not count at another', async () => {
    const Cookie = await browser();
    for (let n = 0; n < 12; n += 1) await join('WRONG2', { Cookie });
    const held = waits.length;
    expect((await post('/trainer', { secret: TRAINER_SECRET }, { Cookie })).status).toBe(204);
    expect(waits).toHaveLength(held);
    expect((await site.ask('/metrics')).body).toBe('refused 12\n');
  });
});

describe('POST /resume', () => {
  it('brings a seat to another browser; a wrong code says no more than that', async () => {
    workshop.members.add('s01');
    const answer = await post('/resume', { code: 'RESUME2345' });
    expect(await whoAmI(session(answer) ?? '')).toMatchObject({ member: 's01' });
    expect(await post('/resume', { code: 'OTHER' })).toMatchObject({ status: 401, body: '{"error":"wrong-code"}' });
  });
  it('to a browser that had another seat; that session is over', async () => {
    const before = session(await join(EVENT_CODE)) ?? '';
    const second = session(await join(EVENT_CODE)) ?? '';
    expect(await whoAmI(second)).toMatchObject({ member: 's02' });
    const answer = await post('/resume', { code: 'RESUME2345' }, { Cookie: second });
    expect(await whoAmI(session(answer) ?? '')).toMatchObject({ member: 's01' });
    expect(await whoAmI(second)).toMatchObject({ signedIn: false });
    expect(await whoAmI(before)).toMatchObject({ member: 's01' });
  });
});

describe('POST /trainer', () => {
  it('takes the secret from the console and nothing else (B12)', async () => {
    for (const secret of ['', EVENT_CODE, site.sessions.startToken]) {
      expect([400, 401]).toContain((await post('/trainer', { secret })).status);
    }
    const answer = await post('/trainer', { secret: TRAINER_SECRET });
    expect(answer.headers['set-cookie']?.[0]).toContain(`Max-Age=${8 * 60 * 60};`);
    expect(await whoAmI(session(answer) ?? '')).toMatchObject({ member: 'trainer' });
    expect(workshop.trainers).toHaveLength(1);
  });
  it('is refused without TLS, unless one sits at the machine', async () => {
    const over = (host: string, scheme = 'http') => ({ Host: host, Origin: `${scheme}://${host}` });
    const secret = { secret: TRAINER_SECRET };
    const plain = await post('/trainer', secret, over(`lab:${site.port}`));
    expect(plain).toMatchObject({ status: 403, body: '{"error":"needs-tls"}' });
    expect(workshop.checked).toEqual([]);
    const secure = await post('/trainer', secret, over('lab.example', 'https'));
    expect(secure.headers['set-cookie']?.[0]).toMatch(/; Secure$/);
  });
});

it('a removed seat’s cookie is worth nothing (B06)', async () => {
  const Cookie = session(await join(EVENT_CODE)) ?? '';
  workshop.members.delete('s01');
  expect(await whoAmI(Cookie)).toMatchObject({ signedIn: false });
  expect((await site.ask('/de', { headers: { Cookie } })).headers.location).toBe('/de/join?next=%2Fde');
});
it('an owner’s cookie opens nothing in a workshop', async () => {
  expect((await site.ask('/de', { headers: { Cookie: site.cookie('owner') } })).status).toBe(303);
});
it('the front door leads to where one gets in', async () => {
  expect((await site.ask('/')).headers.location).toBe('/de');
  expect((await site.ask('/join', { headers: { 'Accept-Language': 'en' } })).headers.location).toBe('/en/join');
  expect((await site.ask('/trainer')).headers.location).toBe('/de/trainer');
});
