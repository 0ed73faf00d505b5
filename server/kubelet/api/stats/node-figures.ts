// What the machine uses, from /proc: works without root and with either version of cgroups. Upstream asks cAdvisor for the root
// cgroup (pkg/kubelet/stats/cri_stats_provider.go, cadvisor utils, 1.20); the figures mean the same.
import { readFile } from 'node:fs/promises';
import type { InterfaceStats } from '../../runtime-service';

export interface NodeFigures {
  /** ms since the epoch. */
  at: number;
  /** ms since the epoch. */
  bootedAt: number;
  /** CPU time of all since boot, in ns. */
  cpuNanos: number;
  /** In bytes; faults are counts since boot. */
  memory: {
    capacity: number;
    usage: number;
    workingSet: number;
    rss: number;
    cache: number;
    pageFaults: number;
    majorPageFaults: number;
  };
  /** Without the loopback and what belongs to containers. */
  network: InterfaceStats[];
  /** How many processes and threads there are, and may be. */
  tasks: { current: number; max: number };
}

/** The files that are read, by what the parts below call them. */
interface ProcTexts {
  stat: string;
  meminfo: string;
  vmstat: string;
  netDev: string;
  loadavg: string;
  pidMax: string;
}

/** Clock ticks of /proc/stat: 100 a second on every Linux that Node runs on. */
const NANOS_PER_TICK = 1e7;
/** As cAdvisor passes them over. */
const OF_CONTAINERS = /^(lo$|docker|veth|br-)/;

export async function nodeFigures(now: number): Promise<NodeFigures> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => '');
  const paths = ['stat', 'meminfo', 'vmstat', 'net/dev', 'loadavg', 'sys/kernel/pid_max'];
  const texts = await Promise.all(paths.map((path) => read(`/proc/${path}`)));
  const [stat = '', meminfo = '', vmstat = '', netDev = '', loadavg = '', pidMax = ''] = texts;
  return readFigures({ stat, meminfo, vmstat, netDev, loadavg, pidMax }, now);
}

/** Pure. What is missing counts as 0. */
export function readFigures({ stat, meminfo, vmstat, netDev, loadavg, pidMax }: ProcTexts, now: number): NodeFigures {
  // user nice system idle iowait irq softirq steal; guest time is part of user.
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = numbersAfter(stat, 'cpu ');
  const kilobytes = (name: string) => (numbersAfter(meminfo, `${name}:`)[0] ?? 0) * 1024;
  const usage = kilobytes('MemTotal') - kilobytes('MemFree');
  return {
    at: now,
    bootedAt: (numbersAfter(stat, 'btime ')[0] ?? 0) * 1000,
    cpuNanos: (user + nice + system + irq + softirq + steal) * NANOS_PER_TICK,
    memory: {
      capacity: kilobytes('MemTotal'),
      usage,
      workingSet: Math.max(0, usage - kilobytes('Inactive(file)')),
      rss: kilobytes('AnonPages'),
      cache: kilobytes('Cached'),
      pageFaults: numbersAfter(vmstat, 'pgfault ')[0] ?? 0,
      majorPageFaults: numbersAfter(vmstat, 'pgmajfault ')[0] ?? 0,
    },
    network: netDev.split('\n').slice(2).flatMap(readInterface),
    tasks: { current: Number(/\/(\d+) /.exec(loadavg)?.[1] ?? 0), max: Number(pidMax.trim() || 0) },
  };
}

/** The numbers of the line that begins so. */
function numbersAfter(text: string, start: string): number[] {
  const line = text.split('\n').find((row) => row.startsWith(start)) ?? '';
  return line.slice(start.length).trim().split(/\s+/).map(Number).filter(Number.isFinite);
}

function readInterface(line: string): InterfaceStats[] {
  const [name = '', figures = ''] = line.split(':').map((part) => part.trim());
  if (name === '' || OF_CONTAINERS.test(name)) return [];
  const columns = figures.split(/\s+/).map(Number);
  const column = (index: number) => columns[index] ?? 0;
  return [
    {
      name,
      rxBytes: column(0),
      rxPackets: column(1),
      rxErrors: column(2),
      rxDropped: column(3),
      txBytes: column(8),
      txPackets: column(9),
      txErrors: column(10),
      txDropped: column(11),
    },
  ];
}
