// A sandbox's resolv.conf. The kubelet writes the engine's file itself (dockershim/docker_sandbox.go rewriteResolvFile, 1.20):
// the engine would leave out loopback servers and add its own. Where its files are out of reach (no root, an engine in
// a virtual machine), the engine is asked for the same.
import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostConfig } from 'dockerode';
import { type DnsSettings, RuntimeError } from '@/server/kubelet/runtime-service';

/** May this process write what the engine keeps of its containers? `engineRoot`: its DockerRootDir. */
export const canWriteEngineFiles = (engineRoot: string): Promise<boolean> =>
  access(join(engineRoot, 'containers'), constants.W_OK).then(
    () => true,
    () => false,
  );

export function resolvConfText({ nameservers, searches, options }: DnsSettings): string {
  const lines = [
    ...nameservers.map((server) => `nameserver ${server}`),
    ...(searches.length > 0 ? [`search ${searches.join(' ')}`] : []),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Overwrites the file that the engine has made; with nothing to say it stays. Throws Start. */
export async function rewriteResolvConf(path: string, dns: DnsSettings, podName: string): Promise<void> {
  const text = resolvConfText(dns);
  if (path === '' || text === '') return;
  try {
    await stat(path);
    await writeFile(path, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RuntimeError('Start', `rewrite resolv.conf failed for pod "${podName}": ${why}`, { cause });
  }
}

/** The same as options of a container. The host's own loopback is no name server inside a pod: then the engine decides. */
export function dnsOptions(dns: DnsSettings): Pick<HostConfig, 'Dns' | 'DnsSearch' | 'DnsOptions'> {
  if (dns.nameservers.some((server) => server.startsWith('127.') || server === '::1')) return {};
  return { Dns: dns.nameservers, DnsSearch: dns.searches, DnsOptions: dns.options };
}
