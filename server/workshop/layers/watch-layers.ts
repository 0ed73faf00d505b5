// Looks again and again at what the seats' containers write into their own layers, and acts on it (judge-layers.ts).
import { statfs } from 'node:fs/promises';
import { systemClock } from '@/server/kubelet/clock';
import { isRuntimeError, LAB_LABEL } from '@/server/kubelet/runtime-service';
import { EngineConnection } from '@/server/runtime/docker/connection';
import { type DiskRoom, judgeLayers, type LayerLimits, type LayerUse, type WhyStopped } from './judge-layers';
import { deletedBytes, directoriesUse, type Written } from './measure-layers';

/** What one seat writes meanwhile is what it gets beyond its limit, ms. */
const EVERY_MS = 3000;
/** So long an ended container stays, however much it has written: its status is what a learner finds of it, ms. */
const FRESH_MS = 30_000;
/** The engine's states of a container that can write, or soon can. */
const RUNNING = ['running', 'paused', 'restarting'];
const MEBIBYTE = 1024 * 1024;

export interface LayerWatch {
  /** Why this container was stopped, for its status; undefined for one that ended by itself. */
  ended(id: string): string | undefined;
  /** Why nothing new is created now. */
  refusal(): string | undefined;
  /** One look. Rejects when the engine does not answer. */
  look(): Promise<void>;
}

export interface LayerWatchOptions {
  /** The engine's own UNIX socket. */
  dockerSocket: string;
  limits: LayerLimits;
  /** Ids of the labs whose containers are looked at. */
  labs(): Promise<ReadonlySet<string>>;
  /** What was done, and what can't be looked at, for the server's log. */
  warn(message: string): void;
}

/** Where a container's layer lies, and its first process. */
interface Place {
  directory: string | undefined;
  pid: number;
}

interface Row {
  id: string;
  lab: string;
  name: string;
  running: boolean;
}

/** Begins to look. The engine is not contacted as long as there are no labs. */
export function watchLayers(options: LayerWatchOptions): LayerWatch {
  const watch = new Watch(options);
  let looking = false;
  let trouble = '';
  const say = (message: string) => {
    if (message !== trouble && message !== '') options.warn(`what containers write is not looked at: ${message}`);
    trouble = message;
  };
  setInterval(() => {
    if (looking) return;
    looking = true;
    void watch
      .look()
      .then(
        () => say(''),
        (error: unknown) => say(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => {
        looking = false;
      });
  }, EVERY_MS).unref();
  return watch;
}

class Watch implements LayerWatch {
  private readonly connection: EngineConnection;
  private readonly places = new Map<string, Place>();
  /** What has ended does not grow. `since`: when it was first seen so, ms since the epoch. */
  private readonly final = new Map<string, Written & { since: number }>();
  private readonly stopped = new Map<string, WhyStopped>();
  private engineFolder: string | undefined;
  private noRoom = false;
  /** It has been said that layers can't be counted here. */
  private blind = false;

  constructor(private readonly options: LayerWatchOptions) {
    this.connection = new EngineConnection(options.dockerSocket, systemClock);
  }

  ended(id: string): string | undefined {
    const why = this.stopped.get(id);
    if (why === undefined) return undefined;
    const { bytes, files } = this.options.limits;
    return why === 'seat'
      ? `The containers of this seat exceeded their local ephemeral storage limit (${bytes / MEBIBYTE}Mi, ${files} files) together, and this one had written most.`
      : "The host's disk is nearly full, and this container had written most.";
  }

  refusal(): string | undefined {
    return this.noRoom ? "the host's disk is nearly full: nothing new is created until there is room again" : undefined;
  }

  async look(): Promise<void> {
    const labs = await this.options.labs();
    if (labs.size === 0) return;
    const rows = (await this.listed()).filter(({ lab }) => labs.has(lab));
    this.forget(new Set(rows.map(({ id }) => id)));
    const verdict = judgeLayers(await this.measure(rows), this.options.limits, await this.room());
    this.noRoom = verdict.noRoom;
    const nameOf = (id: string) => rows.find((row) => row.id === id)?.name ?? id;
    for (const { id, why } of verdict.stop) {
      this.stopped.set(id, why);
      this.options.warn(`${nameOf(id)} is stopped: ${this.ended(id)}`);
      await this.act(() => this.connection.docker.getContainer(id).kill({ signal: 'KILL' }));
    }
    for (const id of verdict.remove) {
      this.options.warn(`${nameOf(id)} had ended and is removed with what it had written`);
      await this.act(() => this.connection.docker.getContainer(id).remove({ force: true, v: true }));
    }
  }

  private async listed(): Promise<Row[]> {
    const filters = { label: [LAB_LABEL], status: [...RUNNING, 'exited', 'dead'] };
    const list = await this.connection.read((abortSignal) =>
      this.connection.docker.listContainers({ all: true, filters, abortSignal }),
    );
    return list.map(({ Id, Names, Labels, State }) => ({
      id: Id,
      lab: Labels[LAB_LABEL] ?? '',
      name: (Names[0] ?? Id).replace(/^\//, ''),
      running: RUNNING.includes(State),
    }));
  }

  private forget(there: ReadonlySet<string>): void {
    for (const known of [this.places, this.final, this.stopped])
      for (const id of known.keys()) if (!there.has(id)) known.delete(id);
  }

  private async measure(rows: readonly Row[]): Promise<LayerUse[]> {
    const growing = rows.filter(({ id, running }) => running || !this.final.has(id));
    const places = new Map<string, Place>();
    for (const { id } of growing) {
      const place = await this.placeOf(id);
      if (place) places.set(id, place);
    }
    const use = await directoriesUse([...places.values()].flatMap(({ directory }) => directory ?? []));
    return Promise.all(
      rows.map(async ({ id, lab, running }) => {
        const place = places.get(id);
        // One that was started again has grown since it had ended.
        const known = running ? undefined : this.final.get(id);
        const written = known ?? use.get(place?.directory ?? '') ?? { bytes: 0, files: 0 };
        const since = known?.since ?? systemClock.now();
        if (running) this.final.delete(id);
        else if (known || place) this.final.set(id, { ...written, since });
        const deleted = running && place ? await deletedBytes(place.pid, id) : 0;
        // Started anew, by the engine itself: it has another process now.
        if (deleted === null) this.places.delete(id);
        const fresh = !running && systemClock.now() - since < FRESH_MS;
        return { id, lab, running, fresh, bytes: written.bytes + (deleted ?? 0), files: written.files };
      }),
    );
  }

  /** Asked of the engine once; undefined, and asked again, when it can't say, or is removing the container and its layer. */
  private async placeOf(id: string): Promise<Place | undefined> {
    const known = this.places.get(id);
    if (known) return known;
    const container = this.connection.docker.getContainer(id);
    const info = await this.connection.read((abortSignal) => container.inspect({ abortSignal })).catch(() => null);
    if (!info || info.State.Dead) return undefined;
    const facts: Readonly<Record<string, string | undefined>> | null = info.GraphDriver.Data;
    const place = { directory: facts?.UpperDir, pid: info.State.Pid };
    if (!place.directory && !this.blind) {
      this.blind = true;
      const driver = info.GraphDriver.Name;
      this.options.warn(`with the storage driver ${driver} nobody counts what containers write into themselves`);
    }
    this.places.set(id, place);
    return place;
  }

  private async room(): Promise<DiskRoom | null> {
    try {
      this.engineFolder ??= ((await this.connection.docker.info()) as { DockerRootDir?: string }).DockerRootDir ?? '';
      const { bsize, blocks, bavail, files, ffree } = await statfs(this.engineFolder);
      return { availableBytes: bavail * bsize, capacityBytes: blocks * bsize, inodesFree: ffree, inodes: files };
    } catch {
      return null;
    }
  }

  private async act(call: () => Promise<unknown>): Promise<void> {
    try {
      await this.connection.call({ refused: 'Unavailable' }, call);
    } catch (error) {
      // Whoever was to be stopped may have ended, or be on its way out.
      if (!isRuntimeError(error, 'NotFound') && !isRuntimeError(error, 'Conflict')) throw error;
    }
  }
}
