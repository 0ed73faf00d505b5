// What a pod's resolv.conf says. Pure. Upstream: pkg/kubelet/network/dns/dns.go (1.20).
// Deliberate deviation: options keep their order, where upstream's is that of a Go map.
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { DnsConfig } from '@/lib/k8s/pod-parts';
import type { StaticPod } from '@/lib/k8s/types';
import type { PodSettings } from '../pod-settings';
import type { DnsSettings } from '../runtime-service';

// Limits of the C library (pkg/apis/core/validation).
const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 6;
const MAX_SEARCH_CHARACTERS = 256;
const CLUSTER_OPTIONS = ['ndots:5'];

export interface DnsWarning {
  reason: 'MissingClusterDNS' | 'DNSConfigForming';
  message: string;
}

export interface PodDns {
  dns: DnsSettings;
  warnings: DnsWarning[];
}

type ClusterDns = Pick<PodSettings, 'resolvConf' | 'clusterDNS' | 'clusterDomain'>;

/** A pod's DNS by its policy and its dnsConfig; `host`: what the file of --resolv-conf says. */
export function podDns(pod: StaticPod, host: DnsSettings, settings: ClusterDns): PodDns {
  const { dns, warnings } = byPolicy(pod, host, settings);
  const config = pod.spec.dnsConfig as DnsConfig | undefined;
  const fitted = fitToLimits(config ? withConfig(dns, config) : dns);
  return { dns: fitted.dns, warnings: [...warnings, ...fitted.warnings] };
}

function byPolicy(pod: StaticPod, host: DnsSettings, settings: ClusterDns): PodDns {
  const { dnsPolicy = 'ClusterFirst', hostNetwork } = pod.spec;
  if (dnsPolicy === 'None') return { dns: { nameservers: [], searches: [], options: [] }, warnings: [] };
  if (dnsPolicy === 'Default' || (dnsPolicy === 'ClusterFirst' && hostNetwork)) {
    return { dns: hostDns(host, settings), warnings: [] };
  }
  if (settings.clusterDNS.length === 0) {
    const fallback = 'cannot create Pod using "ClusterFirst" policy. Falling back to "Default" policy.';
    const message = `pod: "${podDescriptor(pod)}". kubelet does not have ClusterDNS IP configured and ${fallback}`;
    return { dns: hostDns(host, settings), warnings: [{ reason: 'MissingClusterDNS', message }] };
  }
  const searches = unique([...clusterSearches(pod, settings.clusterDomain), ...host.searches]);
  return { dns: { nameservers: [...settings.clusterDNS], searches, options: CLUSTER_OPTIONS }, warnings: [] };
}

function clusterSearches({ metadata }: StaticPod, domain: string): string[] {
  return domain === '' ? [] : [`${metadata.namespace}.svc.${domain}`, `svc.${domain}`, domain];
}

/** An empty --resolv-conf switches name resolution off: nobody answers on the pod's own loopback. */
const hostDns = (host: DnsSettings, { resolvConf }: ClusterDns): DnsSettings =>
  resolvConf === '' ? { nameservers: ['127.0.0.1'], searches: ['.'], options: host.options } : host;

function withConfig(dns: DnsSettings, { nameservers = [], searches = [], options = [] }: DnsConfig): DnsSettings {
  const merged = new Map(dns.options.map((option) => splitOption(option)));
  for (const { name = '', value = '' } of options) merged.set(name, value);
  return {
    nameservers: unique([...dns.nameservers, ...nameservers]),
    searches: unique([...dns.searches, ...searches]),
    options: [...merged].map(([name, value]) => (value === '' ? name : `${name}:${value}`)),
  };
}

function splitOption(option: string): [name: string, value: string] {
  const colon = option.indexOf(':');
  return colon === -1 ? [option, ''] : [option.slice(0, colon), option.slice(colon + 1)];
}

const unique = (words: readonly string[]): string[] => [...new Set(words)];

function fitToLimits(dns: DnsSettings): PodDns {
  const warnings: DnsWarning[] = [];
  const warn = (message: string) => warnings.push({ reason: 'DNSConfigForming', message });
  const nameservers = dns.nameservers.slice(0, MAX_NAMESERVERS);
  if (nameservers.length < dns.nameservers.length) {
    const applied = `the applied nameserver line is: ${nameservers.join(' ')}`;
    warn(`Nameserver limits were exceeded, some nameservers have been omitted, ${applied}`);
  }
  const searches = dns.searches.slice(0, MAX_SEARCHES);
  while (searches.join(' ').length > MAX_SEARCH_CHARACTERS) searches.pop();
  if (searches.length < dns.searches.length) {
    const applied = `the applied search line is: ${searches.join(' ')}`;
    warn(`Search Line limits were exceeded, some search paths have been omitted, ${applied}`);
  }
  return { dns: { ...dns, nameservers, searches }, warnings };
}
