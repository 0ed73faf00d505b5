// What containers use, as the engine reads it from their cgroups. Upstream: cAdvisor, container/libcontainer/handler.go (1.20).
import { type ContainerStats, type InterfaceStats, RuntimeError } from '@/server/kubelet/runtime-service';
import type { EngineConnection } from './connection';
import type { OwnedContainers } from './owned-containers';

/** The engine's answer, as far as it is read; what a host's kernel does not tell is missing. */
interface RawStats {
  read?: string;
  cpu_stats?: { cpu_usage?: { total_usage?: number; usage_in_usermode?: number; usage_in_kernelmode?: number } };
  memory_stats?: { usage?: number; stats?: Record<string, number> };
  pids_stats?: { current?: number };
  networks?: Record<string, Readonly<Record<string, number | string | undefined>>>;
}

/** Measures a running container of ours. */
export async function containerStats(
  { connection, owned }: { connection: EngineConnection; owned: OwnedContainers },
  id: string,
): Promise<ContainerStats> {
  await owned.verify(id);
  const container = connection.docker.getContainer(id);
  // `one-shot`: without it the engine takes two measurements, a second apart.
  const raw: RawStats = await connection.read(() => container.stats({ stream: false, 'one-shot': true }));
  const stats = readStats(raw);
  if (stats === null) throw new RuntimeError('Conflict', `container not running (${id})`);
  return stats;
}

/** Null for a container that does not run: the engine answers with the year 1. */
export function readStats(raw: RawStats): ContainerStats | null {
  const at = Date.parse(raw.read ?? '');
  if (!(at > 0)) return null;
  const { total_usage = 0, usage_in_usermode = 0, usage_in_kernelmode = 0 } = raw.cpu_stats?.cpu_usage ?? {};
  const { usage = 0, stats = {} } = raw.memory_stats ?? {};
  // The names of cgroup v1, then those of v2.
  const figure = (...names: string[]) => names.map((name) => stats[name]).find((value) => value !== undefined) ?? 0;
  return {
    at,
    cpu: { total: total_usage, user: usage_in_usermode, system: usage_in_kernelmode },
    memory: {
      usage,
      workingSet: Math.max(0, usage - figure('total_inactive_file', 'inactive_file')),
      rss: figure('total_rss', 'anon'),
      cache: figure('total_cache', 'file'),
      pageFaults: figure('total_pgfault', 'pgfault'),
      majorPageFaults: figure('total_pgmajfault', 'pgmajfault'),
    },
    tasks: raw.pids_stats?.current ?? 0,
    network: Object.entries(raw.networks ?? {}).map(readInterface),
  };
}

function readInterface([name, row]: [string, Readonly<Record<string, number | string | undefined>>]): InterfaceStats {
  const count = (key: string) => Number(row[key] ?? 0);
  return {
    name,
    rxBytes: count('rx_bytes'),
    rxPackets: count('rx_packets'),
    rxErrors: count('rx_errors'),
    rxDropped: count('rx_dropped'),
    txBytes: count('tx_bytes'),
    txPackets: count('tx_packets'),
    txErrors: count('tx_errors'),
    txDropped: count('tx_dropped'),
  };
}
