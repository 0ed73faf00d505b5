// The port with TLS, over real sockets.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { connect as connectPlain, createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lanUrl, openDoor, type WebDoor } from './compose-door';
import { createEdge, createSessionStore } from './http';
import { readSettings, type Settings } from './settings';
import { ownCertificate } from './tls';

let dir: string;
let port: number;
let door: WebDoor;
let token: string;
const log: string[] = [];

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

async function open(settings: Settings) {
  let edge: ReturnType<typeof createEdge> | undefined;
  const opened = await openDoor(
    settings,
    (req, res) => edge?.(req, res),
    (line) => log.push(line),
  );
  const sessions = createSessionStore({ dir: settings.dataDir });
  edge = createEdge({
    port: settings.port,
    hosts: opened.names(),
    secure: opened.secure,
    authority: opened.authority,
    sessions,
    dev: false,
    version: '1',
    health: () => ({ runtime: 'memory', engine: 'memory', engineVersion: '0' }),
    nextHandler: (_req, res) => void res.end('page'),
    log: (line) => log.push(line),
  });
  opened.httpServer.on('upgrade', edge.upgrade);
  return { door: opened, token: sessions.startToken };
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'door-'));
  port = await freePort();
  const settings = readSettings(['--port', String(port), '--data', dir, '--tls', 'own', '--hosts', 'lab.local'], {});
  ({ door, token } = await open(settings));
});
afterAll(async () => {
  await door.close();
  await rm(dir, { recursive: true });
});

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

async function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}, tls = true) {
  const options = {
    host: '127.0.0.1',
    port,
    path,
    method,
    headers,
    agent: false,
    ca: door.authority,
    servername: 'localhost',
  };
  const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    const asked = (tls ? request : plainRequest)(options, resolve);
    asked.on('error', reject);
    asked.end(body);
  });
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

const signIn = (origin: string, tls = true) =>
  ask(
    '/auth',
    { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: JSON.stringify({ token }) },
    tls,
  );

describe('over TLS', () => {
  it('is verified by whoever trusts the authority, under the address asked for', async () => {
    expect((await ask('/healthz')).status).toBe(200);
  });
  it('is not verified by anybody else', async () => {
    const untrusting = new Promise((_, reject) => {
      connect({ host: '127.0.0.1', port, servername: 'localhost' }).on('error', reject);
    });
    await expect(untrusting).rejects.toThrow(/self.signed|unable to verify/);
  });
  it('speaks nothing older than TLS 1.2', async () => {
    const old = new Promise((_, reject) => {
      connect({ host: '127.0.0.1', port, ca: door.authority, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }).on(
        'error',
        reject,
      );
    });
    await expect(old).rejects.toThrow();
  });
  it('knows its own scheme: an https origin comes in, an http one does not; the cookie is Secure', async () => {
    const good = await signIn(`https://127.0.0.1:${port}`);
    expect(good.status).toBe(204);
    expect(good.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict; Secure$/);
    expect((await signIn(`http://127.0.0.1:${port}`)).status).toBe(403);
    expect((await ask('/healthz', { headers: { host: `lab.local:${port}` } })).status).toBe(200);
    expect((await ask('/healthz', { headers: { host: `evil.example:${port}` } })).status).toBe(421);
  });
  it('never asks a browser to remember: no HSTS with an authority that goes away', async () => {
    expect((await ask('/healthz')).headers['strict-transport-security']).toBeUndefined();
  });
});

describe('plain HTTP on the same port', () => {
  it('explains the authority and hands it out, in the language asked for', async () => {
    const german = await ask('/ca', { headers: { 'accept-language': 'de' } }, false);
    expect(german.body).toContain('<html lang="de">');
    const english = await ask('/ca?lang=en', {}, false);
    expect(english.body).toContain('<html lang="en">');
    expect(english.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await ask('/ca.crt', {}, false)).body).toBe(door.authority);
    // Whose clock differs from this one is refused by TLS, and finds the reason here.
    expect(german.body).toMatch(/Die Uhr dieses Servers zeigt \d+\. \S+ \d{4} um \d\d:\d\d.UTC/);
    expect(english.body).toMatch(/This server’s clock says \d+ \w+ \d{4} at \d\d:\d\d.UTC/);
  });
  it('sends a browser to https, and only under a name of ours', async () => {
    const sent = await ask('/de/join?code=ABC', {}, false);
    expect(sent).toMatchObject({ status: 302, headers: { location: `https://127.0.0.1:${port}/de/join?code=ABC` } });
    expect((await ask('/de', { headers: { host: 'evil.example' } }, false)).status).toBe(421);
  });
  it('takes no token', async () => {
    const answer = await signIn(`https://127.0.0.1:${port}`, false);
    expect(answer).toMatchObject({ status: 403 });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
  it('upgrades nothing', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connectPlain(port, '127.0.0.1', () =>
        socket.write(
          `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: https://127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
        ),
      );
      socket.on('error', reject).once('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
    });
    expect(answer).not.toContain(' 101 ');
  });
  it('survives whoever hangs up at once, says nothing or speaks nonsense', async () => {
    const ended = (bytes?: string) =>
      new Promise<void>((resolve) => {
        const socket = connectPlain(port, '127.0.0.1', () =>
          bytes === undefined ? socket.destroy() : socket.write(bytes),
        );
        socket.on('error', () => {}).on('close', () => resolve());
        socket.resume();
      });
    await ended();
    await ended('\x16\x03\x01nonsense that is no handshake at all');
    await ended('\x00\x01\x02\r\n\r\n');
    expect((await ask('/healthz')).status).toBe(200);
  });
});

describe('a given certificate', () => {
  it('is used; there is no authority to explain', async () => {
    const made = await ownCertificate({ dir: join(dir, 'made'), label: 'x', names: ['127.0.0.1'], now: Date.now() });
    const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
    await Promise.all([writeFile(cert, made.chain), writeFile(key, made.key)]);
    const other = await freePort();
    const settings = readSettings(
      ['--port', String(other), '--data', join(dir, 'given'), '--cert', cert, '--key', key],
      {},
    );
    const { door: given } = await open(settings);
    try {
      const options = { host: '127.0.0.1', port: other, path: '/ca', ca: made.authority, agent: false };
      const status = await new Promise((resolve, reject) => {
        request(options, (answer) => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end();
      });
      expect(status).toBe(404);
    } finally {
      await given.close();
    }
  });
  it.each([
    [['--cert', '/x']],
    [['--key', '/x']],
    [['--tls', 'own', '--cert', '/x', '--key', '/y']],
    [['--tls', 'given']],
    [['--tls', 'yes']],
  ])('refuses %s', (argv) => {
    expect(() => readSettings(argv, {})).toThrow(/--/);
  });
});

it('names of the machine are names of the door when it listens everywhere', async () => {
  const everywhere = await freePort();
  const settings = readSettings(
    ['--host', '0.0.0.0', '--port', String(everywhere), '--data', join(dir, 'all'), '--tls', 'own'],
    {},
  );
  const { door: all } = await open(settings);
  try {
    expect(all.names()).toContain(hostname());
    const options = { host: '127.0.0.1', port: everywhere, servername: hostname(), ca: all.authority };
    await new Promise((resolve, reject) => {
      const socket = connect(options, () => resolve(socket.end()));
      socket.on('error', reject);
    });
  } finally {
    await all.close();
  }
});

it.each([
  [['--hosts', 'https://lab.example'], true, 'https://lab.example'],
  [['--hosts', 'lab.local'], false, 'http://lab.local:3000'],
  [['--host', '0.0.0.0'], false, 'http://192.168.7.5:3000'],
  [['--host', '192.168.7.9', '--port', '8080'], true, 'https://192.168.7.9:8080'],
  [['--host', 'fd00::1'], true, 'https://[fd00::1]:3000'],
  [['--hosts', 'localhost:8080'], false, 'http://localhost:8080'],
  [[], false, 'http://127.0.0.1:3000'],
])('%j: participants begin at %s %s', (argv, secure, url) => {
  const row = (address: string, internal = false) => [
    { address, internal, family: 'IPv4' as const, netmask: '', mac: '', cidr: null },
  ];
  const interfaces = { lo: row('127.0.0.1', true), docker0: row('172.17.0.1'), eth0: row('192.168.7.5') };
  expect(lanUrl(readSettings(argv, {}), secure, interfaces)).toBe(url);
});
