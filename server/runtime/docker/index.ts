// RuntimeService on a Docker engine. Upstream: pkg/kubelet/dockershim (1.20).
import type { ContainerInspectInfo } from 'dockerode';
import { type Clock, systemClock } from '@/server/kubelet/clock';
import {
  type ContainerConfig,
  type ContainerRecord,
  type ContainerStats,
  type ExecLimits,
  type ExecResult,
  type ExecStream,
  type ImageInfo,
  isRuntimeError,
  type ListedContainer,
  type LogOptions,
  type Ownership,
  type PortStream,
  type ProcessStream,
  type RegistryCredentials,
  RuntimeError,
  type RuntimeEvent,
  type RuntimeService,
  type RuntimeVersion,
  type SandboxConfig,
  type StoredImage,
  type StreamOptions,
  type WritableLayer,
} from '@/server/kubelet/runtime-service';
import { containerName, ownershipLabels, SANDBOX_ID_LABEL, sandboxName } from '../identity';
import { EngineConnection } from './connection';
import { ContainerFactory } from './container-factory';
import { openLogs } from './container-logs';
import { containerStats } from './container-stats';
import { type CgroupDriver, type CreateBody, containerBody, sandboxBody } from './create-bodies';
import { failureOf } from './errors';
import { engineEvents } from './event-stream';
import { ContainerExec } from './exec';
import { HostLimits } from './host-limits';
import { ImageStore } from './image-store';
import { noSuchContainer, OwnedContainers } from './owned-containers';
import { connectToPort } from './port-forward';
import { readInspected, readListed } from './records';
import { canWriteEngineFiles, dnsOptions, rewriteResolvConf } from './resolv-conf';
import { loadSeccompProfile } from './seccomp';
import { bounded, isListed, notFoundText, type SharedHostBounds } from './shared-host';
import { readTerminationMessage } from './termination-message';
import { writableLayer } from './writable-layer';

export interface DockerRuntimeOptions {
  /** Path of the engine's UNIX socket, e.g. `/var/run/docker.sock`. */
  socketPath: string;
  ownership: Ownership;
  /** Called once for each thing the host refuses and the runtime therefore leaves out. */
  onWarning: (message: string) => void;
  clock?: Clock;
  /** On a host that many people share. */
  bounds?: SharedHostBounds;
}

/** The engine behind a socket, seen through one node's ownership. Nothing is contacted before the first call. */
export function createDockerRuntime(options: DockerRuntimeOptions): RuntimeService {
  return new DockerRuntime(options);
}

const SANDBOX_GRACE_SECONDS = 10;
/** How long the engine may take beyond the grace period to report a stop (upstream: two minutes and the grace), ms. */
const STOP_MARGIN_MS = 120_000;

interface EngineFacts {
  driver: CgroupDriver;
  /** Does this process reach the files of the engine's containers? */
  writesFiles: boolean;
}

class DockerRuntime implements RuntimeService {
  readonly kind = 'docker';
  private readonly ownership: Ownership;
  private readonly bounds: SharedHostBounds | undefined;
  readonly connection: EngineConnection;
  private readonly limits: HostLimits;
  readonly owned: OwnedContainers;
  private readonly imageStore: ImageStore;
  private readonly factory: ContainerFactory;
  private readonly processes: ContainerExec;
  private facts: Promise<EngineFacts> | undefined;

  constructor({ socketPath, ownership, onWarning, clock = systemClock, bounds }: DockerRuntimeOptions) {
    this.ownership = ownership;
    this.bounds = bounds;
    this.connection = new EngineConnection(socketPath, clock);
    this.limits = new HostLimits(onWarning);
    this.owned = new OwnedContainers(this.connection, ownership);
    this.processes = new ContainerExec(this.connection, this.owned);
    this.imageStore = new ImageStore(this.connection, clock);
    this.factory = new ContainerFactory(this.connection, this.owned, this.limits);
  }

  /** The body within the host's bounds. Throws RuntimeError where the host takes nothing new. */
  private within(body: CreateBody): CreateBody {
    const refusal = this.bounds?.refusal?.();
    if (refusal !== undefined) throw new RuntimeError('Create', refusal);
    return this.bounds ? bounded(body, this.bounds) : body;
  }

  async version(): Promise<RuntimeVersion> {
    try {
      const [version, { driver: cgroupDriver }] = await Promise.all([
        this.connection.read((abortSignal) => this.connection.version({ abortSignal })),
        this.engineFacts(),
      ]);
      return { name: 'docker', version: version.Version, apiVersion: version.ApiVersion, cgroupDriver };
    } catch (error) {
      // An engine that was away may come back with another configuration.
      this.facts = undefined;
      throw error;
    }
  }

  async list(): Promise<ListedContainer[]> {
    const rows = (await this.listLabelled()).map((info) => readListed(info, this.ownership));
    const own = rows.filter((row) => row !== null);
    this.owned.replace(own.map(({ id }) => id));
    return own;
  }

  async inspect(id: string): Promise<ContainerRecord> {
    return this.recordOf(id, await this.inspectRaw(id));
  }

  private async recordOf(id: string, info: ContainerInspectInfo): Promise<ContainerRecord> {
    const record = readInspected(info, await this.imageStore.namesOf(info.Image), this.ownership);
    if (record === null || record.id !== id) throw noSuchContainer(id);
    this.owned.add(id);
    if (record.kind !== 'container' || record.state !== 'exited') return record;
    const message = this.bounds?.ended?.(id) ?? (await readTerminationMessage(info, this.connection));
    return message === '' ? record : { ...record, message };
  }

  async describe(id: string): Promise<Record<string, unknown>> {
    await this.owned.verify(id);
    return { ...(await this.inspectRaw(id)) };
  }

  async runSandbox(config: SandboxConfig): Promise<ContainerRecord> {
    const { driver, writesFiles } = await this.engineFacts();
    const body = this.within(sandboxBody(config, this.ownership, driver));
    if (config.dns && !writesFiles) Object.assign(body.HostConfig, dnsOptions(config.dns));
    const id = await this.factory.run(sandboxName(config), body);
    const info = await this.inspectRaw(id);
    if (config.dns && writesFiles) await rewriteResolvConf(info.ResolvConfPath, config.dns, config.podName);
    return this.recordOf(id, info);
  }

  stopSandbox(id: string): Promise<void> {
    return this.stopContainer(id, SANDBOX_GRACE_SECONDS);
  }

  async removeSandbox(id: string): Promise<void> {
    const members = await this.listLabelled(`${SANDBOX_ID_LABEL}=${id}`);
    await Promise.all(members.map((member) => this.removeContainer(member.Id)));
    await this.removeContainer(id);
  }

  async createContainer(config: ContainerConfig): Promise<string> {
    const { ownership } = this;
    const [{ driver }, seccomp] = await Promise.all([this.engineFacts(), loadSeccompProfile(config)]);
    const body = this.within(containerBody(config, { ownership, driver }, seccomp));
    if (this.limits.awaits(body)) await this.learnFromSandbox(config.sandboxId, body);
    return await this.factory.create(containerName(config), body);
  }

  async startContainer(id: string): Promise<void> {
    await this.owned.verify(id);
    await this.factory.start(id);
  }

  async stopContainer(id: string, graceSeconds: number): Promise<void> {
    if (!(await this.owned.has(id))) return;
    const t = Math.max(0, Math.floor(graceSeconds));
    const container = this.connection.docker.getContainer(id);
    const options = { refused: 'Unavailable', deadlineMs: t * 1000 + STOP_MARGIN_MS } as const;
    try {
      await this.connection.call(options, (abortSignal) => container.stop({ t, abortSignal }));
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return;
      if (isRuntimeError(error) && failureOf(error.cause).status === 304) return;
      throw error;
    }
  }

  async killContainer(id: string): Promise<void> {
    await this.owned.verify(id);
    const container = this.connection.docker.getContainer(id);
    await this.connection.call({ refused: 'Unavailable' }, (abortSignal) =>
      container.kill({ signal: 'KILL', abortSignal }),
    );
  }

  async removeContainer(id: string): Promise<void> {
    if (await this.owned.has(id)) await this.factory.remove(id);
  }

  async imageStatus(ref: string): Promise<ImageInfo | null> {
    if (this.bounds && !isListed(ref, this.bounds.images)) return null;
    return this.imageStore.status(ref);
  }

  async pullImage(ref: string, credentials?: RegistryCredentials): Promise<ImageInfo> {
    if (!this.bounds) return this.imageStore.pull(ref, credentials);
    const image = await this.imageStatus(ref);
    if (!image) throw new RuntimeError('ImagePull', notFoundText(ref));
    return image;
  }

  images(): Promise<StoredImage[]> {
    return this.imageStore.list();
  }

  async removeImage(id: string): Promise<void> {
    if (this.bounds) throw new RuntimeError('Conflict', 'images belong to everybody on this host');
    return this.imageStore.remove(id);
  }

  async imageDirectory(): Promise<string | null> {
    const info: { DockerRootDir?: string } = await this.connection.read(() => this.connection.docker.info());
    return info.DockerRootDir ?? null;
  }

  async exists(id: string): Promise<boolean> {
    try {
      return (await this.inspectRaw(id)).Id === id;
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return false;
      throw error;
    }
  }

  execSync(id: string, command: readonly string[], limits: ExecLimits): Promise<ExecResult> {
    return this.processes.runSync(id, command, limits);
  }

  exec(id: string, command: readonly string[], options: StreamOptions): Promise<ExecStream> {
    return this.processes.start(id, command, options);
  }

  attach(id: string, options: StreamOptions): Promise<ProcessStream> {
    return this.processes.attach(id, options);
  }

  logs(id: string, options: LogOptions, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    return openLogs(this, id, options, signal);
  }

  async portForward(sandboxId: string, port: number): Promise<PortStream> {
    const { state, pid, ip = '', hostNetwork = false } = await this.inspect(sandboxId);
    if (state !== 'running') throw new RuntimeError('Conflict', `container not running (${sandboxId})`);
    return await connectToPort({ pid, ip, hostNetwork }, port);
  }

  stats(id: string): Promise<ContainerStats> {
    return containerStats(this, id);
  }

  writableLayer(id: string): Promise<WritableLayer> {
    return writableLayer(this, id);
  }

  events(signal: AbortSignal): AsyncIterable<RuntimeEvent> {
    return engineEvents(this.connection, this.ownership, signal);
  }

  /** Containers with both ownership labels, dead ones included, and with one more label if given. */
  private listLabelled(label?: string) {
    const own = Object.entries(ownershipLabels(this.ownership)).map(([key, value]) => `${key}=${value}`);
    const filters = { label: label === undefined ? own : [...own, label] };
    return this.connection.read((abortSignal) =>
      this.connection.docker.listContainers({ all: true, filters, abortSignal }),
    );
  }

  private inspectRaw(id: string) {
    const container = this.connection.docker.getContainer(encodeURIComponent(id));
    return this.connection.read((abortSignal) => container.inspect({ abortSignal }));
  }

  /** Asked once: GET /info is the slowest of all reads. */
  private engineFacts(): Promise<EngineFacts> {
    this.facts ??= this.askEngineFacts().catch((error: unknown) => {
      this.facts = undefined;
      throw error;
    });
    return this.facts;
  }

  private async askEngineFacts(): Promise<EngineFacts> {
    const info: { CgroupDriver?: string; DockerRootDir?: string } = await this.connection.read(() =>
      this.connection.docker.info(),
    );
    const { CgroupDriver: driver, DockerRootDir: root = '' } = info;
    return {
      driver: driver === 'systemd' || driver === 'none' ? driver : 'cgroupfs',
      writesFiles: await canWriteEngineFiles(root),
    };
  }

  /** A kubelet that adopts running sandboxes starts app containers before any sandbox: it would learn from a failure that
   * cannot be repaired (create and start are separate calls). The sandbox to join already knows what the host allows. */
  private async learnFromSandbox(sandboxId: string, body: CreateBody): Promise<void> {
    try {
      this.limits.concludeFromSandbox((await this.inspectRaw(sandboxId)).HostConfig, body);
    } catch (error) {
      if (!isRuntimeError(error, 'NotFound')) throw error;
      throw new RuntimeError('Create', error.message, { cause: error.cause });
    }
  }
}
