// Hashes of many recorded containers are compared in lib/manifest/golden-pods.test.ts.
import { describe, expect, it } from 'vitest';
import { hashContainer } from './container-hash';
import type { Container } from './types';

const NGINX: Container = {
  name: 'nginx',
  image: 'nginx:latest',
  ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  imagePullPolicy: 'IfNotPresent',
};

describe('container hash', () => {
  it('is that of the real kubelet for its nginx container', () => expect(hashContainer(NGINX)).toBe('1e0f8faf'));

  it('does not depend on the order of fields, on empty ones, nor on how an amount is written', () => {
    const { name, ...rest } = NGINX;
    expect(hashContainer({ ...rest, args: [], stdin: false, name })).toBe('1e0f8faf');
    const one = hashContainer({ name: 'c', image: 'i', resources: { limits: { memory: '1Gi', cpu: '500m' } } });
    const other = hashContainer({ resources: { limits: { cpu: '0.5', memory: '1024Mi' } }, image: 'i', name: 'c' });
    expect(other).toBe(one);
  });

  it('changes with the definition', () => {
    expect(hashContainer({ ...NGINX, image: 'nginx:alt' })).not.toBe('1e0f8faf');
    expect(hashContainer({ ...NGINX, securityContext: { allowPrivilegeEscalation: false } })).not.toBe('1e0f8faf');
  });
});
