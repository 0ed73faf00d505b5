// What is left of memory, disk and processes on this machine. Upstream: cAdvisor, pkg/kubelet/stats, stats/pidlimit (1.20).
import { readFile, stat, statfs } from 'node:fs/promises';
import type { Observation, Signal } from '../housekeeping/eviction/signals';
import type { FileSystemUsage } from '../housekeeping/plan-image-gc';
import { nearestExisting } from './machine';

const CGROUP_MEMORY = '/sys/fs/cgroup/memory';

export interface NodeSignalsOptions {
  /** --root-dir: the node's file system. */
  rootDir: string;
  /** Where the engine keeps images; null without an engine of this machine. */
  imageDirectory(): Promise<string | null>;
}

export class NodeSignals {
  private directory: string | undefined;

  constructor(private readonly options: NodeSignalsOptions) {}

  /** Every signal that can be measured here, now. Never throws: what can't be read is missing. */
  async observe(): Promise<Map<Signal, Observation>> {
    const node = this.options.rootDir;
    const image = (await this.imageDirectory()) ?? node;
    const [memory, processes, nodefs, imagefs] = await Promise.all([
      orNull(readMemory()),
      orNull(readProcesses()),
      orNull(readFileSystem(node)),
      orNull(readFileSystem(image)),
    ]);
    const found: [Signal, Observation | null | undefined][] = [
      ['memory.available', memory],
      ['nodefs.available', nodefs?.bytes],
      ['nodefs.inodesFree', nodefs?.inodes],
      ['imagefs.available', imagefs?.bytes],
      ['imagefs.inodesFree', imagefs?.inodes],
      ['pid.available', processes],
    ];
    return new Map(found.flatMap(([signal, observed]) => (observed ? [[signal, observed]] : [])));
  }

  /** Do images have a file system of their own? */
  async hasImageFileSystem(): Promise<boolean> {
    const image = await this.imageDirectory();
    if (image === null) return false;
    const devices = await Promise.all(
      [image, this.options.rootDir].map(async (path) => (await stat(nearestExisting(path))).dev),
    );
    return devices[0] !== devices[1];
  }

  /** The file system of the images; null where it is not on this machine. */
  async imageFileSystem(): Promise<FileSystemUsage | null> {
    const image = await this.imageDirectory();
    if (image === null) return null;
    const { bytes } = await readFileSystem(image);
    return { capacityBytes: bytes.capacity, availableBytes: bytes.available };
  }

  /**
   * Asked once it has answered: the engine takes its time over it, and the directory stays the same.
   * An engine behind a socket need not be on this machine's disk (Docker Desktop): a path that is not there is none.
   */
  private async imageDirectory(): Promise<string | null> {
    this.directory ??= (await orNull(this.options.imageDirectory())) ?? undefined;
    const { directory } = this;
    return directory !== undefined && (await orNull(stat(directory))) ? directory : null;
  }
}

const orNull = <T>(read: Promise<T>): Promise<T | null> => read.catch(() => null);

async function readFileSystem(path: string): Promise<{ bytes: Observation; inodes: Observation | null }> {
  const { bsize, blocks, bavail, files, ffree } = await statfs(nearestExisting(path));
  return {
    bytes: { available: bavail * bsize, capacity: blocks * bsize },
    // Some file systems have no fixed number of inodes.
    inodes: files > 0 ? { available: ffree, capacity: files } : null,
  };
}

const numberIn = (text: string, name: RegExp): number => {
  const found = name.exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${name.source}`);
  return Number(found);
};

/** Capacity less the working set: what is used without the inactive file pages, which can be had back. */
async function readMemory(): Promise<Observation> {
  const meminfo = await readFile('/proc/meminfo', 'utf8');
  const capacity = numberIn(meminfo, /^MemTotal:\s+(\d+) kB$/m) * 1024;
  const used = await orNull(readWorkingSet());
  const available = used === null ? numberIn(meminfo, /^MemAvailable:\s+(\d+) kB$/m) * 1024 : capacity - used;
  return { available, capacity };
}

/** cgroup v1 only: the root of v2 does not count. */
async function readWorkingSet(): Promise<number> {
  const [usage, details] = await Promise.all([
    readFile(`${CGROUP_MEMORY}/memory.usage_in_bytes`, 'utf8'),
    readFile(`${CGROUP_MEMORY}/memory.stat`, 'utf8'),
  ]);
  return Math.max(0, Number(usage) - numberIn(details, /^total_inactive_file (\d+)$/m));
}

async function readProcesses(): Promise<Observation> {
  const [max, load] = await Promise.all([
    readFile('/proc/sys/kernel/pid_max', 'utf8'),
    readFile('/proc/loadavg', 'utf8'),
  ]);
  const capacity = Number(max);
  return { available: capacity - numberIn(load, /\/(\d+) /), capacity };
}
