import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asked, type EdgeFixture, startEdge } from './edge-fixture';

let site: EdgeFixture;
let waits: number[];
let now: number;
beforeEach(async () => {
  waits = [];
  now = 0;
  site = await startEdge({ now: () => now, wait: async (ms) => void waits.push(ms) });
});
afterEach(() => site.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const asked: Asked = { method: 'POST', body: text };
  return site.ask(path, {
    ...asked,
    headers: { Origin: site.origin, 'Content-Type': 'application/json', ...headers },
  });
};
const whoAmI = async (Cookie = ''): Promise<unknown> =>
  JSON.parse((await site.ask('/auth', { headers: { Cookie } })).body);
const cookieOf = (setCookie: string[] | undefined) => setCookie?.[0]?.split(';')[0] ?? '';

describe('POST /auth', () => {
  it('turns the start token into a cookie that opens the pages', async () => {
    const { status, headers, body } = await post('/auth', { token: site.sessions.startToken });
    expect({ status, body }).toEqual({ status: 204, body: '' });
    const [cookie = ''] = headers['set-cookie'] ?? [];
    expect(cookie).toMatch(
      new RegExp(`^kulissen_${site.port}=[A-Za-z0-9_-]{43}; Path=/; Max-Age=[0-9]+; HttpOnly; SameSite=Strict$`),
    );
    const page = await site.ask('/de', { headers: { Cookie: cookieOf(headers['set-cookie']) } });
    expect(page.status).toBe(200);
  });
  it('says Secure when the browser came over TLS', async () => {
    const over = { Host: 'lab.example', Origin: 'https://lab.example' };
    const { headers } = await post('/auth', { token: site.sessions.startToken }, over);
    expect(headers['set-cookie']?.[0]).toMatch(/; Secure$/);
  });
  it('keeps the session of a browser that is in already', async () => {
    const { status, headers } = await post('/auth', { token: site.sessions.startToken }, { Cookie: site.cookie() });
    expect({ status, cookie: headers['set-cookie'] }).toEqual({ status: 204, cookie: undefined });
  });
  it('refuses a wrong token, later and later, while the right one never waits', async () => {
    for (let n = 0; n < 12; n += 1) {
      const answer = await post('/auth', { token: `wrong-${n}` });
      expect(answer.status).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(waits).toEqual([0, 0, 0, 0, 0, 250, 500, 1000, 2000, 4000, 4000, 4000]);
    expect((await post('/auth', { token: site.sessions.startToken })).status).toBe(204);
    expect(waits).toHaveLength(12);
    now += 61_000;
    await post('/auth', { token: 'wrong' });
    expect(waits.at(-1)).toBe(0);
  });
  it.each([
    ['no JSON', 'token=x', { 'Content-Type': 'application/json' }, 400],
    ['a form', 'token=x', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text, as forms can send it', '{"token":"x"}', { 'Content-Type': 'text/plain' }, 415],
    ['gzip', '{"token":"x"}', { 'Content-Encoding': 'gzip' }, 415],
    ['an array', '[]', {}, 400],
    ['a number', '{"token":1}', {}, 400],
    ['a field too many', '{"token":"x","admin":true}', {}, 400],
    ['a prototype', '{"token":"x","__proto__":{}}', {}, 400],
    ['5 KB', JSON.stringify({ token: 'x'.repeat(5000) }), {}, 413],
    ['10 MB (A12)', 'x'.repeat(10 * 1024 * 1024), {}, 413],
  ])('refuses %s', async (_, body, headers, status) => {
    // The server answers and closes; a client still sending may see either.
    const answer = await post('/auth', body, headers).catch((error: NodeJS.ErrnoException) => error.code);
    expect(typeof answer === 'object' ? answer.status : answer).toSatisfy(
      (seen) => seen === status || (body.length > 1e6 && (seen === 'EPIPE' || seen === 'ECONNRESET')),
    );
  });
  it('refuses a chunked body that grows beyond the limit', async () => {
    const answer = await site.ask('/auth', {
      method: 'POST',
      headers: { Origin: site.origin, 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
      body: `{"token":"${'x'.repeat(6000)}"}`,
    });
    expect(answer.status).toBe(413);
  });
});

describe('GET /auth', () => {
  it('says whether the cookie is good', async () => {
    expect(await whoAmI()).toEqual({ signedIn: false, workshop: false, member: '' });
    expect(await whoAmI(site.cookie())).toEqual({ signedIn: true, workshop: false, member: 'owner' });
  });
  it('knows no members of a workshop that used this folder before', async () => {
    expect(await whoAmI(site.cookie('trainer'))).toMatchObject({ signedIn: false });
    expect(await whoAmI(site.cookie('s01'))).toMatchObject({ signedIn: false });
  });
  it('finds the good cookie beside one that another port has planted', async () => {
    const Cookie = `a=b; kulissen_${site.port}=planted; ${site.cookie()}`;
    expect(await whoAmI(Cookie)).toMatchObject({ signedIn: true });
  });
});

describe('POST /logout', () => {
  it('ends the session for every tab; the cookie is worth nothing afterwards (B06)', async () => {
    const Cookie = site.cookie();
    const { status, headers } = await post('/logout', {}, { Cookie });
    expect(status).toBe(204);
    expect(headers['set-cookie']?.[0]).toContain('Max-Age=0');
    expect((await site.ask('/de', { headers: { Cookie } })).status).toBe(303);
  });
  it('is not for other pages (A08)', async () => {
    const Cookie = site.cookie();
    for (const Origin of ['https://evil.example', 'null', `http://localhost:${site.port}`]) {
      expect((await post('/logout', {}, { Cookie, Origin })).status).toBe(403);
    }
    const withoutOrigin = await site.ask('/logout', { method: 'POST', headers: { Cookie } });
    expect(withoutOrigin.status).toBe(403);
    expect((await site.ask('/de', { headers: { Cookie } })).status).toBe(200);
  });
});
