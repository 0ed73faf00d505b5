import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EdgeFixture, startEdge } from './edge-fixture';

let site: EdgeFixture;
beforeAll(async () => {
  site = await startEdge();
});
afterAll(() => site.close());
const signedIn = () => ({ Cookie: site.cookie() });

/** Sends bytes as they are and returns all that comes back until the server closes. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(site.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('Host (A05)', () => {
  it.each(['/', '/de', '/healthz', '/auth', '/_next/static/x.js'])(
    'of somebody else is refused on %s',
    async (path) => {
      const seen = site.through.length;
      const answer = await site.ask(path, { headers: { Host: `rebind.evil:${site.port}`, ...signedIn() } });
      expect(answer.status).toBe(421);
      expect(answer.body).toBe('{"error":"host-refused"}');
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(site.through).toHaveLength(seen);
    },
  );
  it('is logged once a request, not as often as somebody likes, and never verbatim', async () => {
    for (let n = 0; n < 40; n += 1) {
      await site.ask('/', { headers: { Host: 'ä"b:1' } });
    }
    expect(site.log.length).toBeGreaterThan(0);
    expect(site.log.length).toBeLessThanOrEqual(21);
    expect(site.log.join('')).not.toMatch(/[^\x20-\x7e]/);
  });
});

describe('shapes of requests', () => {
  it('2000 headers are too many (A12)', async () => {
    const headers = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`X-Fill-${n}`, 'y'.repeat(10)]));
    expect((await site.ask('/de', { headers })).status).toBe(431);
  });
  it('so are 150 short ones', async () => {
    const headers = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`x-${n}`, '1']));
    expect((await site.ask('/de', { headers })).status).toBe(431);
  });
  it('Flight and Server Action headers with garbage go nowhere (A11)', async () => {
    const seen = site.through.length;
    const headers = { ...signedIn(), Origin: site.origin, 'Next-Action': 'x', RSC: '1', 'Content-Type': 'text/plain' };
    const answer = await site.ask('/de', { method: 'POST', headers, body: '["$@1",{"then":"$1:__proto__:then"}]' });
    expect(answer.status).toBe(405);
    expect(site.through).toHaveLength(seen);
  });
  it.each([
    ['an absolute target', 'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['no Host, HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', 421],
    ['a target with a space', 'GET /a b HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    [
      'two lengths',
      'POST /auth HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('%s', async (_, text, status) => expect(await raw(text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `)));
  it('a body that grows without an end is answered at its limit', async () => {
    const head = [
      'POST /auth HTTP/1.1',
      `Host: 127.0.0.1:${site.port}`,
      `Origin: ${site.origin}`,
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ];
    expect(await raw(`${head.join('\r\n')}\r\n\r\n1770\r\n${'x'.repeat(0x1770)}\r\n`)).toMatch(/^HTTP\/1.1 413 /);
  });
  it('nobody outside sets what Next believes', async () => {
    const forged = {
      'X-Forwarded-Host': 'evil',
      'X-Middleware-Subrequest': 'x',
      'Content-Security-Policy': "script-src 'nonce-AAAA'",
    };
    await site.ask('/_next/static/x.js', { headers: { ...forged, 'X-Nonce': 'AAAA' } });
    const seen = Object.keys(site.through.at(-1)?.headers ?? {});
    expect(seen).not.toEqual(expect.arrayContaining([expect.stringMatching(/^x-|^content-security/)]));
  });
});

describe('headers (A19)', () => {
  it.each(['/', '/healthz', '/auth', '/de', '/de/login', '/nothing', '/_next/static/x.js', '/socket.io/'])(
    'on %s, with and without a session',
    async (path) => {
      for (const headers of [{}, signedIn()]) {
        const answer = await site.ask(path, { headers });
        expect(answer.headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'x-frame-options': 'DENY',
          'cross-origin-opener-policy': 'same-origin',
          'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
          'permissions-policy': expect.stringContaining('camera=()'),
        });
        expect(answer.headers['x-powered-by']).toBeUndefined();
        if (!path.startsWith('/_next/static')) expect(answer.headers['cache-control']).toBe('no-store');
      }
    },
  );
  it('gives each page a policy with a nonce of its own, and Next the same one', async () => {
    const nonces = new Set<string>();
    for (let n = 0; n < 3; n += 1) {
      const { headers } = await site.ask('/de', { headers: signedIn() });
      const policy = String(headers['content-security-policy']);
      const nonce = /script-src 'self' 'nonce-([A-Za-z0-9+/]{22}==)';/.exec(policy)?.[1] ?? '';
      const behind = site.through.at(-1)?.headers;
      expect(behind?.['content-security-policy']).toBe(policy);
      expect(behind?.['x-nonce']).toBe(nonce);
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${site.port};`);
      expect(policy).not.toContain('unsafe-eval');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });
});

describe('pages', () => {
  it('ask for a session and remember where to', async () => {
    const page = await site.ask('/en/lessons/00?step=2');
    expect(page.headers.location).toBe('/en/login?next=%2Fen%2Flessons%2F00%3Fstep%3D2');
    expect((await site.ask('/en', { headers: { RSC: '1' } })).status).toBe(401);
  });
  it.each([
    [{}, '/de'],
    [{ 'Accept-Language': 'fr, it;q=0.9' }, '/de'],
    [{ 'Accept-Language': 'en-GB,en;q=0.9,de;q=0.8' }, '/en'],
    [{ 'Accept-Language': 'en;q=0.5, de-AT;q=0.7' }, '/de'],
    [{ 'Accept-Language': 'de;q=0, en;q=0.1' }, '/en'],
    [{ 'Accept-Language': `${'x,'.repeat(5000)}en` }, '/de'],
    [{ 'Accept-Language': 'de', Cookie: 'kulissen_locale=en' }, '/en'],
    [{ Cookie: 'kulissen_locale=//evil.example' }, '/de'],
  ])('start in the visitor’s language: %j', async (headers, location) => {
    expect((await site.ask('/', { headers })).headers.location).toBe(location);
    expect((await site.ask('/login', { headers })).headers.location).toBe(`${location}/login`);
  });
});

describe('GET /healthz', () => {
  it('tells what runs, and no more', async () => {
    expect(JSON.parse((await site.ask('/healthz')).body)).toEqual({
      status: 'ok',
      runtime: 'memory',
      engine: 'memory',
      engineVersion: '0',
      version: '1.2.3',
    });
  });
});

describe('a fault behind the edge', () => {
  it('is a 500 without details, and a line in the log', async () => {
    const broken = await startEdge({
      nextHandler: async () => {
        throw new Error('secret detail');
      },
    });
    const answer = await broken.ask('/de/login');
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 500, body: '{"error":"failed"}' });
    expect(broken.log.join()).toContain('secret detail');
    await broken.close();
  });
});
