import { describe, expect, it } from 'vitest';
import type { EnvVar, ResourceRequirements } from '@/lib/k8s/types';
import { container, pod } from '../plan/fixtures';
import { makeEnvironment } from './environment';

const allocatable = { cpu: '4', memory: '8589934592', 'ephemeral-storage': '1000000' };
const FACTS = { podIP: '10.0.0.9', hostIP: '192.0.2.2', allocatable };

const environment = (env: EnvVar[], resources: ResourceRequirements = {}) =>
  makeEnvironment(pod(), container('c', { env, resources }), FACTS);
const valueFor = (valueFrom: EnvVar['valueFrom'], resources?: ResourceRequirements) =>
  environment([{ name: 'X', ...(valueFrom && { valueFrom }) }], resources).get('X');

describe('makeEnvironment', () => {
  it('expands what was defined before, and lets a later value win in place', () => {
    const env = [
      { name: 'A', value: 'a' },
      { name: 'B', value: '$(A)-$(LATER)-$$(A)' },
      { name: 'LATER', value: 'x' },
      { name: 'A', value: 'again' },
      { name: 'EMPTY' },
    ];
    expect([...environment(env)]).toEqual([
      ['A', 'again'],
      ['B', 'a-$(LATER)-$(A)'],
      ['LATER', 'x'],
      ['EMPTY', ''],
    ]);
  });

  it.each([
    ['metadata.name', 'web-node1'],
    ['metadata.namespace', 'default'],
    ['status.podIP', '10.0.0.9'],
    ['status.podIPs', '10.0.0.9'],
    ['status.hostIP', '192.0.2.2'],
    ['spec.serviceAccountName', ''],
    ["metadata.labels['none']", ''],
  ])('%s', (fieldPath, value) => expect(valueFor({ fieldRef: { fieldPath } })).toBe(value));

  it.each([
    ['limits.cpu', undefined, '2'],
    ['requests.cpu', undefined, '1'],
    ['requests.cpu', '1m', '250'],
    ['limits.memory', undefined, '67108864'],
    ['limits.memory', '1Mi', '64'],
    ['requests.memory', undefined, '0'],
  ])('%s divided by %s is %s', (resource, divisor, value) => {
    const resources = { limits: { cpu: '1250m', memory: '64Mi' }, requests: { cpu: '250m' } };
    expect(valueFor({ resourceFieldRef: { resource, divisor } }, resources)).toBe(value);
  });

  it.each([
    ['limits.cpu', '4'],
    ['limits.memory', '8589934592'],
    ['limits.ephemeral-storage', '1000000'],
    ['requests.cpu', '0'],
  ])('%s that is not set: what the node can give, or nothing', (resource, value) =>
    expect(valueFor({ resourceFieldRef: { resource } })).toBe(value),
  );

  it('reads the resources of another container of the pod, and knows when there is none', () => {
    const of = (containerName: string) => valueFor({ resourceFieldRef: { resource: 'requests.cpu', containerName } });
    expect(of('c1')).toBe('0');
    expect(() => of('nobody')).toThrow('container nobody not found');
  });

  it.each([
    [{ configMapRef: { name: 'foo', optional: true } }, "couldn't get configMap default/foo, no kubeClient defined"],
    [{ secretRef: { name: 'foo' } }, "couldn't get secret default/foo, no kubeClient defined"],
  ])('has neither config maps nor secrets without an API server, not even optional ones', (source, message) =>
    expect(() => makeEnvironment(pod(), container('c', { envFrom: [source] }), FACTS)).toThrow(message),
  );

  it.each([
    [{ configMapKeyRef: { name: 'foo', key: 'k', optional: true } }, "couldn't get configMap default/foo"],
    [{ secretKeyRef: { name: 'foo', key: 'k' } }, "couldn't get secret default/foo"],
  ])('nor single keys of them', (valueFrom, message) => expect(() => valueFor(valueFrom)).toThrow(message));
});
