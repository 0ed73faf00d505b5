import { describe, expect, it } from 'vitest';
import type { PodSpec } from '@/lib/k8s/types';
import { parseResolvConf } from '../disk/resolv-conf';
import { POD_SETTINGS, pod } from '../plan/fixtures';
import { podDns } from './pod-dns';

const HOST = { nameservers: ['192.0.2.1'], searches: ['example.org'], options: ['edns0'] };
const CLUSTER = { clusterDNS: ['10.96.0.10'], clusterDomain: 'cluster.local' };
const of = (spec: Partial<PodSpec>, settings = {}, host = HOST) =>
  podDns(pod(spec), host, { ...POD_SETTINGS, ...settings });

describe('podDns', () => {
  it("Default is the host's", () => {
    expect(of({ dnsPolicy: 'Default' })).toEqual({ dns: HOST, warnings: [] });
  });

  it('ClusterFirst without a cluster falls back to Default, and says so', () => {
    const { dns, warnings } = of({ dnsPolicy: 'ClusterFirst' });
    expect(dns).toEqual(HOST);
    expect(warnings).toEqual([
      {
        reason: 'MissingClusterDNS',
        message: `pod: "web-node1_default(${pod().metadata.uid})". kubelet does not have ClusterDNS IP configured and cannot create Pod using "ClusterFirst" policy. Falling back to "Default" policy.`,
      },
    ]);
  });

  it('ClusterFirst asks the cluster, with its search list before that of the host', () => {
    expect(of({ dnsPolicy: 'ClusterFirst' }, CLUSTER).dns).toEqual({
      nameservers: ['10.96.0.10'],
      searches: ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local', 'example.org'],
      options: ['ndots:5'],
    });
  });

  it("on the host's network only ClusterFirstWithHostNet does", () => {
    expect(of({ dnsPolicy: 'ClusterFirst', hostNetwork: true }, CLUSTER)).toEqual({ dns: HOST, warnings: [] });
    expect(of({ dnsPolicy: 'ClusterFirstWithHostNet', hostNetwork: true }, CLUSTER).dns.nameservers).toEqual([
      '10.96.0.10',
    ]);
  });

  it('None is what dnsConfig says and nothing else', () => {
    const dnsConfig = {
      nameservers: ['1.2.3.4'],
      searches: ['a.example'],
      options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
    };
    expect(of({ dnsPolicy: 'None', dnsConfig }).dns).toEqual({
      nameservers: ['1.2.3.4'],
      searches: ['a.example'],
      options: ['ndots:2', 'edns0'],
    });
  });

  it('dnsConfig adds to the policy; an option of the same name wins, nothing comes twice', () => {
    const dnsConfig = {
      nameservers: ['192.0.2.1', '192.0.2.2'],
      searches: ['example.org', 'extra.example'],
      options: [{ name: 'ndots', value: '3' }],
    };
    const host = { ...HOST, options: ['ndots:1', 'rotate'] };
    expect(of({ dnsPolicy: 'Default', dnsConfig }, {}, host).dns).toEqual({
      nameservers: ['192.0.2.1', '192.0.2.2'],
      searches: ['example.org', 'extra.example'],
      options: ['ndots:3', 'rotate'],
    });
  });

  it('keeps the limits of the C library, and says what is left', () => {
    const many = (count: number, of: (index: number) => string) => Array.from({ length: count }, (_, i) => of(i));
    const host = { nameservers: many(4, (i) => `192.0.2.${i}`), searches: many(7, (i) => `s${i}`), options: [] };
    const { dns, warnings } = of({ dnsPolicy: 'Default' }, {}, host);
    expect([dns.nameservers.length, dns.searches.length]).toEqual([3, 6]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 192.0.2.0 192.0.2.1 192.0.2.2',
      'Search Line limits were exceeded, some search paths have been omitted, the applied search line is: s0 s1 s2 s3 s4 s5',
    ]);
    const long = { ...HOST, searches: many(3, (i) => `${'x'.repeat(120)}${i}`) };
    expect(of({ dnsPolicy: 'Default' }, {}, long).dns.searches).toHaveLength(2);
  });

  it('an empty --resolv-conf switches DNS off', () => {
    const none = { nameservers: [], searches: [], options: [] };
    expect(of({ dnsPolicy: 'Default' }, { resolvConf: '' }, none).dns).toEqual({
      nameservers: ['127.0.0.1'],
      searches: ['.'],
      options: [],
    });
  });
});

describe('parseResolvConf', () => {
  it('takes all nameservers and the last line of the rest', () => {
    const text =
      '# c\n nameserver 1.1.1.1 # why\nnameserver 2.2.2.2\nsearch a b\nsearch c. .\noptions x\noptions y z\n';
    expect(parseResolvConf(text)).toEqual({
      nameservers: ['1.1.1.1', '2.2.2.2'],
      searches: ['c'],
      options: ['y', 'z'],
    });
  });

  it('refuses a nameserver line without one', () => {
    expect(() => parseResolvConf('nameserver')).toThrow('nameserver list is empty');
  });
});
