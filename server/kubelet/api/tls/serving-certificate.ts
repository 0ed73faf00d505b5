// Which certificate the kubelet shows on --port. Upstream: cmd/kubelet/app/server.go InitializeTLS (1.20).
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../clock';
import { readRegular } from '../../disk/read-regular';
import type { Klog } from '../../klog';
import type { KubeletConfig } from '../../kubelet';
import { type CertificatePair, selfSignedPair } from './self-signed';

/** As upstream makes it: only the owner may look in. */
const DIRECTORY_MODE = 0o755;
const CERTIFICATE_MODE = 0o644;
const KEY_MODE = 0o600;

export interface ServingCertificateOptions {
  config: KubeletConfig;
  clock: Clock;
  klog: Klog;
}

/** Where the self-signed pair is kept. */
export const ownCertificateFiles = ({ certDir }: KubeletConfig): { certFile: string; keyFile: string } => ({
  certFile: join(certDir, 'kubelet.crt'),
  keyFile: join(certDir, 'kubelet.key'),
});

/**
 * Reads the pair that the flags name. Without flags it is <cert-dir>/kubelet.{crt,key}, made when either is missing.
 * Throws what the file system throws.
 */
export async function servingCertificate(options: ServingCertificateOptions): Promise<CertificatePair> {
  const { config, clock, klog } = options;
  const { tlsCertFile, tlsPrivateKeyFile } = config.settings;
  if (tlsCertFile !== '' || tlsPrivateKeyFile !== '') {
    const [certificate, key] = await Promise.all([readRegular(tlsCertFile), readRegular(tlsPrivateKeyFile)]);
    return { certificate: certificate.toString('utf8'), key: key.toString('utf8') };
  }
  const files = ownCertificateFiles(config);
  const known = await readPair(files);
  if (known) return known;
  const pair = await selfSignedPair(config.nodeName, ownNames(config.nodeName), clock.now());
  await mkdir(config.certDir, { recursive: true, mode: DIRECTORY_MODE });
  // The key first: whoever finds the certificate finds its key.
  await writeWhole(files.keyFile, pair.key, KEY_MODE);
  await writeWhole(files.certFile, pair.certificate, CERTIFICATE_MODE);
  klog.info(4, 'server.go:921', `Using self-signed cert (${files.certFile}, ${files.keyFile})`);
  return pair;
}

async function readPair(files: { certFile: string; keyFile: string }): Promise<CertificatePair | null> {
  try {
    return { certificate: await readFile(files.certFile, 'utf8'), key: await readFile(files.keyFile, 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const beginning = `${file}.${process.pid}`;
  await writeFile(beginning, text, { mode });
  await rename(beginning, file);
}

/** Upstream names the node only; from a terminal one asks for localhost. */
function ownNames(nodeName: string): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((rows) => (rows ?? []).map(({ address }) => address));
  return [nodeName, hostname(), 'localhost', '127.0.0.1', '::1', ...addresses.map((one) => one.replace(/%.*/, ''))];
}
