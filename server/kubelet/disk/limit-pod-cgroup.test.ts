import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limitPodCgroup } from './limit-pod-cgroup';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kulissen-cgroup-'));
});
afterEach(() => rm(root, { recursive: true }));

/** The kernel's files, as they stand before anyone writes. */
async function cgroup(path: string, files: string[]): Promise<void> {
  await mkdir(join(root, path), { recursive: true });
  await Promise.all(files.map((file) => writeFile(join(root, path, file), '')));
}
const read = (path: string) => readFile(join(root, path), 'utf8');
const LIMITS = { cpuShares: 102, cpuQuota: 50_000, cpuPeriod: 100_000, memoryBytes: 4096, pids: 64 };

describe('limitPodCgroup', () => {
  it('writes to each hierarchy of version 1', async () => {
    await cgroup('cpu/kubepods/podu1', ['cpu.shares', 'cpu.cfs_period_us', 'cpu.cfs_quota_us']);
    await cgroup('memory/kubepods/podu1', ['memory.limit_in_bytes']);
    await cgroup('pids/kubepods/podu1', ['pids.max']);
    await limitPodCgroup({ qos: 'guaranteed', uid: 'u1' }, LIMITS, root);
    expect(await read('cpu/kubepods/podu1/cpu.shares')).toBe('102');
    expect(await read('cpu/kubepods/podu1/cpu.cfs_period_us')).toBe('100000');
    expect(await read('cpu/kubepods/podu1/cpu.cfs_quota_us')).toBe('50000');
    expect(await read('memory/kubepods/podu1/memory.limit_in_bytes')).toBe('4096');
    expect(await read('pids/kubepods/podu1/pids.max')).toBe('64');
  });

  it('writes to the one hierarchy of version 2', async () => {
    await writeFile(join(root, 'cgroup.controllers'), 'cpu memory pids');
    await cgroup('kubepods/burstable/podu1', ['cpu.weight', 'cpu.max', 'memory.max', 'pids.max']);
    await limitPodCgroup({ qos: 'burstable', uid: 'u1' }, LIMITS, root);
    expect(await read('kubepods/burstable/podu1/cpu.weight')).toBe('4');
    expect(await read('kubepods/burstable/podu1/cpu.max')).toBe('50000 100000');
    expect(await read('kubepods/burstable/podu1/memory.max')).toBe('4096');
  });

  it('gives the class of best-effort pods the least share', async () => {
    await cgroup('cpu/kubepods/besteffort/podu1', ['cpu.shares']);
    await cgroup('cpu/kubepods/besteffort', ['cpu.shares']);
    await limitPodCgroup({ qos: 'besteffort', uid: 'u1' }, { cpuShares: 2 }, root);
    expect(await read('cpu/kubepods/besteffort/cpu.shares')).toBe('2');
    expect(await read('cpu/kubepods/besteffort/podu1/cpu.shares')).toBe('2');
  });

  it('makes do without any, and makes none', async () => {
    await limitPodCgroup({ qos: 'guaranteed', uid: '../../u1' }, LIMITS, join(root, 'none'));
    await expect(read('none/kubepods')).rejects.toThrow();
  });
});
