// What a host that many people share adds to every container of one of them, whatever its pod asked for.
import type { HostConfig } from 'dockerode';
import { familiarRepository, parseImageReference } from '../image-reference';
import type { CreateBody } from './create-bodies';

export interface SharedHostBounds {
  /** Name of the person's own bridge network; no container is on the engine's default one. */
  network: string;
  /** Cgroup above all containers of this person, as the engine's cgroup driver names it; '' for the engine's own. */
  cgroupParent: string;
  /** All that there is for this person: nothing else of the host's is seen, and nothing is pulled. */
  images: readonly string[];
  /** Paths of the host that a bind may name, each with the file that it gets instead. */
  files: Readonly<Record<string, string>>;
  /** Most memory of one container, bytes; it is the limit of one that asks for none. Swap is counted in. */
  memoryBytes: number;
  /** Most processor time of one container, in billionths of a processor. */
  nanoCpus: number;
  /** Most processes and threads of one container. */
  pids: number;
  /** Why the host has ended this container, for its status; undefined for one that ended by itself. */
  ended?(id: string): string | undefined;
  /** Why the host takes no new container now; undefined while it does. */
  refusal?(): string | undefined;
}

const PERIOD_US = 100_000;
/** Of the engine's default set; none of them is of use to a lesson, and each has led out of a container before. */
const DROPPED = ['NET_RAW', 'MKNOD', 'AUDIT_WRITE', 'SETFCAP', 'SYS_CHROOT'];
const LOG = { Type: 'json-file', Config: { 'max-size': '5m', 'max-file': '2' } };

/** The body within the bounds. A container that asked for less keeps less. */
export function bounded(body: CreateBody, bounds: SharedHostBounds): CreateBody {
  const host = body.HostConfig;
  const joins = host.NetworkMode?.startsWith('container:') ?? false;
  const memory = least(host.Memory, bounds.memoryBytes);
  return {
    ...body,
    HostConfig: {
      ...host,
      ...cpu(host, bounds.nanoCpus),
      ...(host.Binds && { Binds: host.Binds.map((bind) => ownFile(bind, bounds.files)) }),
      NetworkMode: joins ? (host.NetworkMode ?? '') : bounds.network,
      ...(bounds.cgroupParent !== '' && { CgroupParent: bounds.cgroupParent }),
      Memory: memory,
      MemorySwap: memory,
      PidsLimit: least(host.PidsLimit ?? 0, bounds.pids),
      OomScoreAdj: Math.max(0, host.OomScoreAdj ?? 0),
      CapDrop: [...new Set([...(host.CapDrop ?? []), ...DROPPED])],
      SecurityOpt: [...new Set([...(host.SecurityOpt ?? []), 'no-new-privileges'])],
      LogConfig: LOG,
      PortBindings: {},
      PublishAllPorts: false,
    },
  };
}

/** Whether the reference names one of them, by its tag. */
export const isListed = (ref: string, images: readonly string[]): boolean =>
  images.some((image) => nameOf(image) === nameOf(ref));

function nameOf(ref: string): string {
  const parsed = parseImageReference(ref);
  return parsed.kind === 'tag' ? `${familiarRepository(parsed.repository)}:${parsed.tag}` : ref;
}

/** What a registry says of a name that it does not have. */
export const notFoundText = (ref: string): string =>
  `Error response from daemon: manifest for ${ref} not found: manifest unknown: manifest unknown`;

/** `/etc/hosts:/node/hosts:ro` with the file that stands in for it. */
function ownFile(bind: string, files: SharedHostBounds['files']): string {
  const [source = '', ...rest] = bind.split(':');
  return [Object.hasOwn(files, source) ? files[source] : source, ...rest].join(':');
}

const least = (asked: number | undefined, bound: number): number =>
  asked && asked > 0 ? Math.min(asked, bound) : bound;

function cpu({ CpuPeriod, CpuQuota }: HostConfig, nanoCpus: number): Pick<HostConfig, 'CpuPeriod' | 'CpuQuota'> {
  const period = CpuPeriod || PERIOD_US;
  return { CpuPeriod: period, CpuQuota: least(CpuQuota, Math.floor((nanoCpus / 1e9) * period)) };
}
