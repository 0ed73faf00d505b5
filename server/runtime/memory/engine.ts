// A container engine that exists in memory only: identities, states, times, addresses, signals and events are kept as a
// real engine keeps them, and nothing runs. Several nodes can share one, as they share a Docker engine.
import { randomBytes } from 'node:crypto';
import type { Clock } from '@/server/kubelet/clock';
import { type ImitatedNetwork, RuntimeError, type RuntimeEvent } from '@/server/kubelet/runtime-service';
import type { World } from './applets';
import type { MemoryContainer } from './container';
import { LAB_IMAGES, type MemoryImage, MemoryImages } from './images';
import { playEffects } from './play-effects';
import { lifetimeOf, type Program, programOf } from './program';
import { page } from './web-page';

export interface CreateRequest {
  name: string;
  image: string;
  labels: Record<string, string>;
  command?: string[];
  args?: string[];
  joins?: string;
  hostNetwork: boolean;
}

type Listener = (event: RuntimeEvent, labels: Record<string, string>) => void;

const KILLED = 137;
const FIRST_PID = 4_000;
const ADDRESSES = 65_533;

const daemon = (text: string): string => `Error response from daemon: ${text}`;

export class MemoryEngine {
  readonly images: MemoryImages;
  private readonly containers = new Map<string, MemoryContainer>();
  private readonly listeners = new Set<Listener>();
  private created = 0;

  constructor(
    readonly clock: Clock,
    images: readonly MemoryImage[] = LAB_IMAGES,
  ) {
    this.images = new MemoryImages(images);
  }

  all(): MemoryContainer[] {
    return [...this.containers.values()];
  }

  /** Throws NotFound. */
  get(id: string): MemoryContainer {
    const container = this.containers.get(id);
    if (container === undefined) throw new RuntimeError('NotFound', daemon(`No such container: ${id}`));
    return container;
  }

  holderOf(name: string): MemoryContainer | undefined {
    return this.all().find((container) => container.name === name);
  }

  /** Creates a container; throws Conflict when the name is taken, Create when the image is missing. */
  create(request: CreateRequest): MemoryContainer {
    const holder = this.holderOf(request.name);
    if (holder !== undefined) {
      const text = `Conflict. The container name "/${request.name}" is already in use by container "${holder.id}". You have to remove (or rename) that container to be able to reuse that name.`;
      throw new RuntimeError('Conflict', daemon(text));
    }
    const image = this.images.find(request.image);
    const info = this.images.status(request.image);
    if (image === null || info === null) throw new RuntimeError('Create', daemon(`No such image: ${request.image}`));
    const container: MemoryContainer = {
      id: randomBytes(32).toString('hex'),
      name: request.name,
      labels: { ...request.labels },
      image: image.ref,
      imageId: info.id,
      argv: commandLine(image, request),
      ...(request.joins !== undefined && { joins: request.joins }),
      hostNetwork: request.hostNetwork,
      ordinal: this.created++,
      createdAt: this.clock.now(),
      state: 'created',
      startedAt: null,
      finishedAt: null,
      exitCode: 0,
      error: '',
      pid: 0,
      ip: '',
      program: null,
      files: new Map(),
      cancelEnd: () => undefined,
      cancelEffects: () => undefined,
      readers: new Set(),
      log: [],
      whenDead: [],
    };
    this.containers.set(container.id, container);
    this.emit('create', container);
    return container;
  }

  /** Starts a container; a running one is fine. Throws NotFound or Start. */
  start(id: string): void {
    const container = this.get(id);
    if (container.state === 'running') return;
    const program = this.checkedProgram(container);
    container.program = program;
    container.state = 'running';
    container.startedAt = this.clock.now();
    container.finishedAt = null;
    container.exitCode = 0;
    container.error = '';
    container.pid = FIRST_PID + container.ordinal;
    if (container.joins === undefined && !container.hostNetwork) container.ip = this.freeAddress();
    this.emit('start', container);
    container.cancelEffects = playEffects(program, container, this.clock, (chunk) => {
      container.log.push({ at: this.clock.now(), data: chunk.data });
      for (const read of container.readers) read(chunk);
    });
    const lifetime = lifetimeOf(program);
    if (lifetime !== null)
      container.cancelEnd = this.clock.after(lifetime, () => this.exit(container, program.exitCode));
  }

  /** SIGTERM to PID 1. Nothing happens to a dead container, and nothing to a program without a handler. */
  terminate(id: string): void {
    const container = this.get(id);
    const { program } = container;
    if (container.state !== 'running' || program === null) return;
    this.emit('kill', container);
    const { onTerm } = program;
    if (onTerm === null) return;
    const delay = untilInterruptible(program, this.clock.now() - (container.startedAt ?? 0));
    if (delay === null) return;
    container.cancelEnd();
    if (delay === 0) this.exit(container, onTerm);
    else container.cancelEnd = this.clock.after(delay, () => this.exit(container, onTerm));
  }

  /** SIGKILL. Throws NotFound, or Conflict when it is not running. */
  kill(id: string): void {
    const container = this.get(id);
    if (container.state !== 'running') {
      throw new RuntimeError('Conflict', daemon(`Cannot kill container: ${id}: Container ${id} is not running`));
    }
    this.emit('kill', container);
    this.exit(container, KILLED);
  }

  /** Removes by force. Throws NotFound. */
  remove(id: string): void {
    const container = this.get(id);
    if (container.state === 'running') this.kill(id);
    this.containers.delete(id);
    this.emit('destroy', container);
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Running app containers at an address: of a pod, or '' for those on the host's network. Undefined when no sandbox has it. */
  private at(address: string): MemoryContainer[] | undefined {
    const isThere = ({ ip, hostNetwork, state, joins }: MemoryContainer) =>
      state === 'running' && joins === undefined && (address === '' ? hostNetwork : ip === address);
    const sandboxes = this.all().filter(isThere);
    if (sandboxes.length === 0) return undefined;
    const ids = new Set(sandboxes.map(({ id }) => id));
    return this.all().filter(({ joins, state }) => state === 'running' && joins !== undefined && ids.has(joins));
  }

  /** What a web server in a container answers. */
  answer(address: string, port: number, target: string): ReturnType<ImitatedNetwork['answer']> {
    const containers = this.at(address);
    if (!containers) return undefined;
    for (const container of containers) {
      const age = this.clock.now() - (container.startedAt ?? 0);
      const server = container.program?.serves?.find((each) => each.port === port && each.fromMs <= age);
      if (server) return page(server, container.files, target);
    }
    return 'refused';
  }

  /** What a command in this container finds around it. */
  worldOf(container: MemoryContainer): World {
    const sandbox = this.containers.get(container.joins ?? container.id);
    const hostname = sandbox?.labels['io.kubernetes.pod.name'] ?? container.id.slice(0, 12);
    return { files: new Map([['/etc/hostname', `${hostname}\n`], ...container.files]), hostname };
  }

  private exit(container: MemoryContainer, exitCode: number): void {
    if (container.state !== 'running') return;
    container.cancelEnd();
    container.cancelEffects();
    container.state = 'exited';
    container.finishedAt = this.clock.now();
    container.exitCode = exitCode;
    container.pid = 0;
    container.ip = '';
    this.emit('die', container);
    for (const listener of container.whenDead.splice(0)) listener();
  }

  private checkedProgram(container: MemoryContainer): Program {
    if (container.joins !== undefined && this.containers.get(container.joins)?.state !== 'running') {
      throw this.refuseStart(container, `cannot join network of a non running container: ${container.joins}`, 128);
    }
    const program = programOf(container.argv, this.worldOf(container));
    if ('startError' in program) throw this.refuseStart(container, program.startError, program.exitCode);
    return program;
  }

  private refuseStart(container: MemoryContainer, text: string, exitCode: number): RuntimeError {
    container.exitCode = exitCode;
    container.error = text;
    return new RuntimeError('Start', daemon(text));
  }

  /** The lowest free address of the bridge 172.17.0.0/16; .1 is the gateway's. */
  private freeAddress(): string {
    const taken = new Set(this.all().map(({ ip }) => ip));
    for (let host = 2; host < ADDRESSES; host++) {
      const ip = `172.17.${host >> 8}.${host & 255}`;
      if (!taken.has(ip)) return ip;
    }
    throw new RuntimeError('Start', daemon('no available IPv4 addresses on this network'));
  }

  private emit(type: RuntimeEvent['type'], { id, labels, exitCode }: MemoryContainer): void {
    const podUid = labels['io.kubernetes.pod.uid'];
    const told = { ...(podUid !== undefined && { podUid }), ...(type === 'die' && { exitCode }) };
    const event = { type, id, ...told, at: this.clock.now() };
    for (const listener of this.listeners) listener(event, labels);
  }
}

/** As docker combines them: a command of the container's own drops the image's arguments. */
function commandLine(image: MemoryImage, { command, args }: CreateRequest): string[] {
  if (command !== undefined) return [...command, ...(args ?? [])];
  return [...(image.entrypoint ?? []), ...(args ?? image.cmd ?? [])];
}

/** Milliseconds until a handled signal ends the program; null when it never comes to it. */
function untilInterruptible({ steps }: Program, ageMs: number): number | null {
  let end = 0;
  for (const { durationMs, interruptible } of steps) {
    if (durationMs === null) return interruptible ? 0 : null;
    end += durationMs;
    if (ageMs < end) return interruptible ? 0 : end - ageMs;
  }
  return 0;
}
