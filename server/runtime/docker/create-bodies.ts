// The bodies of POST /containers/create, field by field as dockershim 1.20 sends them (docker_sandbox.go,
// docker_container.go, helpers_linux.go, security_context.go). Fields that upstream sends with Go's zero value are left out.
// Deliberate deviation: app containers keep the engine's default seccomp profile instead of `seccomp=unconfined`.
import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import type { ContainerConfig, Ownership, SandboxConfig } from '@/server/kubelet/runtime-service';
import { ownershipLabels } from '../identity';

export type CreateBody = Omit<ContainerCreateOptions, 'name' | 'HostConfig'> & { HostConfig: HostConfig };

export type CgroupDriver = 'cgroupfs' | 'systemd' | 'none';

const SHM_BYTES = 64 * 1024 * 1024;
const CPU_PERIOD_US = 100_000;
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

/** Body for a pod's sandbox. */
export function sandboxBody(config: SandboxConfig, ownership: Ownership, driver: CgroupDriver): CreateBody {
  const { PortBindings, ...exposed } = portsOf(config);
  return {
    Image: config.image,
    Hostname: config.hostNetwork ? '' : config.hostname,
    Labels: { ...config.labels, ...ownershipLabels(ownership) },
    ...exposed,
    HostConfig: {
      NetworkMode: config.hostNetwork ? 'host' : 'default',
      IpcMode: 'shareable',
      PortBindings,
      CgroupParent: cgroupParentOf(config.cgroupParent, driver),
      CpuShares: MIN_CPU_SHARES,
      OomScoreAdj: config.oomScoreAdj,
      SecurityOpt: ['no-new-privileges'],
      ShmSize: SHM_BYTES,
    },
  };
}

/** Body for an app container: it joins the network and IPC namespaces of its sandbox. */
export function containerBody(config: ContainerConfig, ownership: Ownership, driver: CgroupDriver): CreateBody {
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
      ...(config.hostNetwork && { UTSMode: 'host' }),
      RestartPolicy: { Name: 'no' },
      ReadonlyRootfs: config.readonlyRootfs,
      CapAdd: config.capabilities.add,
      CapDrop: config.capabilities.drop,
      CgroupParent: cgroupParentOf(config.cgroupParent, driver),
      CpuShares: Math.max(MIN_CPU_SHARES, resources.cpuShares),
      CpuPeriod: CPU_PERIOD_US,
      CpuQuota: resources.cpuQuota,
      Memory: resources.memoryBytes,
      MemorySwap: resources.memoryBytes,
      OomScoreAdj: config.oomScoreAdj,
      MaskedPaths: MASKED_PATHS,
      ReadonlyPaths: READONLY_PATHS,
      ShmSize: SHM_BYTES,
    },
  };
}
