import { X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { addressBytes } from './address-bytes';
import * as der from './der';
import { selfSignedPair } from './self-signed';

const NOW = Date.parse('2026-11-27T03:00:00Z');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('DER', () => {
  // Vectors of X.690 and RFC 5280.
  it.each([
    [der.objectIdentifier('1.2.840.113549'), '06062a864886f70d'],
    [der.objectIdentifier('2.5.29.17'), '0603551d11'],
    [der.integer(Buffer.from([0, 0, 127])), '02017f'],
    [der.integer(Buffer.from([128])), '02020080'],
    [der.integer(Buffer.alloc(3)), '020100'],
    [der.time(new Date('2026-01-02T03:04:05.678Z')), '170d3236303130323033303430355a'],
    [der.time(new Date('2050-01-01T00:00:00Z')), '180f32303530303130313030303030305a'],
    [der.octetString(Buffer.alloc(200)).subarray(0, 3), '0481c8'],
    [der.octetString(Buffer.alloc(300)).subarray(0, 4), '0482012c'],
    [der.octetString(Buffer.alloc(70_000)).subarray(0, 5), '0483011170'],
  ])('%#', (bytes, expected) => expect(hex(bytes)).toBe(expected));

  it.each([
    ['127.0.0.1', '7f000001'],
    ['::1', `${'0'.repeat(31)}1`],
    ['fe80::1:2', 'fe800000000000000000000000010002'],
    ['::ffff:10.0.0.1', '00000000000000000000ffff0a000001'],
    ['2001:db8:1:2:3:4:5:6', '20010db8000100020003000400050006'],
  ])('address %s', (address, expected) => expect(hex(addressBytes(address))).toBe(expected));
});

describe('a self-signed pair', () => {
  it('reads as a certificate with its names, signed by its own authority, for a year', async () => {
    const pair = await selfSignedPair('worker1', ['localhost', '127.0.0.1', '::1', 'worker1'], NOW);
    const [leafText = '', rootText = ''] = pair.certificate.split(/(?<=END CERTIFICATE-----\n)/);
    const [leaf, root] = [new X509Certificate(leafText), new X509Certificate(rootText)];
    expect(leaf.subject).toBe(`CN=worker1@${NOW / 1000}`);
    expect(leaf.subjectAltName).toBe('DNS:worker1, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(Date.parse(leaf.validFrom)).toBe(NOW - 3_600_000);
    expect(Date.parse(leaf.validTo)).toBe(NOW + 365 * 86_400_000);
    expect(leaf.ca).toBe(false);
    expect(root.ca).toBe(true);
    expect(leaf.verify(root.publicKey) && leaf.checkIssued(root) && root.verify(root.publicKey)).toBe(true);
    expect(pair.key).toMatch(/^-----BEGIN EC PRIVATE KEY-----/);
  });

  it('serves TLS to clients that trust its authority', async () => {
    const pair = await selfSignedPair('worker1', ['127.0.0.1'], Date.now());
    const server = createServer({ cert: pair.certificate, key: pair.key }, (socket) => socket.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ca = pair.certificate.slice(pair.certificate.lastIndexOf('-----BEGIN'));
    const said = await new Promise<string>((resolve, reject) => {
      const socket: TLSSocket = connect({ host: '127.0.0.1', port, ca }, () => undefined);
      socket.setEncoding('utf8').on('data', resolve).on('error', reject);
    });
    expect(said).toBe('hello');
    server.close();
  });
});
