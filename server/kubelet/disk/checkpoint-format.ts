// What a sandbox checkpoint says, and its checksum. Pure. Upstream: dockershim/docker_checkpoint.go,
// checkpointmanager/checksum (1.20): FNV-1a over a dump of the data, so that a torn file is recognised.
import { fnv32a } from '@/lib/k8s/fnv';
import type { SandboxConfig } from '../runtime-service';

/** The part of a sandbox that its container no longer tells once it is gone. */
export interface SandboxCheckpoint {
  name: string;
  namespace: string;
  portMappings: SandboxConfig['portMappings'];
  hostNetwork: boolean;
}

/** A checkpoint file as read: `owner` is null where nobody has signed it (a real kubelet's, or junk that parses). */
export type CheckpointReading = { valid: true; owner: string | null } | { valid: false };

interface FileData {
  port_mappings?: { protocol?: string; container_port?: number; host_port?: number; host_ip?: string }[];
  host_network?: boolean;
}

const VERSION = 'v1';

/** Upstream's dump of the Go struct (spew's `%#v` with types): the same data gives the same number there. */
function checksumOf({ port_mappings: mappings, host_network: hostNetwork = false }: FileData): number {
  const dumped = mappings?.map((mapping) => {
    const pointer = (type: string, value: number | string | undefined) =>
      value === undefined ? `(*${type})<nil>` : `(*${type})${value}`;
    return (
      `(*dockershim.PortMapping){Protocol:${pointer('dockershim.Protocol', mapping.protocol)} ` +
      `ContainerPort:${pointer('int32', mapping.container_port)} HostPort:${pointer('int32', mapping.host_port)} ` +
      `HostIP:(string)${mapping.host_ip ?? ''}}`
    );
  });
  const list = dumped ? `{${dumped.join(' ')}}` : '<nil>';
  return fnv32a(
    `(dockershim.CheckpointData){PortMappings:([]*dockershim.PortMapping)${list} HostNetwork:(bool)${hostNetwork}}`,
  );
}

/** The file's content. `owner` is a field of ours: upstream's readers pass over it, and ours remove only what it signs. */
export function formatCheckpoint(
  { name, namespace, portMappings, hostNetwork }: SandboxCheckpoint,
  owner: string,
): string {
  const data: FileData = {
    ...(portMappings.length > 0 && {
      port_mappings: portMappings.map(({ protocol, containerPort, hostPort, hostIP }) => ({
        protocol: protocol.toLowerCase(),
        container_port: containerPort,
        host_port: hostPort,
        ...(hostIP !== '' && { host_ip: hostIP }),
      })),
    }),
    ...(hostNetwork && { host_network: true }),
  };
  return JSON.stringify({ version: VERSION, name, namespace, data, checksum: checksumOf(data), owner });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Reads a file's content; anything but a whole checkpoint with its own checksum is not valid. */
export function readCheckpoint(content: string): CheckpointReading {
  try {
    const parsed: unknown = JSON.parse(content);
    if (!isRecord(parsed) || !isRecord(parsed.data) || parsed.version !== VERSION) return { valid: false };
    if (parsed.checksum !== checksumOf(parsed.data as FileData)) return { valid: false };
    return { valid: true, owner: typeof parsed.owner === 'string' ? parsed.owner : null };
  } catch {
    return { valid: false };
  }
}
