// Huge pages that the kernel has set aside. Upstream: cAdvisor's MachineInfo.HugePages.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const DIRECTORY = '/sys/kernel/mm/hugepages';
const UNITS = ['Ki', 'Mi', 'Gi'] as const;

/** `hugepages-2Mi` and the like, in bytes. Never throws: a machine without has none. */
export async function readHugepages(directory = DIRECTORY): Promise<Record<string, number>> {
  const names = await readdir(directory).catch(() => []);
  const sizes = await Promise.all(names.map((name) => readSize(directory, name)));
  return Object.fromEntries(sizes.flatMap((size) => size ?? []).map(({ resource, bytes }) => [resource, bytes]));
}

async function readSize(directory: string, name: string): Promise<{ resource: string; bytes: number } | null> {
  const kib = Number(/^hugepages-(\d+)kB$/.exec(name)?.[1] ?? 0);
  if (kib === 0) return null;
  const count = Number(await readFile(join(directory, name, 'nr_hugepages'), 'utf8').catch(() => '0'));
  return { resource: `hugepages-${sizeName(kib)}`, bytes: count * kib * 1024 };
}

function sizeName(kib: number): string {
  let [size, unit] = [kib, 0];
  for (; size % 1024 === 0 && unit < UNITS.length - 1; unit += 1) size /= 1024;
  return `${size}${UNITS[unit]}`;
}
