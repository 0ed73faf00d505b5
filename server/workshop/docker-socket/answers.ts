// What a seat may read of the engine's answers: fields by name, so that a newer engine's new field stays out until somebody looks.
import type { Ownership } from '@/server/kubelet/runtime-service';
import type { ContainerRow } from './owned';
import { shownName } from './owned';

type Fields = Readonly<Record<string, unknown>>;

const only = (from: unknown, names: readonly string[]): Record<string, unknown> => {
  const source = (typeof from === 'object' && from !== null ? from : {}) as Fields;
  return Object.fromEntries(names.filter((name) => Object.hasOwn(source, name)).map((name) => [name, source[name]]));
};

/** Where a mount comes from on the host is nobody's business; where it appears in the container is. */
const mount = (each: unknown): Fields => ({
  ...only(each, ['Type', 'Destination', 'Mode', 'RW', 'Propagation']),
  Source: '',
});
const mounts = (all: unknown): Fields[] => (Array.isArray(all) ? all.map(mount) : []);

const ROW = [
  'Id',
  'Image',
  'ImageID',
  'Command',
  'Created',
  'State',
  'Status',
  'Ports',
  'Labels',
  'SizeRw',
  'SizeRootFs',
  'NetworkSettings',
];

export const containerRow = (row: ContainerRow, ownership: Ownership): Fields => ({
  ...only(row, ROW),
  Names: row.Names.map((name) => shownName(ownership, name)),
  HostConfig: only(row.HostConfig, ['NetworkMode']),
  Mounts: mounts(row.Mounts),
});

const INSPECTED = [
  'Id',
  'Created',
  'Path',
  'Args',
  'State',
  'Image',
  'RestartCount',
  'Driver',
  'Platform',
  'MountLabel',
  'ProcessLabel',
  'AppArmorProfile',
  'ExecIDs',
  'Config',
  'SizeRw',
  'SizeRootFs',
];
const HOST_CONFIG = [
  'NetworkMode',
  'RestartPolicy',
  'AutoRemove',
  'CapAdd',
  'CapDrop',
  'CgroupnsMode',
  'Dns',
  'DnsOptions',
  'DnsSearch',
  'ExtraHosts',
  'GroupAdd',
  'IpcMode',
  'OomScoreAdj',
  'PidMode',
  'Privileged',
  'PublishAllPorts',
  'ReadonlyRootfs',
  'SecurityOpt',
  'UTSMode',
  'UsernsMode',
  'ShmSize',
  'Runtime',
  'Isolation',
  'CpuShares',
  'Memory',
  'NanoCpus',
  'CpuPeriod',
  'CpuQuota',
  'CpusetCpus',
  'CpusetMems',
  'MemoryReservation',
  'MemorySwap',
  'OomKillDisable',
  'PidsLimit',
  'Init',
  'MaskedPaths',
  'ReadonlyPaths',
];
const NETWORK_SETTINGS = [
  'Bridge',
  'Ports',
  'EndpointID',
  'Gateway',
  'IPAddress',
  'IPPrefixLen',
  'MacAddress',
  'Networks',
];

export const inspected = (container: Fields, ownership: Ownership): Fields => ({
  ...only(container, INSPECTED),
  Name: shownName(ownership, String(container.Name)),
  HostConfig: only(container.HostConfig, HOST_CONFIG),
  Mounts: mounts(container.Mounts),
  NetworkSettings: only(container.NetworkSettings, NETWORK_SETTINGS),
});

const VERSION = [
  'Version',
  'ApiVersion',
  'MinAPIVersion',
  'GitCommit',
  'GoVersion',
  'Os',
  'Arch',
  'KernelVersion',
  'BuildTime',
];

export const version = (said: Fields): Fields => {
  const components = Array.isArray(said.Components) ? (said.Components as Fields[]) : [];
  const engine = components.filter(({ Name }) => Name === 'Engine');
  return {
    ...only(said, VERSION),
    Platform: only(said.Platform, ['Name']),
    Components: engine.map((each) => only(each, ['Name', 'Version', 'Details'])),
  };
};

const INFO = [
  'Driver',
  'LoggingDriver',
  'CgroupDriver',
  'CgroupVersion',
  'KernelVersion',
  'OperatingSystem',
  'OSVersion',
  'OSType',
  'Architecture',
  'ServerVersion',
  'DefaultRuntime',
];

/** `docker info` of a node that is the seat's alone: its counts, its name, what it may take. */
export const info = (
  said: Fields,
  seat: { node: string; memoryBytes: number; cpus: number; images: number; states: readonly string[] },
): Fields => {
  const count = (state: string): number => seat.states.filter((each) => each === state).length;
  return {
    ...only(said, INFO),
    Name: seat.node,
    ID: '',
    Containers: seat.states.length,
    ContainersRunning: count('running'),
    ContainersPaused: count('paused'),
    ContainersStopped: seat.states.length - count('running') - count('paused'),
    Images: seat.images,
    MemTotal: seat.memoryBytes,
    NCPU: seat.cpus,
    Warnings: [],
    SecurityOptions: [],
    Labels: [],
    Plugins: {},
    Swarm: { LocalNodeState: 'inactive' },
  };
};

const IMAGE_ROW = [
  'Id',
  'ParentId',
  'Created',
  'Size',
  'SharedSize',
  'VirtualSize',
  'Containers',
  'Labels',
  'RepoDigests',
];

/** Null for an image that none of `allowed` names. */
export const imageRow = (row: Fields, allowed: readonly string[]): Fields | null => {
  const tags = Array.isArray(row.RepoTags) ? row.RepoTags.filter((tag) => allowed.includes(String(tag))) : [];
  return tags.length > 0 ? { ...only(row, IMAGE_ROW), RepoTags: tags } : null;
};

const IMAGE = [
  'Id',
  'Created',
  'Author',
  'Config',
  'Architecture',
  'Os',
  'Size',
  'VirtualSize',
  'RootFS',
  'RepoDigests',
  'Comment',
];

export const image = (said: Fields, allowed: readonly string[]): Fields | null => {
  const row = imageRow(said, allowed);
  return row && { ...only(said, IMAGE), RepoTags: row.RepoTags };
};

/** The network of the seat, with the seat's containers in it. */
export const network = (said: Fields, own: readonly ContainerRow[], ownership: Ownership, name: string): Fields => {
  const inside = (said.Containers ?? {}) as Record<string, Fields>;
  const shown = own.flatMap(({ Id, Names }) => {
    const found = inside[Id];
    return found
      ? [
          [
            Id,
            {
              ...only(found, ['EndpointID', 'MacAddress', 'IPv4Address', 'IPv6Address']),
              Name: shownName(ownership, (Names[0] ?? '').slice(1)),
            },
          ],
        ]
      : [];
  });
  return {
    ...only(said, ['Id', 'Created', 'Scope', 'Driver', 'EnableIPv6', 'IPAM', 'Internal', 'Attachable', 'Ingress']),
    Name: name,
    Labels: {},
    Options: {},
    Containers: Object.fromEntries(shown),
  };
};
