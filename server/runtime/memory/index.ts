// RuntimeService in memory: the demo mode for machines without Docker, and the kubelet's tests.
import type { Clock } from '@/server/kubelet/clock';
import {
  type ContainerConfig,
  type ContainerRecord,
  type ContainerStats,
  type ExecLimits,
  type ExecResult,
  type ExecStream,
  type ImageInfo,
  type ImitatedNetwork,
  isRuntimeError,
  type ListedContainer,
  type LogOptions,
  type Ownership,
  type PortStream,
  type ProcessStream,
  RuntimeError,
  type RuntimeEvent,
  type RuntimeService,
  type RuntimeVersion,
  type SandboxConfig,
  type StoredImage,
  type StreamOptions,
  type WritableLayer,
} from '@/server/kubelet/runtime-service';
import { EventQueue } from '../event-queue';
import { execSync } from '../exec-sync';
import { containerName, ownershipLabels, owns, randomNameSuffix, sandboxName } from '../identity';
import { described, listed, type MemoryContainer, recorded } from './container';
import { type CreateRequest, MemoryEngine } from './engine';
import { RuntimeFaults, type RuntimeMethod } from './faults';
import type { MemoryImage } from './images';
import { readLog } from './logs';
import { attachTo, startProcess } from './process';

export { MemoryEngine } from './engine';
export { RuntimeFaults } from './faults';
export { LAB_IMAGES, type MemoryImage } from './images';

export interface MemoryRuntimeOptions {
  clock: Clock;
  ownership: Ownership;
  /** What is present; the lab's images if not given. Ignored when an engine is given. */
  images?: readonly MemoryImage[];
  faults?: RuntimeFaults;
  /** To share one engine between nodes, or to keep it over a kubelet's restart. */
  engine?: MemoryEngine;
}

export function createMemoryRuntime(options: MemoryRuntimeOptions): RuntimeService {
  return new MemoryRuntime(options);
}

const SANDBOX_GRACE_SECONDS = 10;
const BATCH: StreamOptions = { stdin: false, stdout: true, stderr: true, tty: false };
/** Nothing is stored, but a size is part of what an image is. */
const IMAGE_BYTES = 1_000_000;
const VERSION: RuntimeVersion = { name: 'memory', version: '1.0', apiVersion: '1.0', cgroupDriver: 'none' };

class MemoryRuntime implements RuntimeService {
  readonly kind = 'memory';
  readonly network: ImitatedNetwork = {
    answer: (host, port, target) => this.engine.answer(host, port, target),
  };
  private readonly clock: Clock;
  private readonly ownership: Ownership;
  private readonly faults: RuntimeFaults;
  private readonly engine: MemoryEngine;

  constructor({ clock, ownership, images, faults, engine }: MemoryRuntimeOptions) {
    this.clock = clock;
    this.ownership = ownership;
    this.faults = faults ?? new RuntimeFaults();
    this.engine = engine ?? new MemoryEngine(clock, images);
  }

  async version(): Promise<RuntimeVersion> {
    this.faults.check('version');
    return VERSION;
  }

  async list(): Promise<ListedContainer[]> {
    this.faults.check('list');
    // Newest first, as docker lists.
    const rows = this.engine.all().reverse();
    return rows.map((container) => listed(container, this.ownership)).filter((row) => row !== null);
  }

  async inspect(id: string): Promise<ContainerRecord> {
    this.faults.check('inspect');
    const record = recorded(this.engine.get(id), this.ownership);
    if (record === null) throw noSuchContainer(id);
    return record;
  }

  async describe(id: string): Promise<Record<string, unknown>> {
    this.faults.check('inspect');
    const container = this.engine.get(id);
    if (!owns(this.ownership, container.labels)) throw noSuchContainer(id);
    return described(container);
  }

  async runSandbox(config: SandboxConfig): Promise<ContainerRecord> {
    this.faults.check('runSandbox');
    const { image, labels, hostNetwork } = config;
    const sandbox = this.create({ name: sandboxName(config), image, labels, hostNetwork });
    this.engine.start(sandbox.id);
    const record = recorded(sandbox, this.ownership);
    if (record === null) throw new RuntimeError('Invalid', 'the labels of a sandbox must name its pod');
    return record;
  }

  stopSandbox(id: string): Promise<void> {
    return this.stop('stopSandbox', id, SANDBOX_GRACE_SECONDS);
  }

  async removeSandbox(id: string): Promise<void> {
    this.faults.check('removeSandbox');
    for (const { id: member, joins } of this.engine.all()) if (joins === id) this.remove(member);
    this.remove(id);
  }

  async createContainer(config: ContainerConfig): Promise<string> {
    this.faults.check('createContainer');
    const { image, labels, command, args, sandboxId: joins } = config;
    const name = containerName(config);
    const overrides = { ...(command && { command }), ...(args && { args }) };
    return this.create({ name, image, labels, joins, hostNetwork: config.hostNetwork, ...overrides }).id;
  }

  async startContainer(id: string): Promise<void> {
    this.faults.check('startContainer');
    this.engine.start(this.own(id).id);
  }

  stopContainer(id: string, graceSeconds: number): Promise<void> {
    return this.stop('stopContainer', id, graceSeconds);
  }

  async killContainer(id: string): Promise<void> {
    this.faults.check('killContainer');
    this.engine.kill(this.own(id).id);
  }

  async removeContainer(id: string): Promise<void> {
    this.faults.check('removeContainer');
    this.remove(id);
  }

  async imageStatus(ref: string): Promise<ImageInfo | null> {
    this.faults.check('imageStatus');
    return this.engine.images.status(ref);
  }

  async pullImage(ref: string): Promise<ImageInfo> {
    this.faults.check('pullImage');
    return this.engine.images.pull(ref);
  }

  async execSync(id: string, command: readonly string[], limits: ExecLimits): Promise<ExecResult> {
    this.faults.check('execSync');
    return execSync(async () => this.startProcess(id, command, BATCH), limits, this.clock);
  }

  async exec(id: string, command: readonly string[], options: StreamOptions): Promise<ExecStream> {
    this.faults.check('exec');
    return this.startProcess(id, command, options);
  }

  async attach(id: string, options: StreamOptions): Promise<ProcessStream> {
    this.faults.check('attach');
    return attachTo(this.running(id), options);
  }

  async images(): Promise<StoredImage[]> {
    this.faults.check('images');
    const used = new Set(this.engine.all().map(({ imageId }) => imageId));
    return this.engine.images
      .present()
      .map(({ id, ref }) => ({ id, repoTags: [ref], repoDigests: [], sizeBytes: IMAGE_BYTES, inUse: used.has(id) }));
  }

  async removeImage(id: string): Promise<void> {
    this.faults.check('removeImage');
    const image = (await this.images()).find((candidate) => candidate.id === id);
    if (image?.inUse)
      throw new RuntimeError('Conflict', `Error response from daemon: image ${id} is in use by a container`);
    this.engine.images.remove(id);
  }

  async imageDirectory(): Promise<string | null> {
    this.faults.check('imageDirectory');
    return null;
  }

  async exists(id: string): Promise<boolean> {
    this.faults.check('exists');
    return this.engine.all().some((container) => container.id === id);
  }

  async logs(id: string, options: LogOptions, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    this.faults.check('logs');
    return readLog(this.own(id), options, signal);
  }

  async portForward(sandboxId: string, port: number): Promise<PortStream> {
    this.faults.check('portForward');
    this.running(sandboxId);
    // Nothing runs here, so nobody listens.
    throw new RuntimeError('Start', `exit status 1: connect ECONNREFUSED 127.0.0.1:${port}`);
  }

  async stats(id: string): Promise<ContainerStats> {
    this.faults.check('stats');
    this.running(id);
    const memory = { usage: 0, workingSet: 0, rss: 0, cache: 0, pageFaults: 0, majorPageFaults: 0 };
    // What is imitated uses nothing.
    return { at: this.clock.now(), cpu: { total: 0, user: 0, system: 0 }, memory, tasks: 1, network: [] };
  }

  async writableLayer(id: string): Promise<WritableLayer> {
    this.faults.check('writableLayer');
    const { files } = this.own(id);
    return { usedBytes: [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0) };
  }

  async *events(signal: AbortSignal): AsyncGenerator<RuntimeEvent> {
    while (!signal.aborted) {
      if (this.faults.isUnavailable) await this.untilChanged(signal);
      else yield* this.connectedEvents(signal);
    }
  }

  private async *connectedEvents(signal: AbortSignal): AsyncGenerator<RuntimeEvent> {
    const queue = new EventQueue(() => this.clock.now());
    const end = () => queue.end();
    const unsubscribe = this.engine.subscribe((event, labels) => {
      if (owns(this.ownership, labels) && !this.faults.dropEvents) queue.push(event);
    });
    this.faults.onceChanged(end);
    signal.addEventListener('abort', end, { once: true });
    try {
      yield { type: 'resync', at: this.clock.now() };
      if (!signal.aborted) yield* queue;
    } finally {
      unsubscribe();
      signal.removeEventListener('abort', end);
    }
  }

  private untilChanged(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.faults.onceChanged(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** As with docker: our own container on that name is removed, a foreign one makes ours take a suffix. */
  private create(request: CreateRequest): MemoryContainer {
    const labelled = { ...request, labels: { ...request.labels, ...ownershipLabels(this.ownership) } };
    const holder = this.engine.holderOf(request.name);
    if (holder === undefined) return this.engine.create(labelled);
    if (!owns(this.ownership, holder.labels)) {
      return this.engine.create({ ...labelled, name: `${request.name}_${randomNameSuffix()}` });
    }
    this.engine.remove(holder.id);
    return this.engine.create(labelled);
  }

  private startProcess(id: string, command: readonly string[], options: StreamOptions): ExecStream {
    const container = this.running(id);
    return startProcess(command, options, {
      container,
      world: () => this.engine.worldOf(container),
      clock: this.clock,
    });
  }

  /** Throws NotFound, or Conflict when it does not run. */
  private running(id: string): MemoryContainer {
    const container = this.own(id);
    if (container.state !== 'running') throw new RuntimeError('Conflict', `container not running (${id})`);
    return container;
  }

  /** Throws NotFound for what is gone or not ours. */
  private own(id: string): MemoryContainer {
    const container = this.engine.get(id);
    if (!owns(this.ownership, container.labels)) throw noSuchContainer(id);
    return container;
  }

  private ownOrNull(id: string): MemoryContainer | null {
    try {
      return this.own(id);
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return null;
      throw error;
    }
  }

  private remove(id: string): void {
    if (this.ownOrNull(id) !== null) this.engine.remove(id);
  }

  private async stop(method: RuntimeMethod, id: string, graceSeconds: number): Promise<void> {
    this.faults.check(method);
    const container = this.ownOrNull(id);
    if (container?.state !== 'running') return;
    const dead = new Promise<void>((resolve) => container.whenDead.push(resolve));
    this.engine.terminate(id);
    const cancelKill = this.clock.after(Math.max(0, graceSeconds) * 1000, () => {
      if (container.state === 'running') this.engine.kill(id);
    });
    await dead;
    cancelKill();
  }
}

const noSuchContainer = (id: string): RuntimeError =>
  new RuntimeError('NotFound', `Error response from daemon: No such container: ${id}`);
