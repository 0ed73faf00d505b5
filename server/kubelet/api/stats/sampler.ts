// Measures node, pods and containers when somebody asks. Upstream lets cAdvisor measure all the time (pkg/kubelet/stats, 1.20);
// a lab that nobody looks at should cost nothing.
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Pod } from '@/lib/k8s/types';
import type { Clock } from '../../clock';
import { type ContainerRecord, type ContainerStats, isRuntimeError, type RuntimeService } from '../../runtime-service';
import { CpuRates } from './cpu-rates';
import { type DirectoryUse, directoryUse, type FileSystem, fileSystemOf } from './filesystems';
import { type NodeFigures, nodeFigures } from './node-figures';

export interface ContainerSample {
  record: ContainerRecord;
  stats: ContainerStats;
  /** Billionths of a CPU. */
  nanoCores: number | undefined;
}

export interface PodSample {
  pod: Pod;
  containers: ContainerSample[];
  sandbox: ContainerSample | undefined;
}

export interface Sample {
  node: NodeFigures;
  nanoCores: number | undefined;
  /** Pods of which something runs. */
  pods: PodSample[];
}

export type LayerUse = Pick<DirectoryUse, 'usedBytes'> & Partial<DirectoryUse>;

export interface VolumeSample {
  name: string;
  use: DirectoryUse;
  fileSystem: FileSystem;
}

/** What takes longer to find out. */
export interface DiskSample {
  at: number;
  node: FileSystem | null;
  images: { fileSystem: FileSystem; usedBytes: number } | null;
  /** By container id: what it has written, and its logs. The inodes are only known where its layer can be read. */
  writable: ReadonlyMap<string, LayerUse>;
  logs: ReadonlyMap<string, DirectoryUse>;
  /** By pod uid. */
  volumes: ReadonlyMap<string, VolumeSample[]>;
}

export interface SamplerHost {
  runtime: RuntimeService;
  clock: Clock;
  rootDir: string;
  pods(): Pod[];
  records(): ContainerRecord[];
}

/** Where nothing was measured before, a second measurement follows after this, ms. */
const SECOND_LOOK_MS = 200;
/** Answers may be so old, ms. */
const SAMPLE_AGE_MS = 1_000;
const DISK_AGE_MS = 10_000;
/** The engine is asked about so many containers at once. */
const AT_ONCE = 8;
const NODE = 'node';

export class Sampler {
  private readonly rates = new CpuRates();
  private readonly samples: Remembered<Sample>;
  private readonly disks: Remembered<DiskSample>;

  constructor(private readonly host: SamplerHost) {
    this.samples = new Remembered(host.clock, SAMPLE_AGE_MS, () => this.take());
    this.disks = new Remembered(host.clock, DISK_AGE_MS, () => this.takeDisk());
  }

  /** CPU, memory and network. */
  sample(): Promise<Sample> {
    return this.samples.get();
  }

  /** File systems. */
  disk(): Promise<DiskSample> {
    return this.disks.get();
  }

  private async take(): Promise<Sample> {
    const first = await this.measure();
    const isComplete = first.nanoCores !== undefined && samplesOf(first).every((one) => one.nanoCores !== undefined);
    if (isComplete) return first;
    await this.host.clock.sleep(SECOND_LOOK_MS);
    return await this.measure();
  }

  private async measure(): Promise<Sample> {
    const { clock } = this.host;
    const running = this.host.records().filter(({ state }) => state === 'running');
    const [node, measured] = await Promise.all([nodeFigures(clock.now()), this.measureAll(running)]);
    this.rates.keep(new Set([NODE, ...running.map(({ id }) => id)]));
    const pods = this.host.pods().flatMap((pod): PodSample[] => {
      const own = measured.filter(({ record }) => record.podUid === pod.metadata.uid);
      const containers = own.filter(({ record }) => record.kind === 'container');
      const sandbox = own.find(({ record }) => record.kind === 'sandbox');
      return own.length === 0 ? [] : [{ pod, containers, sandbox }];
    });
    return { node, nanoCores: this.rates.rate(NODE, node.at, node.cpuNanos), pods };
  }

  private async measureAll(records: readonly ContainerRecord[]): Promise<ContainerSample[]> {
    const samples: ContainerSample[] = [];
    await atOnce(records, async (record) => {
      const stats = await this.host.runtime.stats(record.id).catch(unlessEnded);
      if (stats) samples.push({ record, stats, nanoCores: this.rates.rate(record.id, stats.at, stats.cpu.total) });
    });
    return samples;
  }

  private async takeDisk(): Promise<DiskSample> {
    const { runtime, clock, rootDir } = this.host;
    const records = this.host.records().filter(({ kind, state }) => kind === 'container' && state === 'running');
    const [node, images, writable, logs, volumes] = await Promise.all([
      fileSystemOf(rootDir),
      imageFileSystem(runtime).catch(() => null),
      this.layers(records),
      logUse(records),
      this.volumes(),
    ]);
    return { at: clock.now(), node, images, writable, logs, volumes };
  }

  private async layers(records: readonly ContainerRecord[]): Promise<Map<string, LayerUse>> {
    const found = new Map<string, LayerUse>();
    await atOnce(records, async ({ id }) => {
      const layer = await this.host.runtime.writableLayer(id).catch(() => null);
      const use = layer && ('directory' in layer ? await directoryUse(layer.directory) : layer);
      if (use) found.set(id, use);
    });
    return found;
  }

  private async volumes(): Promise<Map<string, VolumeSample[]>> {
    const uids = this.host.pods().map(({ metadata }) => metadata.uid ?? '');
    const found = await Promise.all(
      uids.map(async (uid): Promise<[string, VolumeSample[]]> => {
        const directory = join(this.host.rootDir, 'pods', uid, 'volumes');
        return [uid, uid === '' ? [] : await volumesBelow(directory)];
      }),
    );
    return new Map(found);
  }
}

/** Asks about each record, a few at a time. */
async function atOnce(
  records: readonly ContainerRecord[],
  ask: (record: ContainerRecord) => Promise<void>,
): Promise<void> {
  const waiting = [...records];
  const work = async () => {
    for (let record = waiting.shift(); record; record = waiting.shift()) await ask(record);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** What has ended meanwhile uses nothing. */
function unlessEnded(error: unknown): null {
  if (isRuntimeError(error, 'NotFound') || isRuntimeError(error, 'Conflict')) return null;
  throw error;
}

const samplesOf = ({ pods }: Sample): ContainerSample[] =>
  pods.flatMap(({ containers, sandbox }) => (sandbox ? [...containers, sandbox] : containers));

/** Where images are kept. Layers that images share count once for each of them. */
async function imageFileSystem(runtime: RuntimeService): Promise<DiskSample['images']> {
  const directory = await runtime.imageDirectory();
  const fileSystem = directory === null ? null : await fileSystemOf(directory);
  if (!fileSystem) return null;
  const usedBytes = (await runtime.images()).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { fileSystem, usedBytes };
}

/** The engine keeps logs where only root may look: what can't be read is left out. */
async function logUse(records: readonly ContainerRecord[]): Promise<Map<string, DirectoryUse>> {
  const uses = await Promise.all(
    records.map(async ({ id, logPath }) => [id, logPath ? await directoryUse(dirname(logPath)) : null] as const),
  );
  return new Map(uses.flatMap(([id, use]) => (use ? [[id, use] as const] : [])));
}

/** <plugin>/<volume> below a pod's directory of volumes. */
async function volumesBelow(directory: string): Promise<VolumeSample[]> {
  const list = (path: string) => readdir(path).catch((): string[] => []);
  const samples: VolumeSample[] = [];
  for (const plugin of await list(directory)) {
    for (const name of await list(join(directory, plugin))) {
      const path = join(directory, plugin, name);
      const [use, fileSystem] = await Promise.all([directoryUse(path), fileSystemOf(path)]);
      if (use && fileSystem) samples.push({ name, use, fileSystem });
    }
  }
  return samples;
}

/** What was found out a moment ago need not be found out again; who asks at the same time waits for the same answer. */
class Remembered<T> {
  private value: { at: number; result: Promise<T> } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly ageMs: number,
    private readonly find: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    const now = this.clock.now();
    if (this.value && now - this.value.at < this.ageMs) return this.value.result;
    const result = this.find();
    this.value = { at: now, result };
    const forget = () => {
      if (this.value?.result === result) this.value = undefined;
    };
    result.catch(forget);
    return result;
  }
}
