// What the kubelet needs from a container engine, in the manner of the CRI (k8s.io/cri-api v1alpha2).
// Every method may throw a RuntimeError; callers decide on its `class`, nobody parses texts above server/runtime/docker.
// One contract suite (server/runtime/contract.ts) runs against each implementation.
import type { ContainerConfig, SandboxConfig } from './runtime-config';

export type { ContainerConfig, DnsSettings, SandboxConfig, SelinuxOptions } from './runtime-config';

/** Who owns a container: only what carries both labels is ours, and nothing else is ever stopped or removed. */
export interface Ownership {
  /** Id of the lab (random, kept in the data folder; `host` for bin/kubelet). Label `dev.kulissen.lab`. */
  lab: string;
  /** Node name. Label `dev.kulissen.node`. */
  node: string;
}
export const LAB_LABEL = 'dev.kulissen.lab';
export const NODE_LABEL = 'dev.kulissen.node';

/** NotFound: the object is gone. Conflict: the name is taken. ImagePull: registry said no. Create/Start: engine refused. Unavailable: engine does not answer. Invalid: the request can never work. DeadlineExceeded: the caller's own time limit is over. */
export type RuntimeErrorClass =
  | 'NotFound'
  | 'Conflict'
  | 'ImagePull'
  | 'Create'
  | 'Start'
  | 'Unavailable'
  | 'Invalid'
  | 'DeadlineExceeded';

export class RuntimeError extends Error {
  constructor(
    readonly errorClass: RuntimeErrorClass,
    /** The engine's own words, e.g. `Error response from daemon: …`: upstream shows them in statuses and events. */
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'RuntimeError';
  }
}

export const isRuntimeError = (error: unknown, errorClass?: RuntimeErrorClass): error is RuntimeError =>
  error instanceof RuntimeError && (errorClass === undefined || error.errorClass === errorClass);

export type EngineState = 'created' | 'running' | 'exited' | 'unknown';

/** One row of a listing: cheap, for every container and sandbox of this node, dead ones included. */
export interface ListedContainer {
  id: string;
  /** Docker name without the leading slash, e.g. `k8s_nginx_nginx-worker1_default_<uid>_0`. */
  name: string;
  kind: 'sandbox' | 'container';
  podUid: string;
  podName: string;
  podNamespace: string;
  /** `POD` for a sandbox. */
  containerName: string;
  /** Sandbox attempt, or restart count of an app container. */
  attempt: number;
  /** As upstream reads it from a listing: paused counts as running, restarting/dead as unknown. */
  state: EngineState;
  /** Seconds resolution (docker's list), milliseconds since the epoch. */
  createdAt: number;
  labels: Record<string, string>;
}

/** Everything an inspection tells about one container or sandbox. Times are ms since the epoch, null while they are zero in the engine. */
export interface ContainerRecord extends ListedContainer {
  sandboxId?: string;
  /** Container hash from the label `annotation.io.kubernetes.container.hash`. */
  hash?: string;
  image: string;
  /** `docker://sha256:…` or `docker-pullable://<repo>@sha256:…`. */
  imageId: string;
  createdAtNano: string;
  startedAt: number | null;
  finishedAt: number | null;
  exitCode: number;
  oomKilled: boolean;
  /** Engine error (State.Error), '' if none. */
  error: string;
  /** Termination message, where the container left one. */
  message?: string;
  pid: number;
  /** Sandboxes only: the pod's address, '' when it has none (host network, dead). */
  ip?: string;
  hostNetwork?: boolean;
  logPath?: string;
}

export interface ImageInfo {
  /** `sha256:…` */
  id: string;
  repoTags: string[];
  repoDigests: string[];
  /** Config.User of the image, '' if unset. */
  user: string;
}

/** One image of the engine, for garbage collection. */
export interface StoredImage extends Pick<ImageInfo, 'id' | 'repoTags' | 'repoDigests'> {
  /** With all its layers, in bytes. */
  sizeBytes: number;
  /** Any container of the engine stands on it, dead and foreign ones included. */
  inUse: boolean;
}

/** Who to be for a registry. */
export interface RegistryCredentials {
  username: string;
  password: string;
}

export interface RuntimeVersion {
  /** `docker` or `memory`. */
  name: string;
  version: string;
  apiVersion: string;
  cgroupDriver: 'cgroupfs' | 'systemd' | 'none';
}

/** A hint that something changed; never the truth (docker's stream is lossy). `resync`: the stream was (re)connected, list again. */
export interface RuntimeEvent {
  type: 'create' | 'start' | 'die' | 'destroy' | 'oom' | 'kill' | 'other' | 'resync';
  id?: string;
  podUid?: string;
  /** `die` only: how the process ended. */
  exitCode?: number;
  /** ms since the epoch, engine's clock. */
  at: number;
}

/** Bounds of a command that is waited for. */
export interface ExecLimits {
  /** Whole or fractional seconds; 0 = none. */
  timeoutSeconds: number;
  /** The caller does not want the answer any more. */
  signal?: AbortSignal;
}

export interface ExecResult {
  /** At most 16 MiB of each; what comes after is dropped. */
  stdout: Uint8Array;
  stderr: Uint8Array;
  exitCode: number;
}

/** Which of a process's streams are wanted. With a tty there is one output only, and it counts as stdout. */
export interface StreamOptions {
  stdin: boolean;
  stdout: boolean;
  stderr: boolean;
  tty: boolean;
}

export interface OutputChunk {
  stream: 'stdout' | 'stderr';
  data: Uint8Array;
}

export interface TerminalSize {
  /** Columns. */
  width: number;
  /** Rows. */
  height: number;
}

/** A process in a container, connected. Whoever asked for it closes it. */
export interface ProcessStream {
  /** What it writes, in order; ends when nothing more can come. To be read once; while nobody reads, the process is held up. Throws Unavailable when the connection breaks. */
  readonly output: AsyncIterable<OutputChunk>;
  /** Resolves when the engine has taken it. Without stdin, and after the end, nothing happens. */
  write(data: Uint8Array): Promise<void>;
  /** No more input: the process reads the end of its stdin. */
  endInput(): void;
  /** Tells the terminal's size; without a tty nothing happens. */
  resize(size: TerminalSize): Promise<void>;
  /** Disconnects. The process itself is not ended by it (as with docker). Idempotent. */
  close(): void;
}

/** A process that was started for its caller. */
export interface ExecStream extends ProcessStream {
  /** Its exit code, to be asked for after the output has ended; 0 if the engine still calls it running ten seconds later (as upstream). */
  exitCode(): Promise<number>;
}

/** Addresses that exist only inside an engine which imitates containers: whoever wants to talk to them has to ask it. */
export interface ImitatedNetwork {
  /** What answers at `target` (path and query); `refused` when nobody listens there, undefined when the address is none of its. */
  answer(host: string, port: number, target: string): { status: number; body: string } | 'refused' | undefined;
}

/** Which part of a container's log is wanted. */
export interface LogOptions {
  /** Goes on until the container ends. */
  follow: boolean;
  /** Each line begins with its time (RFC 3339, nine decimals, UTC) and a space. */
  timestamps: boolean;
  /** The last so many lines only, counted before `since` leaves out any. */
  tailLines?: number;
  /** Nothing before this time, ms since the epoch. */
  since?: number;
}

/** A connection to a port in a pod's network. */
export interface PortStream {
  /** What the other side sends; ends when it is done. To be read once. Throws when the connection breaks. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Resolves when it has been taken; nothing happens after the end. */
  write(data: Uint8Array): Promise<void>;
  /** Idempotent. */
  close(): void;
}

/** What one network interface has carried since it came up. */
export interface InterfaceStats {
  name: string;
  rxBytes: number;
  rxPackets: number;
  rxErrors: number;
  rxDropped: number;
  txBytes: number;
  txPackets: number;
  txErrors: number;
  txDropped: number;
}

/** What a running container or sandbox uses. */
export interface ContainerStats {
  /** When it was measured, ms since the epoch. */
  at: number;
  /** CPU time since its start, in ns: all, and of it in user and kernel mode. */
  cpu: { total: number; user: number; system: number };
  /** In bytes; `workingSet` is what can't be given back at once. Faults are counts. */
  memory: {
    usage: number;
    workingSet: number;
    rss: number;
    cache: number;
    pageFaults: number;
    majorPageFaults: number;
  };
  /** Processes and threads. */
  tasks: number;
  /** Of the pod's network, for whoever is in it; empty in the host's. */
  network: InterfaceStats[];
}

/** The directory of the host that a container's own writes go to, or, where that can't be read from here, its size in bytes. */
export type WritableLayer = { directory: string } | { usedBytes: number };

export interface RuntimeService {
  readonly kind: 'docker' | 'memory';
  /** Only where containers have no network of their own on this machine. */
  readonly network?: ImitatedNetwork;
  /** The engine's version. Throws Unavailable when it does not answer. */
  version(): Promise<RuntimeVersion>;
  /** Every sandbox and container of this node (both ownership labels), in any state. Empty if none. */
  list(): Promise<ListedContainer[]>;
  /** Full record. Throws NotFound when it is gone. */
  inspect(id: string): Promise<ContainerRecord>;
  /** The engine's own description of a container, as `docker inspect` prints it: for people to read, never to decide on. Throws NotFound when it is gone. */
  describe(id: string): Promise<Record<string, unknown>>;
  /** Creates and starts a sandbox, with the resolv.conf it asks for; returns its record with the address. A sandbox that was created but did not start is left behind (dead) and the error is Start. Conflict on the name: an own container is removed and the create is retried once; a foreign one is left alone and a random suffix `_<8 hex>` is appended to the name. */
  runSandbox(config: SandboxConfig): Promise<ContainerRecord>;
  /** Stops a sandbox (10 s, then SIGKILL). Idempotent; gone is not an error. */
  stopSandbox(id: string): Promise<void>;
  /** Removes a stopped or running sandbox and every own container that joined it. Idempotent. */
  removeSandbox(id: string): Promise<void>;
  /** Creates a container in a sandbox; returns its id. Same conflict rule as runSandbox. */
  createContainer(config: ContainerConfig): Promise<string>;
  /** Starts a created container. Start error when the engine refuses (the container stays, with exit code and error). */
  startContainer(id: string): Promise<void>;
  /** SIGTERM, then SIGKILL after `graceSeconds`. Resolves when it is dead. Idempotent; gone is not an error. */
  stopContainer(id: string, graceSeconds: number): Promise<void>;
  /** SIGKILL at once: what a learner's kill button and `docker kill` do. Throws NotFound when it is gone, Conflict when it is not running. */
  killContainer(id: string): Promise<void>;
  /** Removes a container with its anonymous volumes, by force. Idempotent. */
  removeContainer(id: string): Promise<void>;
  /** The image, or null when it is not present. `ref` is a name with tag or digest, or an id. */
  imageStatus(ref: string): Promise<ImageInfo | null>;
  /** Pulls an image; returns what imageStatus then says. Throws ImagePull with the engine's words. */
  pullImage(ref: string, credentials?: RegistryCredentials): Promise<ImageInfo>;
  /**
   * Runs a command in a running container and waits for its end, without stdin and tty. A command that the engine can't start
   * ends with 126 or 127 and the engine's words on stdout (as docker does it). After the time limit: DeadlineExceeded, and the
   * process goes on. Throws NotFound when the container is gone, Conflict `container not running (<id>)` when it does not run.
   */
  execSync(id: string, command: readonly string[], limits: ExecLimits): Promise<ExecResult>;
  /** Starts a command in a running container and connects to it. Errors as execSync. */
  exec(id: string, command: readonly string[], options: StreamOptions): Promise<ExecStream>;
  /** Connects to a running container's own process, from now on. `tty` must be what the container was made with. Errors as execSync. */
  attach(id: string, options: StreamOptions): Promise<ProcessStream>;
  /** Every image of the engine, whoever's. */
  images(): Promise<StoredImage[]>;
  /** Removes an image by its id with all its names, never by force. Idempotent. Throws Conflict while a container stands on it. */
  removeImage(id: string): Promise<void>;
  /** Directory of the host that images and containers are kept in, e.g. `/var/lib/docker`; null without one. */
  imageDirectory(): Promise<string | null>;
  /** Is there a container of this full id, whoever's and in whatever state? */
  exists(id: string): Promise<boolean>;
  /**
   * A container's log, stdout and stderr as they came. Resolves when the engine has begun to answer; the bytes end with the log,
   * with the container when it is followed, or when `signal` aborts. Throws NotFound when the container is gone.
   */
  logs(id: string, options: LogOptions, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  /** Connects to a TCP port as if from inside the sandbox, where the host allows; else to its address. Throws Start when nobody listens, NotFound when it is gone, Conflict when it does not run. */
  portForward(sandboxId: string, port: number): Promise<PortStream>;
  /** What it uses now. Throws NotFound when it is gone, Conflict when it does not run. */
  stats(id: string): Promise<ContainerStats>;
  /** Where a container's own writes are, or how much they take where that can't be read here. Throws NotFound when it is gone. */
  writableLayer(id: string): Promise<WritableLayer>;
  /** Hints until `signal` aborts; reconnects by itself with back-off and then yields `resync`. The first item is always `resync`. */
  events(signal: AbortSignal): AsyncIterable<RuntimeEvent>;
}
