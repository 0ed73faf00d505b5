// What a node has and what it can give to pods. Pure.
// Upstream: pkg/kubelet/cm/node_container_manager_linux.go GetNodeAllocatableReservation, eviction defaults (1.20).

/** Amounts as quantities, by resource name. */
export interface NodeResources {
  cpu: string;
  memory: string;
  'ephemeral-storage': string;
}

/** What a machine has: CPUs, bytes of memory, bytes of the file system that holds --root-dir. */
export interface MachineSize {
  cpus: number;
  memoryBytes: number;
  storageBytes: number;
}

/** memory.available<100Mi, nodefs.available<10%: pods never get what a hard eviction threshold keeps free. */
const RESERVED_MEMORY_BYTES = 100 * 1024 * 1024;
const RESERVED_STORAGE_SHARE = 0.1;

/** What is left for pods once the default hard eviction thresholds are taken off. */
export function allocatableOf({ cpus, memoryBytes, storageBytes }: MachineSize): NodeResources {
  return {
    cpu: String(cpus),
    memory: String(Math.max(0, memoryBytes - RESERVED_MEMORY_BYTES)),
    'ephemeral-storage': String(storageBytes - Math.floor(storageBytes * RESERVED_STORAGE_SHARE)),
  };
}
