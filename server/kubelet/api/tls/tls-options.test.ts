import { expect, it } from 'vitest';
import { cipherList, minVersion } from './tls-options';

it.each([
  ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305'],
  ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', 'ECDHE-RSA-AES128-SHA256'],
  ['TLS_RSA_WITH_AES_256_CBC_SHA', 'AES256-SHA'],
  ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'DES-CBC3-SHA'],
])('%s is %s', (suite, name) => {
  expect(cipherList([suite])?.split(':').at(-1)).toBe(name);
});

it('leaves the suites of TLS 1.3 alone', () => {
  expect(cipherList([])).toBeUndefined();
  expect(cipherList(['TLS_AES_128_GCM_SHA256'])?.split(':')).toHaveLength(3);
});

it('knows the versions', () => {
  expect([minVersion(''), minVersion('VersionTLS13'), minVersion('VersionTLS10')]).toEqual([
    'TLSv1.2',
    'TLSv1.3',
    'TLSv1',
  ]);
});
