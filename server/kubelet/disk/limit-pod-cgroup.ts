// The limits of a pod's own cgroup, which the engine has made as the parent of its containers'.
// Upstream: pkg/kubelet/cm/pod_container_manager_linux.go EnsureExists, cgroup_manager_linux.go (1.20).
// Nothing here ever throws: where cgroups are out of reach (no root, an engine elsewhere, systemd's slices), a pod runs without.
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxConfig } from '../runtime-service';

const ROOT = '/sys/fs/cgroup';

/** CPU in shares and µs (-1: no quota), memory in bytes. What is absent is left as it is. */
export interface CgroupLimits {
  cpuShares: number;
  cpuQuota?: number;
  cpuPeriod?: number;
  memoryBytes?: number;
  pids?: number;
}

type Parent = SandboxConfig['cgroupParent'];
type Setting = [controller: string, file: string, value: string | number];

/** Gives the pod's cgroup its limits, and that of all best-effort pods the least share. `root`: where cgroups are mounted. */
export async function limitPodCgroup(parent: Parent, limits: CgroupLimits, root = ROOT): Promise<void> {
  await apply(podPath(parent), limits, root);
  if (parent.qos === 'besteffort') await apply(classPath(parent), { cpuShares: 2 }, root);
}

const classPath = ({ qos }: Parent): string => (qos === 'guaranteed' ? 'kubepods' : join('kubepods', qos));
/** A uid may come from a manifest: it never leads out of the tree. */
const podPath = (parent: Parent): string => join(classPath(parent), `pod${parent.uid.replaceAll(/[/\0]/g, '_')}`);

async function apply(path: string, limits: CgroupLimits, root: string): Promise<void> {
  const unified = await access(join(root, 'cgroup.controllers')).then(
    () => true,
    () => false,
  );
  for (const [controller, file, value] of unified ? unifiedSettings(limits) : settings(limits)) {
    // Never created: in a cgroup file system a file is there, or its controller is not.
    await writeFile(join(root, controller, path, file), String(value), { flag: 'r+' }).catch(() => undefined);
  }
}

/** Period before quota: the kernel compares them. */
function settings({ cpuShares, cpuQuota, cpuPeriod, memoryBytes, pids }: CgroupLimits): Setting[] {
  return present([
    ['cpu', 'cpu.shares', cpuShares],
    ['cpu', 'cpu.cfs_period_us', cpuPeriod],
    ['cpu', 'cpu.cfs_quota_us', cpuQuota],
    ['memory', 'memory.limit_in_bytes', memoryBytes],
    ['pids', 'pids.max', pids],
  ]);
}

function unifiedSettings({ cpuShares, cpuQuota, cpuPeriod, memoryBytes, pids }: CgroupLimits): Setting[] {
  const quota = cpuQuota !== undefined && cpuQuota < 0 ? 'max' : cpuQuota;
  return present([
    ['', 'cpu.weight', cpuWeight(cpuShares)],
    ['', 'cpu.max', quota === undefined ? undefined : `${quota} ${cpuPeriod ?? ''}`.trim()],
    ['', 'memory.max', memoryBytes],
    ['', 'pids.max', pids],
  ]);
}

const present = (rows: readonly [string, string, string | number | undefined][]): Setting[] =>
  rows.flatMap(([controller, file, value]) =>
    value === undefined ? [] : [[controller, file, value] satisfies Setting],
  );

/** Shares 2 … 262144 as weights 1 … 10000 (runc CpuSharesToCpuWeight). */
const cpuWeight = (shares: number): number => Math.floor(((shares - 2) * 9999) / 262142) + 1;
