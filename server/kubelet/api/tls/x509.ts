// One X.509 certificate, signed with ECDSA and SHA-256.
import { createHash, createSign, type KeyObject, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { addressBytes } from './address-bytes';
import * as der from './der';

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
};
/** Bits of KeyUsage, first bit first: digitalSignature is the first, keyCertSign the sixth. */
const USAGE_SERVING = { byte: 0b1000_0000, unused: 7 };
const USAGE_AUTHORITY = { byte: 0b1000_0100, unused: 2 };

export interface CertificateWish {
  /** Common name. */
  subject: string;
  /** Common name of the authority. */
  issuer: string;
  /** DNS names and IP addresses that clients may ask for. */
  names: readonly string[];
  /** Whether it may sign others. */
  authority: boolean;
  publicKey: KeyObject;
  /** The authority's keys, on the curve P-256. */
  signedBy: { privateKey: KeyObject; publicKey: KeyObject };
  /** Validity, ms since the epoch. */
  from: number;
  to: number;
}

/** RFC 5280, 4.1. Returns PEM. */
export function certificatePem(wish: CertificateWish): string {
  const { subject, issuer, names, authority, publicKey, signedBy, from, to } = wish;
  const algorithm = der.sequence(der.objectIdentifier(OID.ecdsaWithSha256));
  const usage = authority ? USAGE_AUTHORITY : USAGE_SERVING;
  const extensions = [
    extension(OID.keyUsage, der.bitString(Buffer.from([usage.byte]), usage.unused), true),
    ...(authority ? [] : [extension(OID.extendedKeyUsage, der.sequence(der.objectIdentifier(OID.serverAuth)))]),
    extension(OID.basicConstraints, authority ? der.sequence(der.boolean(true)) : der.sequence(), true),
    ...(authority ? [extension(OID.subjectKeyIdentifier, der.octetString(keyIdentifier(publicKey)))] : []),
    extension(OID.authorityKeyIdentifier, der.sequence(der.context(0, keyIdentifier(signedBy.publicKey), 'primitive'))),
    ...(names.length === 0 ? [] : [extension(OID.subjectAltName, der.sequence(...names.map(generalName)))]),
  ];
  const content = der.sequence(
    der.context(0, der.integer(Buffer.from([2]))),
    der.integer(serialNumber()),
    algorithm,
    commonName(issuer),
    der.sequence(der.time(new Date(from)), der.time(new Date(to))),
    commonName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der.context(3, der.sequence(...extensions)),
  );
  const signature = createSign('SHA256').update(content).sign(signedBy.privateKey);
  return pem(der.sequence(content, algorithm, der.bitString(signature)));
}

/** Tells authorities of one name apart; any digest of the key will do (RFC 5280, 4.2.1.2). */
const keyIdentifier = (key: KeyObject): Buffer =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);

/** Positive, and long enough never to be met twice. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes;
}

const commonName = (name: string): Buffer =>
  der.sequence(der.set(der.sequence(der.objectIdentifier(OID.commonName), der.utf8String(name))));

const extension = (oid: string, value: Buffer, critical = false): Buffer =>
  der.sequence(der.objectIdentifier(oid), ...(critical ? [der.boolean(true)] : []), der.octetString(value));

/** Context tags of GeneralName: dNSName 2, iPAddress 7. */
const generalName = (name: string): Buffer =>
  isIP(name) === 0
    ? der.context(2, Buffer.from(name, 'ascii'), 'primitive')
    : der.context(7, addressBytes(name), 'primitive');

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
