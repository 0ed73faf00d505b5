import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createOrigins } from './origins';

const origins = createOrigins(3000, ['lab', '192.168.56.10', 'fe80::1', 'localhost:8080', 'https://lab.example']);

const request = (host?: string, ...origin: string[]): IncomingMessage => {
  const rawHeaders = host === undefined ? [] : ['Host', host];
  for (const value of origin) rawHeaders.push('Origin', value);
  return { headers: { host, origin: origin[0] }, rawHeaders } as unknown as IncomingMessage;
};
const same = (host: string, ...origin: string[]) => {
  const door = origins.doorOf(request(host));
  return door !== undefined && origins.sameOrigin(request(host, ...origin), door);
};

describe('Host', () => {
  it.each([
    'localhost:3000',
    'LOCALHOST:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    'lab:3000',
    '192.168.56.10:3000',
    '[fe80::1]:3000',
    'localhost:8080',
    'lab.example',
    'lab.example:443',
  ])('%s is ours', (host) => expect(origins.doorOf(request(host))).toBeDefined());
  it.each([
    undefined,
    '',
    'localhost',
    'localhost:3001',
    'localhost.:3000',
    'rebind.evil:3000',
    'localhost.evil.example:3000',
    'localhost:3000.evil.example',
    'lab.example:3000',
    'lab.example:80',
    'user@localhost:3000',
    'localhost:3000/',
    '127.1:3000',
    '0x7f000001:3000',
    '[::ffff:127.0.0.1]:3000',
    '0.0.0.0:3000',
    'localhost:03000',
  ])('%s is not', (host) => expect(origins.doorOf(request(host))).toBeUndefined());
  it('is refused when it stands there twice', () => {
    const req = { headers: { host: 'lab:3000' }, rawHeaders: ['Host', 'lab:3000', 'host', 'evil:3000'] };
    expect(origins.doorOf(req as unknown as IncomingMessage)).toBeUndefined();
  });
});

describe('Origin (A02, A03)', () => {
  it('is the door’s own, the host in any case', () => {
    expect(same('lab:3000', 'http://lab:3000')).toBe(true);
    expect(same('lab:3000', 'http://LAB:3000')).toBe(true);
    expect(same('lab.example', 'https://lab.example')).toBe(true);
  });
  it.each([
    [],
    ['null'],
    [''],
    ['http://localhost.evil.com'],
    ['http://lab:3000.evil.com'],
    ['http://lab.:3000'],
    ['http://lab:3001'],
    ['http://lab'],
    ['https://lab:3000'],
    ['ws://lab:3000'],
    ['http://lab:3000/'],
    ['http://localhost:3000'],
    ['http://evil@lab:3000'],
    ['http://lab:3000', 'http://evil.example'],
  ])('is refused otherwise: %j', (...origin) => expect(same('lab:3000', ...origin)).toBe(false));
});

describe('configuration', () => {
  it.each(['', 'a b', 'http://x/y', 'ftp://x', 'x/y', '*', '*.example', 'lab:99999'])('refuses %j aloud', (entry) =>
    expect(() => createOrigins(3000, [entry])).toThrow('not a host name'),
  );
  it('leaves out the default port as browsers do', () => {
    expect(createOrigins(80, []).list).toContain('http://localhost');
    expect(createOrigins(80, []).doorOf(request('localhost:80'))).toBeDefined();
  });
});
