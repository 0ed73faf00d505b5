// A self-signed certificate for the kubelet's own port. Upstream: client-go/util/cert/cert.go GenerateSelfSignedCertKey (1.20):
// an authority of its own signs the serving certificate, and both stand in the file.
import { createSign, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { addressBytes } from './address-bytes';
import * as der from './der';

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
};
/** Upstream makes RSA keys of 2048 bits: seconds on a busy machine. These take a millisecond. */
const CURVE = 'P-256';
const DAY_MS = 86_400_000;
/** Clocks differ: it is valid from an hour ago, for a year. */
const EARLIER_MS = 3_600_000;
const VALID_MS = 365 * DAY_MS;

/** Bits of KeyUsage, first bit first: digitalSignature is the first, keyCertSign the sixth. */
const USAGE_SERVING = { byte: 0b1000_0000, unused: 7 };
const USAGE_AUTHORITY = { byte: 0b1000_0100, unused: 2 };

export interface CertificatePair {
  /** PEM: the serving certificate, then its authority. */
  certificate: string;
  /** PEM. */
  key: string;
}

interface Wish {
  subject: string;
  issuer: string;
  names: readonly string[];
  authority: boolean;
  publicKey: KeyObject;
  signedBy: KeyObject;
  now: number;
}

/**
 * Makes a pair of keys and a certificate for them.
 * @param host becomes the common name `<host>@<unix time>`; it is the first of the names
 * @param names DNS names and IP addresses that clients may ask for
 * @param now ms since the epoch
 */
export async function selfSignedPair(host: string, names: readonly string[], now: number): Promise<CertificatePair> {
  const makeKeys = () => promisify(generateKeyPair)('ec', { namedCurve: CURVE });
  const [authority, serving] = await Promise.all([makeKeys(), makeKeys()]);
  const seconds = Math.floor(now / 1000);
  const issuer = `${host}-ca@${seconds}`;
  const signed = { issuer, signedBy: authority.privateKey, now };
  const all = [...new Set([host, ...names])];
  const leaf = certificate({
    ...signed,
    subject: `${host}@${seconds}`,
    names: all,
    authority: false,
    publicKey: serving.publicKey,
  });
  const root = certificate({ ...signed, subject: issuer, names: [], authority: true, publicKey: authority.publicKey });
  return {
    certificate: pem(leaf) + pem(root),
    key: serving.privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  };
}

/** RFC 5280, 4.1. */
function certificate({ subject, issuer, names, authority, publicKey, signedBy, now }: Wish): Buffer {
  const algorithm = der.sequence(der.objectIdentifier(OID.ecdsaWithSha256));
  const usage = authority ? USAGE_AUTHORITY : USAGE_SERVING;
  const extensions = [
    extension(OID.keyUsage, der.bitString(Buffer.from([usage.byte]), usage.unused), true),
    ...(authority ? [] : [extension(OID.extendedKeyUsage, der.sequence(der.objectIdentifier(OID.serverAuth)))]),
    extension(OID.basicConstraints, authority ? der.sequence(der.boolean(true)) : der.sequence(), true),
    ...(names.length === 0 ? [] : [extension(OID.subjectAltName, der.sequence(...names.map(generalName)))]),
  ];
  const content = der.sequence(
    der.context(0, der.integer(Buffer.from([2]))),
    der.integer(serialNumber()),
    algorithm,
    commonName(issuer),
    der.sequence(der.time(new Date(now - EARLIER_MS)), der.time(new Date(now + VALID_MS))),
    commonName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der.context(3, der.sequence(...extensions)),
  );
  const signature = createSign('SHA256').update(content).sign(signedBy);
  return der.sequence(content, algorithm, der.bitString(signature));
}

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
