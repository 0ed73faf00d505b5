// What a TLS server shows, all PEM.
import { X509Certificate } from 'node:crypto';

export interface Certificate {
  /** The server's certificate and those behind it. */
  chain: string;
  key: string;
  /** The authority that people have to trust; undefined where their browsers know it already. */
  authority?: string;
}

/** SHA-256 of a certificate, as browsers show it: `AB:CD:…`. */
export const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;
