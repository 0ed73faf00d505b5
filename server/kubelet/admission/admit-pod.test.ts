import { describe, expect, it } from 'vitest';
import type { NodeSelectorRequirement } from '@/lib/k8s/pod-parts';
import type { PodSpec } from '@/lib/k8s/types';
import { container, pod } from '../plan/fixtures';
import { type AdmissionNode, standardLabels } from './admission-node';
import { admitPod } from './admit-pod';

const NODE: AdmissionNode = {
  name: 'node1',
  labels: { ...standardLabels('node1', 'amd64'), disk: 'ssd', cpus: '4' },
  allocatable: { cpu: '2', memory: '1000', 'ephemeral-storage': '5000' },
  hugepages: { 'hugepages-2Mi': 0 },
  maxPods: 3,
  allowedUnsafeSysctls: ['kernel.msg*', 'net.core.somaxconn'],
};
const one = (more: Parameters<typeof container>[1] = {}, spec: Partial<PodSpec> = {}) =>
  pod({ containers: [container('c', more)], ...spec });
const reasonOf = (wanted: ReturnType<typeof pod>, others: ReturnType<typeof pod>[] = []) =>
  admitPod(wanted, others, NODE)?.reason ?? 'admitted';

describe('host ports', () => {
  const port = (hostPort: number, more = {}) => one({ ports: [{ containerPort: 80, hostPort, ...more }] });
  it.each([
    ['the same twice', port(8080), port(8080), 'NodePorts'],
    ['another port', port(8080), port(8081), 'admitted'],
    ['another protocol', port(8080, { protocol: 'UDP' }), port(8080), 'admitted'],
    ['another address', port(8080, { hostIP: '127.0.0.1' }), port(8080, { hostIP: '127.0.0.2' }), 'admitted'],
    ['any address and one of them', port(8080, { hostIP: '127.0.0.1' }), port(8080), 'NodePorts'],
    ['no host port', one({ ports: [{ containerPort: 80 }] }), one({ ports: [{ containerPort: 80 }] }), 'admitted'],
  ])('%s', (_what, wanted, other, expected) => {
    expect(reasonOf(wanted, [other])).toBe(expected);
  });

  it('says it in upstream’s words', () => {
    expect(admitPod(port(8080), [port(8080)], NODE)).toEqual({
      reason: 'NodePorts',
      message: 'Predicate NodePorts failed',
    });
  });
});

describe('node selection', () => {
  const selects = (nodeSelector: Record<string, string>) => one({}, { nodeSelector });
  const requires = (...terms: NodeSelectorRequirement[][]) =>
    one(
      {},
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })),
            },
          },
        },
      },
    );
  const term = (key: string, operator: string, ...values: string[]) => [{ key, operator, values }];
  it.each([
    ['a label that the node has', selects({ disk: 'ssd', 'kubernetes.io/hostname': 'node1' }), 'admitted'],
    ['a label that it has not', selects({ no: 'such' }), 'NodeAffinity'],
    ['In', requires(term('disk', 'In', 'hdd', 'ssd')), 'admitted'],
    ['NotIn', requires(term('disk', 'NotIn', 'ssd')), 'NodeAffinity'],
    ['NotIn of a label that is missing', requires(term('no', 'NotIn', 'x')), 'admitted'],
    ['Exists', requires(term('no', 'Exists')), 'NodeAffinity'],
    ['DoesNotExist', requires(term('no', 'DoesNotExist')), 'admitted'],
    ['Gt', requires(term('cpus', 'Gt', '3')), 'admitted'],
    ['Lt', requires(term('cpus', 'Lt', '4')), 'NodeAffinity'],
    ['Gt of what is no number', requires(term('disk', 'Gt', '3')), 'NodeAffinity'],
    ['one of two terms', requires(term('no', 'Exists'), term('disk', 'Exists')), 'admitted'],
    ['an empty term', requires([]), 'NodeAffinity'],
    ['no term', requires(), 'NodeAffinity'],
  ])('%s', (_what, wanted, expected) => {
    expect(reasonOf(wanted)).toBe(expected);
  });
});

describe('resources', () => {
  const asks = (requests: Record<string, string>, spec: Partial<PodSpec> = {}) =>
    one({ resources: { requests } }, spec);
  it('takes what fits exactly, and nothing more', () => {
    expect(reasonOf(asks({ cpu: '1500m' }), [asks({ cpu: '500m' })])).toBe('admitted');
    expect(reasonOf(asks({ cpu: '1501m' }), [asks({ cpu: '500m' })])).toBe('UnexpectedAdmissionError');
  });

  it('finds nothing to preempt, as all static pods are critical', () => {
    expect(admitPod(asks({ cpu: '10', memory: '2000' }), [], NODE)?.message).toBe(
      'Unexpected error while attempting to recover from admission failure: preemption: error finding a set of pods to preempt: no set of running pods found to reclaim resources: [(res: cpu, q: 8000), (res: memory, q: 1000), ]',
    );
  });

  it('counts the largest init container, and overhead', () => {
    const initContainers = [container('i', { resources: { requests: { cpu: '3' } } })];
    expect(reasonOf(asks({ cpu: '1' }, { initContainers }))).toBe('UnexpectedAdmissionError');
    expect(reasonOf(asks({ cpu: '1' }, { overhead: { cpu: '2' } }))).toBe('UnexpectedAdmissionError');
  });

  it('knows huge pages and passes over what only a cluster knows', () => {
    expect(reasonOf(asks({ 'hugepages-2Mi': '2Mi' }))).toBe('UnexpectedAdmissionError');
    expect(reasonOf(asks({ 'example.com/gpu': '1' }))).toBe('admitted');
  });

  it('has a limit of pods, whatever they ask for', () => {
    expect(reasonOf(one(), [one(), one(), one()])).toBe('UnexpectedAdmissionError');
  });

  it('names what no preemption would cure before a lack of resources', () => {
    expect(reasonOf(asks({ cpu: '10' }, { nodeSelector: { no: 'such' } }))).toBe('NodeAffinity');
  });
});

describe('sysctls', () => {
  const sets = (name: string, spec: Partial<PodSpec> = {}) =>
    one({}, { securityContext: { sysctls: [{ name, value: '1' }] }, ...spec });
  it.each([
    ['a safe one', sets('kernel.shm_rmid_forced'), null],
    ['an unsafe one', sets('kernel.sem'), 'forbidden sysctl: "kernel.sem" not whitelisted'],
    ['an unsafe one that is allowed', sets('net.core.somaxconn'), null],
    ['an unsafe one of an allowed family', sets('kernel.msgmax'), null],
    [
      "one of the network on the host's",
      sets('net.ipv4.tcp_syncookies', { hostNetwork: true }),
      'forbidden sysctl: "net.ipv4.tcp_syncookies" not allowed with host net enabled',
    ],
    [
      "one of IPC in the host's",
      sets('kernel.shm_rmid_forced', { hostIPC: true }),
      'forbidden sysctl: "kernel.shm_rmid_forced" not allowed with host ipc enabled',
    ],
  ])('%s', (_what, wanted, message) => {
    expect(admitPod(wanted, [], NODE)?.message ?? null).toBe(message);
  });
});
