// What is measured, what it means for the node, and which resource it speaks of. Upstream: eviction/api/types.go, eviction/helpers.go (1.20).
// allocatableMemory.available is left out: without reservations it never falls below memory.available.

export const SIGNALS = [
  'memory.available',
  'nodefs.available',
  'nodefs.inodesFree',
  'imagefs.available',
  'imagefs.inodesFree',
  'pid.available',
] as const;
export type Signal = (typeof SIGNALS)[number];

export const isSignal = (name: string): name is Signal => (SIGNALS as readonly string[]).includes(name);

export const PRESSURES = ['MemoryPressure', 'DiskPressure', 'PIDPressure'] as const;
/** A condition of the node that a scarce resource brings about. */
export type Pressure = (typeof PRESSURES)[number];

/** Memory comes first when several resources are scarce. */
export const ABOUT: Readonly<Record<Signal, { pressure: Pressure; resource: string }>> = {
  'memory.available': { pressure: 'MemoryPressure', resource: 'memory' },
  'nodefs.available': { pressure: 'DiskPressure', resource: 'ephemeral-storage' },
  'nodefs.inodesFree': { pressure: 'DiskPressure', resource: 'inodes' },
  'imagefs.available': { pressure: 'DiskPressure', resource: 'ephemeral-storage' },
  'imagefs.inodesFree': { pressure: 'DiskPressure', resource: 'inodes' },
  'pid.available': { pressure: 'PIDPressure', resource: 'pids' },
};

/** Bytes, inodes or processes. */
export interface Observation {
  available: number;
  capacity: number;
}

/** A signal that cannot be measured on this machine is missing. */
export type Observations = ReadonlyMap<Signal, Observation>;
