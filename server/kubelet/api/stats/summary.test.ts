import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Pod } from '@/lib/k8s/types';
import { running, sandbox } from '../../plan/fixtures';
import type { ContainerStats } from '../../runtime-service';
import { cadvisorMetrics } from './cadvisor-metrics';
import { CpuRates } from './cpu-rates';
import { directoryUse, fileSystemOf } from './filesystems';
import { resourceMetrics } from './resource-metrics';
import type { ContainerSample, DiskSample, Sample } from './sampler';
import { summary } from './summary';

const AT = Date.parse('2026-11-23T16:45:36.070Z');
const SECONDS = '2026-11-23T16:45:36Z';
const ROOM = {
  availableBytes: 50,
  capacityBytes: 100,
  usedBytes: 40,
  inodesFree: 5,
  inodes: 10,
  inodesUsed: 5,
};
const { inodesUsed: _, ...LEFT } = ROOM;
const ETH0 = {
  name: 'eth0',
  rxBytes: 946,
  rxPackets: 9,
  rxErrors: 1,
  rxDropped: 0,
  txBytes: 7,
  txPackets: 2,
  txErrors: 0,
  txDropped: 0,
};

const stats = (cpu: number, memory: number, more: Partial<ContainerStats> = {}): ContainerStats => ({
  at: AT,
  cpu: { total: cpu, user: cpu, system: 0 },
  memory: { usage: memory + 10, workingSet: memory, rss: 1, cache: 2, pageFaults: 3, majorPageFaults: 4 },
  tasks: 2,
  network: [],
  ...more,
});

const POD: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-worker1', namespace: 'default', uid: 'u1' },
  spec: { containers: [{ name: 'c', resources: { limits: { memory: '1Ki' } } }] },
  status: { phase: 'Running', startTime: '2026-11-23T16:44:49Z' },
};
const container: ContainerSample = {
  record: running('c', { id: 'c1', podUid: 'u1', podName: 'web-worker1', startedAt: AT - 60_000 }),
  // As the engine says it of whoever shares the sandbox's network.
  stats: stats(3e9, 1000, { network: [ETH0] }),
  nanoCores: 5,
};
const pause: ContainerSample = {
  record: sandbox({ id: 'p1', podUid: 'u1', startedAt: AT - 50_000 }),
  stats: stats(1e9, 24, { network: [ETH0] }),
  nanoCores: 1,
};
const sample: Sample = {
  node: {
    at: AT,
    bootedAt: AT - 3_600_000,
    cpuNanos: 9e9,
    memory: { capacity: 10_000, usage: 5000, workingSet: 4000, rss: 100, cache: 50, pageFaults: 1, majorPageFaults: 0 },
    network: [ETH0],
    tasks: { current: 231, max: 32_768 },
  },
  nanoCores: 7,
  pods: [{ pod: POD, containers: [container], sandbox: pause }],
};
const disk: DiskSample = {
  at: AT,
  node: ROOM,
  images: { fileSystem: ROOM, usedBytes: 33 },
  writable: new Map([['c1', { usedBytes: 11, inodesUsed: 1 }]]),
  logs: new Map([['c1', { usedBytes: 20, inodesUsed: 2 }]]),
  volumes: new Map([['u1', [{ name: 'v', use: { usedBytes: 4, inodesUsed: 1 }, fileSystem: ROOM }]]]),
};

describe('/stats/summary', () => {
  // The shape of goldens/endpoints/stats-summary.json.
  it('tells of the node', () => {
    expect(summary('worker1', sample, disk)).toMatchObject({
      node: {
        nodeName: 'worker1',
        systemContainers: [
          {
            name: 'pods',
            startTime: '2026-11-23T16:44:36Z',
            cpu: { time: SECONDS, usageNanoCores: 6, usageCoreNanoSeconds: 4e9 },
            memory: { time: SECONDS, availableBytes: 8976, usageBytes: 1044, workingSetBytes: 1024, rssBytes: 2 },
          },
        ],
        startTime: '2026-11-23T15:45:36Z',
        cpu: { time: SECONDS, usageNanoCores: 7, usageCoreNanoSeconds: 9e9 },
        memory: { availableBytes: 6000, usageBytes: 5000, workingSetBytes: 4000, pageFaults: 1, majorPageFaults: 0 },
        network: {
          name: 'eth0',
          rxBytes: 946,
          interfaces: [{ name: 'eth0', rxBytes: 946, rxErrors: 1, txBytes: 7, txErrors: 0 }],
        },
        fs: { time: SECONDS, ...ROOM },
        runtime: { imageFs: { time: SECONDS, ...ROOM, usedBytes: 33 } },
        rlimit: { time: SECONDS, maxpid: 32_768, curproc: 231 },
      },
    });
  });

  it('tells of a pod: itself with its sandbox, its containers, its volumes', () => {
    const { pods } = summary('worker1', sample, disk) as { pods: unknown[] };
    expect(pods).toEqual([
      {
        podRef: { name: 'web-worker1', namespace: 'default', uid: 'u1' },
        startTime: '2026-11-23T16:44:49Z',
        containers: [
          {
            name: 'c',
            startTime: '2026-11-23T16:44:36Z',
            cpu: { time: SECONDS, usageNanoCores: 5, usageCoreNanoSeconds: 3e9 },
            memory: {
              time: SECONDS,
              availableBytes: 24,
              usageBytes: 1010,
              workingSetBytes: 1000,
              rssBytes: 1,
              pageFaults: 3,
              majorPageFaults: 4,
            },
            rootfs: { time: SECONDS, ...LEFT, usedBytes: 11, inodesUsed: 1 },
            logs: { time: SECONDS, ...ROOM, usedBytes: 20 },
          },
        ],
        cpu: { time: SECONDS, usageNanoCores: 6, usageCoreNanoSeconds: 4e9 },
        memory: {
          time: SECONDS,
          usageBytes: 1044,
          workingSetBytes: 1024,
          rssBytes: 2,
          pageFaults: 6,
          majorPageFaults: 8,
        },
        network: {
          time: SECONDS,
          name: 'eth0',
          rxBytes: 946,
          rxErrors: 1,
          txBytes: 7,
          txErrors: 0,
          interfaces: [{ name: 'eth0', rxBytes: 946, rxErrors: 1, txBytes: 7, txErrors: 0 }],
        },
        volume: [{ time: SECONDS, ...ROOM, usedBytes: 4, inodesUsed: 1, name: 'v' }],
        'ephemeral-storage': { time: SECONDS, ...LEFT, usedBytes: 35, inodesUsed: 2 },
        process_stats: { process_count: 4 },
      },
    ]);
  });

  it('can be asked for CPU and memory only', () => {
    const { node, pods } = summary('worker1', sample, null) as { node: object; pods: object[] };
    expect(Object.keys(node)).toEqual(['nodeName', 'systemContainers', 'startTime', 'cpu', 'memory']);
    expect(Object.keys(pods[0] ?? {})).toEqual(['podRef', 'startTime', 'containers', 'cpu', 'memory']);
  });

  it('leaves out pods that have not started', () => {
    const pod = { ...POD, status: { phase: 'Pending' as const } };
    const { pods } = summary('worker1', { ...sample, pods: [{ pod, containers: [], sandbox: pause }] }, disk) as {
      pods: object[];
    };
    expect(pods).toEqual([]);
  });
});

describe('/metrics/resource', () => {
  it('has every series with the time of its measurement', () => {
    const lines = resourceMetrics(sample).split('\n');
    for (const line of [
      `container_cpu_usage_seconds_total{container="c",namespace="default",pod="web-worker1"} 3 ${AT}`,
      `container_memory_working_set_bytes{container="c",namespace="default",pod="web-worker1"} 1000 ${AT}`,
      `node_cpu_usage_seconds_total 9 ${AT}`,
      `node_memory_working_set_bytes 4000 ${AT}`,
      `pod_cpu_usage_seconds_total{namespace="default",pod="web-worker1"} 4 ${AT}`,
      `pod_memory_working_set_bytes{namespace="default",pod="web-worker1"} 1024 ${AT}`,
      'scrape_error 0',
    ]) {
      expect(lines).toContain(line);
    }
  });
});

describe('/metrics/cadvisor', () => {
  it('has the node, the container and the sandbox', () => {
    const machine = {
      cpus: 2,
      bootId: 'b',
      machineId: 'm',
      kernelVersion: '6',
      osVersion: 'Debian',
      engineVersion: '20',
    };
    const text = cadvisorMetrics(sample, machine);
    const root = 'container="",id="/",image="",name="",namespace="",pod=""';
    expect(text).toContain(`container_memory_working_set_bytes{${root}} 4000 ${AT}\n`);
    expect(text).toContain('machine_cpu_cores{boot_id="b",machine_id="m",system_uuid="m"} 2\n');
    expect(text).toMatch(
      /^container_cpu_usage_seconds_total\{container="c",cpu="total",id="\/docker\/c1",.*\} 3 \d+$/m,
    );
    expect(text).toMatch(
      /^container_network_receive_bytes_total\{container="POD",.*interface="eth0",name=.*\} 946 \d+$/m,
    );
    expect(text).not.toMatch(/^container_network_.*container="c"/m);
    expect(text).not.toMatch(/container_cpu_user_seconds_total\{container="",/);
  });
});

describe('the use of a CPU', () => {
  it('comes from two measurements that are neither too near nor too far', () => {
    const rates = new CpuRates();
    expect(rates.rate('a', 1000, 0)).toBeUndefined();
    expect(rates.rate('a', 1050, 9e9)).toBeUndefined();
    expect(rates.rate('a', 2000, 5e8)).toBe(5e8);
    expect(rates.rate('a', 2010, 6e8)).toBe(5e8);
    expect(rates.rate('a', 60_000, 7e8)).toBeUndefined();
    expect(rates.rate('a', 61_000, 1)).toBeUndefined();
    rates.keep(new Set());
    expect(rates.rate('a', 62_000, 2)).toBeUndefined();
  });
});

describe('what is used below a directory', () => {
  it('counts files once, whatever their names, and follows no link', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'kulissen-use-'));
    await mkdir(join(dir, 'below'));
    await writeFile(join(dir, 'below', 'file'), 'x'.repeat(100_000));
    await symlink('/usr', join(dir, 'link'));
    const use = await directoryUse(dir);
    expect(use?.inodesUsed).toBe(4);
    expect(use?.usedBytes).toBeGreaterThanOrEqual(100_000);
    expect(use?.usedBytes).toBeLessThan(1_000_000);
    expect(await directoryUse(join(dir, 'nothing'))).toBeNull();
    expect((await fileSystemOf(join(dir, 'nothing')))?.capacityBytes).toBeGreaterThan(0);
    await rm(dir, { recursive: true });
  });
});
