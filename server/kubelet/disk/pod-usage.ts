// What a pod uses of memory, processes and disk, read when the node runs short. Upstream: cAdvisor, pkg/kubelet/stats (1.20).
// Not counted: what containers write into their own layer, which only the engine could tell, and slowly.
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { qosClass } from '@/lib/k8s/qos';
import { parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import type { StaticPod } from '@/lib/k8s/types';
import type { PodUsage } from '../housekeeping/eviction/rank-pods';
import { isRunning } from '../plan/instances';
import type { ContainerRecord } from '../runtime-service';

const CGROUPS = '/sys/fs/cgroup';

const read = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);
/** Where cgroupfs keeps a pod, below the mount of a controller. */
function podCgroup(pod: StaticPod): string {
  const qos = qosClass(pod.spec);
  const parents = qos === 'Guaranteed' ? ['kubepods'] : ['kubepods', qos.toLowerCase()];
  return [...parents, `pod${pod.metadata.uid}`].join('/');
}

/** Working set in bytes of a cgroup; 0 where it can't be read (no cgroup of its own, no rights). Both versions of cgroups. */
async function workingSet(cgroup: string): Promise<number> {
  const v1 = await read(join(CGROUPS, 'memory', cgroup, 'memory.usage_in_bytes'));
  const folder = v1 === null ? join(CGROUPS, cgroup) : join(CGROUPS, 'memory', cgroup);
  const usage = v1 ?? (await read(join(folder, 'memory.current')));
  const stat = (await read(join(folder, 'memory.stat'))) ?? '';
  const inactive = Number(/^(?:total_)?inactive_file (\d+)$/m.exec(stat)?.[1] ?? 0);
  return usage === null ? 0 : Math.max(0, Number(usage) - inactive);
}

async function processes(cgroup: string): Promise<number> {
  const count =
    (await read(join(CGROUPS, 'pids', cgroup, 'pids.current'))) ?? (await read(join(CGROUPS, cgroup, 'pids.current')));
  return Number(count ?? 0);
}

interface DiskUsage {
  bytes: number;
  inodes: number;
}

/** Allocated bytes and inodes of a directory with all that is in it, links not followed; nothing where it is not there. */
async function diskUsage(path: string): Promise<DiskUsage> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return { bytes: 0, inodes: 0 };
  const names = found.isDirectory() ? await readdir(path).catch(() => []) : [];
  let [bytes, inodes] = [found.blocks * 512, 1];
  for (const name of names) {
    const inside = await diskUsage(join(path, name));
    bytes += inside.bytes;
    inodes += inside.inodes;
  }
  return { bytes, inodes };
}

export class PodUsageReader {
  constructor(private readonly rootDir: string) {}

  /** Never throws. */
  async usage(pod: StaticPod, records: readonly ContainerRecord[]): Promise<PodUsage> {
    const cgroup = podCgroup(pod);
    const running = records.filter((record) => record.kind === 'container' && isRunning(record));
    const [memoryBytes, count, disk, containers] = await Promise.all([
      workingSet(cgroup),
      processes(cgroup),
      diskUsage(this.podDirectory(pod)),
      Promise.all(
        running.map(async ({ containerName, id }) => [containerName, await workingSet(`${cgroup}/${id}`)] as const),
      ),
    ]);
    return {
      memoryBytes,
      processes: count,
      diskBytes: disk.bytes,
      inodes: disk.inodes,
      containerMemoryBytes: new Map(containers),
    };
  }

  /** emptyDir volumes that hold more than their sizeLimit. Costs nothing for pods without one. Never throws. */
  async overfullVolumes(pod: StaticPod): Promise<{ name: string; limit: string }[]> {
    const overfull: { name: string; limit: string }[] = [];
    for (const volume of pod.spec.volumes ?? []) {
      const { name, emptyDir } = volume as { name?: unknown; emptyDir?: { sizeLimit?: unknown } };
      if (typeof name !== 'string' || emptyDir?.sizeLimit === undefined) continue;
      const limit = String(emptyDir.sizeLimit);
      const bytes = wholeValue(parseQuantity(limit));
      const path = join(this.podDirectory(pod), 'volumes/kubernetes.io~empty-dir', name);
      if (bytes > 0 && (await diskUsage(path)).bytes > bytes) overfull.push({ name, limit });
    }
    return overfull;
  }

  private podDirectory(pod: StaticPod): string {
    return join(this.rootDir, 'pods', pod.metadata.uid);
  }
}
