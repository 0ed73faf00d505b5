// The bodies of POST /containers/create, field by field as dockershim 1.20 sends them (docker_sandbox.go,
// docker_container.go, helpers_linux.go, security_context.go). Fields that upstream sends with Go's zero value are left out.
// Deliberate deviation: app containers that ask for nothing keep the engine's default seccomp profile instead of `seccomp=unconfined`.
import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import type { ContainerConfig, Ownership, SandboxConfig, SelinuxOptions } from '@/server/kubelet/runtime-service';
import { ownershipLabels } from '../identity';

export type CreateBody = Omit<ContainerCreateOptions, 'name' | 'HostConfig'> & { HostConfig: HostConfig };

export type CgroupDriver = 'cgroupfs' | 'systemd' | 'none';

const SHM_BYTES = 64 * 1024 * 1024;
const MIN_CPU_SHARES = 2;

// Explicit in upstream's requests, and without /proc/asound (recorded from kubelet 1.20.2).
const MASKED_PATHS = [
  '/proc/acpi',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
];
const READONLY_PATHS = ['/proc/asound', '/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

/** Parent cgroup of a pod: a path, or a slice where systemd manages cgroups (pkg/kubelet/cm/cgroup_manager_linux.go). '' without cgroups. */
export function cgroupParentOf({ qos, uid }: SandboxConfig['cgroupParent'], driver: CgroupDriver): string {
  if (driver === 'none') return '';
  const parents = qos === 'guaranteed' ? ['kubepods'] : ['kubepods', qos];
  if (driver === 'cgroupfs') return `/${[...parents, `pod${uid}`].join('/')}`;
  return `${[...parents, `pod${uid.replaceAll('-', '_')}`].join('-')}.slice`;
}

function portsOf(config: SandboxConfig): Pick<CreateBody, 'ExposedPorts'> & Pick<HostConfig, 'PortBindings'> {
  const ExposedPorts: Record<string, object> = {};
  const PortBindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const { containerPort, hostPort, protocol, hostIP } of config.portMappings) {
    const key = `${containerPort}/${protocol.toLowerCase()}`;
    ExposedPorts[key] = {};
    PortBindings[key] = [...(PortBindings[key] ?? []), { HostIp: hostIP, HostPort: String(hostPort) }];
  }
  return { ...(config.portMappings.length > 0 && { ExposedPorts }), PortBindings };
}

/** `label=level:s0:c1`; engines without SELinux pass over them. */
const selinuxOptions = ({ user, role, type, level }: SelinuxOptions): string[] =>
  Object.entries({ user, role, type, level }).flatMap(([name, value]) => (value ? [`label=${name}:${value}`] : []));

/** Body for a pod's sandbox. */
export function sandboxBody(config: SandboxConfig, ownership: Ownership, driver: CgroupDriver): CreateBody {
  const { PortBindings, ...exposed } = portsOf(config);
  return {
    Image: config.image,
    Hostname: config.hostNetwork ? '' : config.hostname,
    ...(config.user !== '' && { User: config.user }),
    Labels: { ...config.labels, ...ownershipLabels(ownership) },
    ...exposed,
    HostConfig: {
      NetworkMode: config.hostNetwork ? 'host' : 'default',
      IpcMode: config.hostIPC ? 'host' : 'shareable',
      ...(config.hostPID && { PidMode: 'host' }),
      PortBindings,
      CgroupParent: cgroupParentOf(config.cgroupParent, driver),
      CpuShares: MIN_CPU_SHARES,
      OomScoreAdj: config.oomScoreAdj,
      SecurityOpt: [...selinuxOptions(config.selinux), 'no-new-privileges'],
      ...groupsOf(config),
      ...(Object.keys(config.sysctls).length > 0 && { Sysctls: config.sysctls }),
      ShmSize: SHM_BYTES,
    },
  };
}

const groupsOf = ({ supplementalGroups }: Pick<SandboxConfig, 'supplementalGroups'>): Pick<HostConfig, 'GroupAdd'> =>
  supplementalGroups.length > 0 ? { GroupAdd: supplementalGroups.map(String) } : {};

/** Privileged containers see all of /proc anyway; Unmasked asks for it (pkg/securitycontext/util.go ConvertToRuntimeMaskedPaths). */
function procPaths({ privileged, procMount }: ContainerConfig): Pick<HostConfig, 'MaskedPaths' | 'ReadonlyPaths'> {
  if (privileged) return {};
  if (procMount === 'Unmasked') return { MaskedPaths: [], ReadonlyPaths: [] };
  return { MaskedPaths: MASKED_PATHS, ReadonlyPaths: READONLY_PATHS };
}

function securityOptions(config: ContainerConfig, seccomp: string): Pick<HostConfig, 'SecurityOpt'> {
  const options = [
    ...selinuxOptions(config.selinux),
    ...(config.noNewPrivileges ? ['no-new-privileges'] : []),
    ...(seccomp === '' ? [] : [`seccomp=${seccomp}`]),
    ...(config.apparmorProfile === '' ? [] : [`apparmor=${config.apparmorProfile}`]),
  ];
  return options.length > 0 ? { SecurityOpt: options } : {};
}

function pidMode({ pidNamespace }: ContainerConfig, sandbox: string): Pick<HostConfig, 'PidMode'> {
  if (pidNamespace === 'container') return {};
  return { PidMode: pidNamespace === 'host' ? 'host' : sandbox };
}

/** What surrounds one node's containers. */
export interface EngineSide {
  ownership: Ownership;
  driver: CgroupDriver;
}

/** Body for an app container: it joins the network and IPC namespaces of its sandbox. `seccomp`: '' = default, `unconfined`, or the profile itself. */
export function containerBody(config: ContainerConfig, { ownership, driver }: EngineSide, seccomp: string): CreateBody {
  const { resources } = config;
  const sandbox = `container:${config.sandboxId}`;
  return {
    Image: config.image,
    Labels: { ...config.labels, ...ownershipLabels(ownership) },
    ...(config.command && { Entrypoint: config.command }),
    ...(config.args && { Cmd: config.args }),
    ...(config.workingDir !== undefined && { WorkingDir: config.workingDir }),
    Env: config.env,
    User: config.user,
    Tty: config.tty,
    OpenStdin: config.stdin,
    StdinOnce: config.stdinOnce,
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      Binds: config.binds,
      NetworkMode: sandbox,
      IpcMode: sandbox,
      ...pidMode(config, sandbox),
      ...(config.hostNetwork && { UTSMode: 'host' }),
      RestartPolicy: { Name: 'no' },
      ...(config.privileged && { Privileged: true }),
      ReadonlyRootfs: config.readonlyRootfs,
      CapAdd: config.capabilities.add,
      CapDrop: config.capabilities.drop,
      CgroupParent: cgroupParentOf(config.cgroupParent, driver),
      CpuShares: Math.max(MIN_CPU_SHARES, resources.cpuShares),
      CpuPeriod: resources.cpuPeriod,
      CpuQuota: resources.cpuQuota,
      Memory: resources.memoryBytes,
      MemorySwap: resources.memoryBytes,
      ...(config.pidsLimit !== undefined && { PidsLimit: config.pidsLimit }),
      OomScoreAdj: config.oomScoreAdj,
      ...procPaths(config),
      ...securityOptions(config, seccomp),
      ...groupsOf(config),
      ShmSize: SHM_BYTES,
    },
  };
}
