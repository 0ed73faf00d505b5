// The host's resolv.conf, as far as pods inherit it. Upstream: pkg/kubelet/network/dns/dns.go parseResolvConf (1.20).

import type { DnsSettings } from '../runtime-service';
import { readRegular } from './read-regular';

/** Nameservers add up; of `search` and `options` the last line counts. Throws where a nameserver line names none. */
export function parseResolvConf(text: string): DnsSettings {
  const dns: DnsSettings = { nameservers: [], searches: [], options: [] };
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('#')) continue;
    const [keyword, ...words] = line.trim().split(/\s+/);
    if (keyword === 'nameserver') {
      const [server] = words;
      if (server === undefined) throw new Error('nameserver list is empty');
      dns.nameservers.push(server);
    }
    // A trailing dot says nothing here, and would count twice against the limits.
    if (keyword === 'search')
      dns.searches = words.filter((word) => word !== '.').map((word) => word.replace(/\.$/, ''));
    if (keyword === 'options') dns.options = words;
  }
  return dns;
}

/** Reads the file of --resolv-conf; nothing for ''. Throws in Go's words when it can't be read. */
export async function readResolvConf(path: string): Promise<DnsSettings> {
  if (path === '') return { nameservers: [], searches: [], options: [] };
  return parseResolvConf((await readRegular(path).catch((error: unknown) => refuse(path, error))).toString('utf8'));
}

function refuse(path: string, error: unknown): never {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const why = missing ? 'no such file or directory' : String(error);
  throw new Error(`open ${path}: ${why}`, { cause: error });
}
