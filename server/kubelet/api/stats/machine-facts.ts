// What names a machine and its system. What can't be read is ''.
import { readFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import type { MachineFacts } from './cadvisor-metrics';

/** @param engineVersion the engine's, as it says itself */
export async function machineFacts(engineVersion: string): Promise<MachineFacts> {
  const read = async (path: string) => (await readFile(path, 'utf8').catch(() => '')).trim();
  const [bootId, machineId, system] = await Promise.all(
    ['/proc/sys/kernel/random/boot_id', '/etc/machine-id', '/etc/os-release'].map(read),
  );
  const osVersion = /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(system ?? '')?.[1] ?? '';
  return {
    cpus: cpus().length,
    bootId: bootId ?? '',
    machineId: machineId ?? '',
    kernelVersion: release(),
    osVersion,
    engineVersion,
  };
}
