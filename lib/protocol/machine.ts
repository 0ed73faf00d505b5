// What the machine brings, and what is to be said of it. The facts are the server's; the judgement is pure and the same everywhere.

/** `ours`: this lab's kubelet listens there. */
export type PortState = 'free' | 'ours' | 'taken';

export interface MachineFacts {
  engine: {
    runtime: 'docker' | 'memory';
    state: 'connecting' | 'available' | 'unavailable';
    version: string;
    message: string;
  };
  /** Images of the lessons by name; null while the engine can't be asked. */
  images: { name: string; present: boolean }[] | null;
  /** Bytes, where the learner's files are; null when it can't be told. */
  diskFree: number | null;
  /** Bytes. `available` counts what caches would give back. */
  memory: { total: number; available: number };
  /** ms since the epoch: the server's clock when it answered, and when its program was built; null when that can't be told. */
  clock: { now: number; builtAt: number | null };
  /** The kubelet's own ports on this machine. */
  ports: { port: number; state: PortState }[];
  /** Where the server itself listens; what this page came through. */
  home: string;
}

export const MACHINE_CHECKS = ['engine', 'images', 'disk', 'memory', 'clock', 'ports'] as const;
export type MachineCheckName = (typeof MACHINE_CHECKS)[number];

export interface MachineCheck {
  name: MachineCheckName;
  /** bad: lessons can't be done as they stand. warn: they can, with a difference or a risk. */
  state: 'ok' | 'warn' | 'bad' | 'unknown';
  /** Which sentence is said (lib/i18n/preflight), with its facts. */
  code: MachineCode;
  facts: Record<string, string | number>;
}

export const MACHINE_CODES = [
  'EngineAnswers', // version
  'EngineDemo',
  'EngineDown', // message
  'EngineAsked',
  'ImagesPresent', // count
  'ImagesMissing', // names
  'ImagesUnknown',
  'DiskEnough', // bytes
  'DiskLow', // bytes
  'DiskFull', // bytes
  'DiskUnknown',
  'MemoryEnough', // bytes, total
  'MemoryLow', // bytes, total
  'ClockAgrees',
  'ClockBehind', // server, built
  'ClockDiffers', // server, here
  'PortsFree', // ports
  'PortsTaken', // ports
] as const;
export type MachineCode = (typeof MACHINE_CODES)[number];

const MB = 1_000_000;
/** Images and logs of the lessons fit into the one; below the other saving a file may fail. */
const DISK_LOW = 2_000 * MB;
const DISK_FULL = 200 * MB;
/** The server takes about 200 MB, a browser on the same machine more. */
const MEMORY_LOW = 400 * MB;

/** Time zones are no matter: all are ms since the epoch. A day, since whoever builds and whoever runs may be two machines. */
const BUILT_LATER = 86_400_000;
/** More than a slow answer explains. */
const CLOCKS_DIFFER = 120_000;

type Check = Omit<MachineCheck, 'name'>;

function engine({ engine: { runtime, state, version, message } }: MachineFacts): Check {
  if (runtime === 'memory') return { state: 'warn', code: 'EngineDemo', facts: {} };
  if (state === 'available') return { state: 'ok', code: 'EngineAnswers', facts: { version } };
  if (state === 'connecting') return { state: 'unknown', code: 'EngineAsked', facts: {} };
  return { state: 'bad', code: 'EngineDown', facts: { message } };
}

function images({ images: known }: MachineFacts): Check {
  if (!known) return { state: 'unknown', code: 'ImagesUnknown', facts: {} };
  const missing = known.filter(({ present }) => !present).map(({ name }) => name);
  if (missing.length === 0) return { state: 'ok', code: 'ImagesPresent', facts: { count: known.length } };
  return { state: 'bad', code: 'ImagesMissing', facts: { names: missing.join(', ') } };
}

function disk({ diskFree }: MachineFacts): Check {
  if (diskFree === null) return { state: 'unknown', code: 'DiskUnknown', facts: {} };
  const facts = { bytes: diskFree };
  if (diskFree < DISK_FULL) return { state: 'bad', code: 'DiskFull', facts };
  return diskFree < DISK_LOW ? { state: 'warn', code: 'DiskLow', facts } : { state: 'ok', code: 'DiskEnough', facts };
}

function memory({ memory: { total, available } }: MachineFacts): Check {
  const facts = { bytes: available, total };
  return available < MEMORY_LOW
    ? { state: 'warn', code: 'MemoryLow', facts }
    : { state: 'ok', code: 'MemoryEnough', facts };
}

/** Alone a machine can tell only that it is behind: nothing was built in the future. The reader's clock is the second witness. */
function clock({ clock: { now, builtAt } }: MachineFacts, here: number): Check {
  if (builtAt !== null && now < builtAt - BUILT_LATER)
    return { state: 'warn', code: 'ClockBehind', facts: { server: now, built: builtAt } };
  if (Math.abs(now - here) > CLOCKS_DIFFER)
    return { state: 'warn', code: 'ClockDiffers', facts: { server: now, here } };
  return { state: 'ok', code: 'ClockAgrees', facts: {} };
}

function ports({ ports: all }: MachineFacts): Check {
  const taken = all.filter(({ state }) => state === 'taken').map(({ port }) => port);
  if (taken.length > 0) return { state: 'warn', code: 'PortsTaken', facts: { ports: taken.join(', ') } };
  return { state: 'ok', code: 'PortsFree', facts: { ports: all.map(({ port }) => port).join(', ') } };
}

/** What is to be said of each part of the machine, in the order of MACHINE_CHECKS. `here`: the reader's clock when the facts came, in ms. */
export function checkMachine(facts: MachineFacts, here: number): MachineCheck[] {
  const checks: Record<MachineCheckName, Check> = {
    engine: engine(facts),
    images: images(facts),
    disk: disk(facts),
    memory: memory(facts),
    clock: clock(facts, here),
    ports: ports(facts),
  };
  return MACHINE_CHECKS.map((name) => ({ name, ...checks[name] }));
}
