// Whether a machine can carry a workshop: a pure function of what was found.
import type { HostFindingCode, HostFindings } from '@/lib/i18n/host-check';
import type { EngineFacts, FolderFacts, HostFacts } from './host-facts';
import { debianTracker, type Hole, holeIn, KNOWN_HOLES } from './known-holes';

export type Level = 'ok' | 'warn' | 'fail';

/** `C` is given where a sentence is looked for by its code. */
export type Finding<C extends HostFindingCode = HostFindingCode> = {
  [K in C]: { level: Level; code: K; facts: HostFindings[K] };
}[C];

const GB = 1e9;
/** Host, engine, broker and web process; then what a seat takes in use: workstation, shells and a handful of small pods. */
const BASE_MEMORY = 2 * GB;
export const SEAT_MEMORY = 150e6;
/** Images once, then for each seat its files, its containers' own layers and their logs. */
const BASE_DISK = 2 * GB;
const SEAT_DISK = 100e6;
const SEAT_INODES = 2000;
/** Descriptors of the broker: engine, logs and shells of a seat; and what it holds anyway. */
const BASE_FILES = 256;
const SEAT_FILES = 32;
/** moby libnetwork/ipamutils/utils.go: fifteen /16 below 172.16.0.0/12 and sixteen /20 in 192.168.0.0/16. */
const DEFAULT_NETWORKS = 31;
/** Nothing of ours is older. */
const FIRST_YEAR = 2026;
const CLOCKS_MAY_DIFFER_S = 5;

/** All findings in the order in which they are told. `seats` ≥ 1. */
export function judgeHost(host: HostFacts, seats: number): Finding[] {
  const { engine } = host;
  const ofEngine = 'away' in engine ? [engineAway(engine)] : judgeEngine(engine, seats);
  return [
    ...ofEngine,
    judgeMemory(host.memory, seats),
    ...host.folders.flatMap((folder) => judgeFolder(folder, seats)),
    judgeOpenFiles(host.openFiles, seats),
    judgeClock(host),
  ];
}

/**
 * What /etc/docker/daemon.json would have to say for the findings to go away; undefined when they have nothing to do with it.
 * Not userns-remap: it gives Docker another folder, so that images and containers seem lost. Its sentence says so.
 */
export function daemonSettings(findings: readonly Finding[]): Record<string, unknown> | undefined {
  const has = (code: HostFindingCode) => findings.some((finding) => finding.code === code);
  const settings = {
    ...(has('liveRestoreOff') && { 'live-restore': true }),
    ...(has('logDriverUnbounded') && { 'log-driver': 'local' }),
    ...(has('tooFewNetworks') && { 'default-address-pools': [{ base: '10.200.0.0/16', size: 24 }] }),
  };
  return Object.keys(settings).length > 0 ? settings : undefined;
}

const engineAway = ({ socket, away }: { socket: string; away: string }): Finding => ({
  level: 'fail',
  code: 'engineAway',
  facts: { socket, reason: away },
});

function judgeEngine(engine: EngineFacts, seats: number): Finding[] {
  const { info, runcVersion } = engine;
  const options = info.SecurityOptions ?? [];
  const hasOption = (name: string) => options.some((option) => option.split(',').includes(`name=${name}`));
  const missing = [
    ...(info.MemoryLimit ? [] : ['memory']),
    ...(info.PidsLimit ? [] : ['pids']),
    ...(info.CpuCfsQuota ? [] : ['cpu']),
  ];
  return [
    { level: 'ok', code: 'engine', facts: { version: info.ServerVersion, runc: runcVersion, seats } },
    ...KNOWN_HOLES.flatMap((hole) => judgeHole(hole, engine)),
    ...(hasOption('seccomp') ? [] : [{ level: 'fail', code: 'seccompOff', facts: {} } as const]),
    ...(missing.length === 0
      ? []
      : [{ level: 'fail', code: 'limitsMissing', facts: { limits: missing.join(', ') } } as const]),
    ...(info.SwapLimit ? [] : [{ level: 'warn', code: 'swapUnlimited', facts: {} } as const]),
    info.LiveRestoreEnabled
      ? { level: 'ok', code: 'liveRestore', facts: {} }
      : { level: 'warn', code: 'liveRestoreOff', facts: {} },
    hasOption('userns') ? { level: 'ok', code: 'userns', facts: {} } : { level: 'warn', code: 'usernsOff', facts: {} },
    judgeLogs(info.LoggingDriver),
    ...(info.IPv4Forwarding ? [] : [{ level: 'fail', code: 'forwardingOff', facts: {} } as const]),
    judgeNetworks(engine, seats),
  ];
}

function judgeHole(hole: Hole, { info, runcVersion }: EngineFacts): Finding[] {
  if (hole.authorizationPluginsOnly && !info.Plugins?.Authorization?.length) return [];
  const version = hole.component === 'engine' ? info.ServerVersion : runcVersion;
  const state = holeIn(hole, version);
  if (state === 'closed') return [];
  const facts = {
    component: hole.component,
    version,
    cves: hole.cves.join(', '),
    fixedIn: hole.fixedIn.join(' / '),
    source: state === 'open' ? hole.source : debianTracker(hole.cves[0] ?? ''),
  };
  return [state === 'open' ? { level: 'fail', code: 'hole', facts } : { level: 'warn', code: 'maybeHole', facts }];
}

/** json-file keeps everything unless told otherwise, and `docker info` does not say whether it was told; `local` rotates by itself. */
function judgeLogs(driver: string): Finding {
  const bounded = ['local', 'journald', 'syslog', 'none'].includes(driver);
  return bounded
    ? { level: 'ok', code: 'logDriver', facts: { driver } }
    : { level: 'warn', code: 'logDriverUnbounded', facts: { driver } };
}

function judgeNetworks({ info, bridges }: EngineFacts, needed: number): Finding {
  const pools = info.DefaultAddressPools ?? [];
  const capacity = pools.length === 0 ? DEFAULT_NETWORKS : pools.reduce((sum, pool) => sum + networksIn(pool), 0);
  const free = Math.max(0, capacity - bridges);
  return free >= needed
    ? { level: 'ok', code: 'networks', facts: { free, needed } }
    : { level: 'fail', code: 'tooFewNetworks', facts: { free, capacity, needed } };
}

/** A pool cut into subnets of its size: `10.200.0.0/16` in `/24`s makes 256. IPv6 pools give a bridge no IPv4 address. */
function networksIn({ Base, Size }: { Base: string; Size: number }): number {
  const prefix = Number(Base.split('/')[1]);
  return Base.includes(':') || !(prefix <= Size) ? 0 : 2 ** (Size - prefix);
}

function judgeMemory({ total, available }: HostFacts['memory'], seats: number): Finding {
  const needed = BASE_MEMORY + seats * SEAT_MEMORY;
  if (total < needed) {
    const seatsThatFit = Math.max(0, Math.floor((total - BASE_MEMORY) / SEAT_MEMORY));
    return { level: 'fail', code: 'tooLittleMemory', facts: { total, needed, seatsThatFit } };
  }
  // What the host itself runs is in use already; the seats are still to come.
  if (available < seats * SEAT_MEMORY)
    return { level: 'warn', code: 'memoryBusy', facts: { total, available, needed } };
  return { level: 'ok', code: 'memory', facts: { total, needed } };
}

function judgeFolder({ folder, free }: FolderFacts, seats: number): Finding[] {
  if (!free) return [{ level: 'warn', code: 'diskUnknown', facts: { folder } }];
  const needed = BASE_DISK + seats * SEAT_DISK;
  const inodes = seats * SEAT_INODES;
  const space: Finding =
    free.bytes < needed
      ? { level: 'fail', code: 'tooLittleDisk', facts: { folder, free: free.bytes, needed } }
      : { level: 'ok', code: 'disk', facts: { folder, free: free.bytes, needed } };
  if (free.inodes >= inodes) return [space];
  return [space, { level: 'fail', code: 'tooFewInodes', facts: { folder, free: free.inodes, needed: inodes } }];
}

function judgeOpenFiles(limit: number, seats: number): Finding {
  const needed = BASE_FILES + seats * SEAT_FILES;
  return limit < needed
    ? { level: 'fail', code: 'tooFewOpenFiles', facts: { limit, needed } }
    : { level: 'ok', code: 'openFiles', facts: { limit, needed } };
}

function judgeClock({ engine, now, clockSynchronised }: HostFacts): Finding {
  const year = new Date(now).getUTCFullYear();
  if (year < FIRST_YEAR) return { level: 'fail', code: 'clockWrong', facts: { year } };
  const engineTime = 'away' in engine ? Number.NaN : Date.parse(engine.info.SystemTime);
  const seconds = Math.round(Math.abs(engineTime - now) / 1000);
  if (seconds > CLOCKS_MAY_DIFFER_S) return { level: 'warn', code: 'clocksDiffer', facts: { seconds } };
  if (clockSynchronised === false) return { level: 'warn', code: 'clockUnsynchronised', facts: { now } };
  return { level: 'ok', code: 'clock', facts: { now } };
}
