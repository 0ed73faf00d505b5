// A certificate authority of this workshop's own, and the certificate that it signs for the names under which the server is reached.
// Files in `dir`: ca.crt, ca.key, server.crt (with the authority behind it), server.key. Keys are the owner's alone.
import { createPrivateKey, createPublicKey, generateKeyPair, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { certificatePem } from '@/server/kubelet/api/tls/x509';
import type { Certificate } from './certificate';

const DAY_MS = 86_400_000;
/** Clocks differ. */
const EARLIER_MS = DAY_MS;
/** People install it once for a course and its repetition. */
const AUTHORITY_MS = 730 * DAY_MS;
/** Phones refuse certificates that are valid for more than 398 days. */
const SERVER_MS = 180 * DAY_MS;
/** What is left must outlast the longest course. */
const RENEW_BEFORE_MS = 30 * DAY_MS;

export interface OwnAuthorityOptions {
  /** Created if missing. */
  dir: string;
  /** What people will recognise in their browser's list, e.g. the host's name. */
  label: string;
  /** DNS names and IP addresses. */
  names: readonly string[];
  /** ms since the epoch. */
  now: number;
}

/**
 * The server's certificate for exactly these names, made anew when the kept one has others or ends within thirty days. The authority
 * stays the same as long as it is valid. Rejects with what the file system says.
 */
export async function ownCertificate({ dir, label, names, now }: OwnAuthorityOptions): Promise<Certificate> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const authority = (await readPair(dir, 'ca', now)) ?? (await makeAuthority(dir, label, now));
  const kept = await readPair(dir, 'server', now);
  const good = kept && sameNames(kept.certificate, names) && signedBy(kept.certificate, authority.certificate);
  const server = good ? kept : await makeServer(dir, authority, names, now);
  return { chain: server.certificate, key: server.key, authority: authority.certificate };
}

interface Pair {
  /** PEM. */
  certificate: string;
  key: string;
}

/** Undefined when a file is missing, is not what it should be, or ends soon: then it is made anew. */
async function readPair(dir: string, name: string, now: number): Promise<Pair | undefined> {
  try {
    const certificate = await readFile(join(dir, `${name}.crt`), 'utf8');
    const key = await readFile(join(dir, `${name}.key`), 'utf8');
    const parsed = new X509Certificate(certificate);
    const lasts = Date.parse(parsed.validTo) - now > RENEW_BEFORE_MS && Date.parse(parsed.validFrom) <= now;
    return lasts && parsed.checkPrivateKey(createPrivateKey(key)) ? { certificate, key } : undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    // A folder that may not be read is a fault; a torn or foreign file is not worth keeping.
    if (code === 'EACCES' || code === 'EPERM' || code === 'EIO') throw error;
    return undefined;
  }
}

const makeKeys = () => promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });

async function makeAuthority(dir: string, label: string, now: number): Promise<Pair> {
  const keys = await makeKeys();
  const subject = `Kulissen ${label} ${new Date(now).toISOString().slice(0, 10)}`;
  const certificate = certificatePem({
    subject,
    issuer: subject,
    names: [],
    authority: true,
    publicKey: keys.publicKey,
    signedBy: keys,
    from: now - EARLIER_MS,
    to: now + AUTHORITY_MS,
  });
  return keep(dir, 'ca', certificate, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

async function makeServer(dir: string, authority: Pair, names: readonly string[], now: number): Promise<Pair> {
  const keys = await makeKeys();
  const privateKey = createPrivateKey(authority.key);
  const { subject: issuer, validTo } = new X509Certificate(authority.certificate);
  const certificate = certificatePem({
    subject: 'Kulissen',
    issuer: issuer.replace(/^CN=/, ''),
    names,
    authority: false,
    publicKey: keys.publicKey,
    signedBy: { privateKey, publicKey: createPublicKey(privateKey) },
    from: now - EARLIER_MS,
    to: Math.min(now + SERVER_MS, Date.parse(validTo)),
  });
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return keep(dir, 'server', certificate + authority.certificate, key);
}

/** The key first: whoever finds the certificate finds its key. */
async function keep(dir: string, name: string, certificate: string, key: string): Promise<Pair> {
  await writeWhole(join(dir, `${name}.key`), key, 0o600);
  await writeWhole(join(dir, `${name}.crt`), certificate, 0o644);
  return { certificate, key };
}

async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const beginning = `${file}.${process.pid}`;
  await writeFile(beginning, text, { mode });
  await rename(beginning, file);
}

function sameNames(certificate: string, names: readonly string[]): boolean {
  const listed = (new X509Certificate(certificate).subjectAltName ?? '')
    .split(', ')
    .map((entry) => canonical(entry.replace(/^(?:DNS|IP Address):/, '')));
  const wanted = names.map(canonical);
  return listed.length === wanted.length && wanted.every((name) => listed.includes(name));
}

/** IPv6 addresses are written in several ways. */
const canonical = (name: string): string =>
  isIP(name) === 6 ? new URL(`http://[${name}]`).hostname : name.toLowerCase();

const signedBy = (certificate: string, authority: string): boolean =>
  new X509Certificate(certificate).verify(new X509Certificate(authority).publicKey);
