import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownCertificate } from './own-authority';

const NAMES = ['localhost', 'lab', '127.0.0.1', '::1', '192.168.56.10', '2001:db8::0010'];
const DAY_MS = 86_400_000;
const now = Date.now();
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'authority-'));
});
afterEach(() => rm(dir, { recursive: true }));

const make = (names: readonly string[] = NAMES, at = now) => ownCertificate({ dir, label: 'vm', names, now: at });
const serial = (pem: string) => new X509Certificate(pem).serialNumber;

describe('ownCertificate', () => {
  it('makes a chain that OpenSSL verifies for each name, and for no other', async () => {
    await make();
    const verify = (...check: string[]) =>
      execFileSync(
        'openssl',
        ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', 'ca.crt', ...check, 'server.crt'],
        {
          cwd: dir,
          stdio: 'pipe',
        },
      ).toString();
    expect(verify('-verify_hostname', 'lab')).toContain('OK');
    expect(verify('-verify_ip', '192.168.56.10')).toContain('OK');
    expect(verify('-verify_ip', '2001:db8::10')).toContain('OK');
    expect(() => verify('-verify_hostname', 'bank.example')).toThrow();
    expect(() => verify('-verify_ip', '192.168.56.11')).toThrow();
  });

  it('keeps both as long as nothing changes, also over a restart', async () => {
    const first = await make();
    expect(await make(['127.0.0.1', 'LAB', 'localhost', '::1', '2001:db8::10', '192.168.56.10'])).toEqual(first);
  });

  it('signs anew for other names; the authority that people trust stays', async () => {
    const first = await make();
    const second = await make([...NAMES, '10.0.0.7']);
    expect(second.authority).toBe(first.authority);
    expect(serial(second.chain)).not.toBe(serial(first.chain));
    expect(new X509Certificate(second.chain).checkIP('10.0.0.7')).toBe('10.0.0.7');
  });

  it('signs anew before the end, and begins a new authority at its own', async () => {
    const first = await make();
    const later = await make(NAMES, now + 160 * DAY_MS);
    expect(later.authority).toBe(first.authority);
    expect(later.chain).not.toBe(first.chain);
    const muchLater = await make(NAMES, now + 720 * DAY_MS);
    expect(muchLater.authority).not.toBe(first.authority);
    expect(new X509Certificate(muchLater.chain).verify(new X509Certificate(muchLater.authority ?? '').publicKey)).toBe(
      true,
    );
  });

  it('begins anew after a clock that was ahead: nobody takes what is not valid yet', async () => {
    const ahead = await make(NAMES, now + 730 * DAY_MS);
    const { chain, authority } = await make();
    expect(authority).not.toBe(ahead.authority);
    for (const pem of [chain, authority ?? ''])
      expect(Date.parse(new X509Certificate(pem).validFrom)).toBeLessThan(now);
  });

  it('is never valid for longer than phones take', async () => {
    const { chain } = await make();
    const { validFrom, validTo } = new X509Certificate(chain);
    expect(Date.parse(validTo) - Date.parse(validFrom)).toBeLessThan(398 * DAY_MS);
  });

  it('keeps keys to itself', async () => {
    await make();
    for (const name of ['ca.key', 'server.key']) expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600);
  });

  it.each(['ca.crt', 'ca.key', 'server.crt', 'server.key'])('makes good a torn %s', async (name) => {
    await make();
    await truncate(join(dir, name), 40);
    const { chain, key, authority } = await make();
    const server = new X509Certificate(chain);
    expect(server.verify(new X509Certificate(authority ?? '').publicKey)).toBe(true);
    expect(await readFile(join(dir, 'server.key'), 'utf8')).toBe(key);
  });

  it('takes no key that belongs to another certificate', async () => {
    const first = await make();
    await make([...NAMES, 'x']);
    await writeFile(join(dir, 'server.crt'), first.chain);
    const { chain } = await make();
    expect(serial(chain)).not.toBe(serial(first.chain));
  });
});
