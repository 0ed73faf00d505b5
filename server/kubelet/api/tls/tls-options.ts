// --tls-min-version and --tls-cipher-suites, from Go's names to OpenSSL's. Pure. Upstream: component-base/cli/flag/ciphersuites_flag.go (1.20).
import type { SecureVersion } from 'node:tls';

const VERSIONS: Readonly<Record<string, SecureVersion>> = {
  VersionTLS10: 'TLSv1',
  VersionTLS11: 'TLSv1.1',
  VersionTLS12: 'TLSv1.2',
  VersionTLS13: 'TLSv1.3',
};
/** Those of TLS 1.3 cannot be chosen. */
const SUITES_OF_13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];

/** @param name '' = TLS 1.2 */
export const minVersion = (name: string): SecureVersion => VERSIONS[name] ?? 'TLSv1.2';

/** OpenSSL's list; undefined without a choice. */
export const cipherList = (suites: readonly string[]): string | undefined =>
  suites.length === 0 ? undefined : [...SUITES_OF_13, ...suites.filter(isOlder).map(openSslName)].join(':');

const isOlder = (suite: string): boolean => suite.includes('_WITH_');

function openSslName(suite: string): string {
  const [exchange = '', cipher = ''] = suite.replace(/^TLS_/, '').split('_WITH_');
  const name = cipher
    .replace(/^CHACHA20_POLY1305(_SHA256)?$/, 'CHACHA20-POLY1305')
    .replace('3DES_EDE_CBC', 'DES-CBC3')
    .replace('RC4_128', 'RC4')
    .replace('AES_', 'AES')
    .replace('_CBC', '')
    .replaceAll('_', '-');
  return exchange === 'RSA' ? name : `${exchange.replaceAll('_', '-')}-${name}`;
}
