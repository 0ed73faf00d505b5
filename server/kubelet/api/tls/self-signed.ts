// A self-signed certificate for the kubelet's own port. Upstream: client-go/util/cert/cert.go GenerateSelfSignedCertKey (1.20):
// an authority of its own signs the serving certificate, and both stand in the file.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { certificatePem } from './x509';

/** Upstream makes RSA keys of 2048 bits: seconds on a busy machine. These take a millisecond. */
const CURVE = 'P-256';
const DAY_MS = 86_400_000;
/** Clocks differ: it is valid from an hour ago, for a year. */
const EARLIER_MS = 3_600_000;
const VALID_MS = 365 * DAY_MS;

export interface CertificatePair {
  /** PEM: the serving certificate, then its authority. */
  certificate: string;
  /** PEM. */
  key: string;
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
  const signed = {
    issuer,
    signedBy: authority,
    from: now - EARLIER_MS,
    to: now + VALID_MS,
  };
  const all = [...new Set([host, ...names])];
  const leaf = certificatePem({
    ...signed,
    subject: `${host}@${seconds}`,
    names: all,
    authority: false,
    publicKey: serving.publicKey,
  });
  const root = certificatePem({
    ...signed,
    subject: issuer,
    names: [],
    authority: true,
    publicKey: authority.publicKey,
  });
  return {
    certificate: leaf + root,
    key: serving.privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  };
}
