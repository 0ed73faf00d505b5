// The one picture of a lab. Panes draw it, lesson checks are evaluated on it, recordings replay it (shared design, principle 7).
// Plain JSON; collections are records keyed by a stable id, so that a change is a few small operations (changes.ts).
import type { PodStatus, RestartPolicy } from '@/lib/k8s/types';
import type { Because } from './because';
import type { LabHome } from './lab-home';
import type { StepView } from './step-view';

export { BECAUSE_CODES, type Because, type BecauseCode } from './because';
export type { StepView, TaskState, TaskView } from './step-view';

/** What a decision can be to do: the kinds of server/kubelet/actions.ts. */
export const ACTION_KINDS = [
  'MountVolume',
  'UnmountVolume',
  'StopSandbox',
  'CreateSandbox',
  'KillContainer',
  'RemoveContainer',
  'RemoveSandbox',
  'StartContainer',
  'Wait',
] as const;
export type ActionKindName = (typeof ACTION_KINDS)[number];

/** What a kubelet can see. */
export const OBSERVATIONS = [
  'ContainerStarted',
  'ContainerDied',
  'ContainerRemoved',
  'ManifestRead',
  'ManifestRejected',
] as const;
export type ObservationName = (typeof OBSERVATIONS)[number];

export interface EngineView {
  runtime: 'docker' | 'memory';
  state: 'connecting' | 'available' | 'unavailable';
  /** e.g. `20.10.24`; empty until known. */
  version: string;
  /** ms since the epoch of the last change of state. */
  since: number;
  /** The engine's own words when it is unavailable. */
  message?: string;
  /** It is unknown how the engine is, and the kubelet with it: the process that holds both does not answer. */
  brokerAway?: true;
}

/** Who it is that does not answer; null while all do. */
export const silent = (engine: EngineView | undefined): 'engine' | 'broker' | null =>
  engine?.state === 'unavailable' ? (engine.brokerAway ? 'broker' : 'engine') : null;

export interface KubeletView {
  state: 'stopped' | 'starting' | 'running' | 'stopping' | 'failed';
  /** ms since the epoch of the last change of state. */
  since: number;
  /** As typed, e.g. `--pod-manifest-path=…`. Empty while stopped. */
  args: string[];
  /** Where it reads manifests; empty when it has no file source. */
  manifestPath: string;
  readOnlyPort: number;
  /** Loop phase now: observe → compare → act; idle when desired and actual agree or it is stopped. */
  phase: 'idle' | 'observe' | 'compare' | 'act';
  /** Pod uid that the light is on, '' if none. */
  subject: string;
  /** ms since the epoch; 0 = never. */
  lastReadAt: number;
  lastObservedAt: number;
  lastActedAt: number;
  /** Period of the directory listing, ms. */
  fileCheckMs: number;
  /** Where its pods come from, keyed by the source's name as in `kubernetes.io/config.source`; only configured ones. */
  sources: Record<string, SourceView>;
  loop: LoopView;
  /** Conditions of the node that a scarce resource brings about (eviction); left out while there are none. */
  pressures?: readonly ('MemoryPressure' | 'DiskPressure' | 'PIDPressure')[];
  exit?: { code: number; message: string };
}

/** One source of pods. */
export interface SourceView {
  /** file: --pod-manifest-path; http: --manifest-url; web: the kubelet's own web server (a teaching extension of ours). */
  name: 'file' | 'http' | 'web';
  /** Path or URL. */
  address: string;
  /** ms since the epoch of the last attempt at reading it; 0 = never. */
  lastReadAt: number;
  /** In upstream's words; '' when the last reading went well. */
  lastError: string;
  /** It has delivered at least once; nothing is cleaned up before every source has. */
  seen: boolean;
  /** How often it is read, ms; 0 = whenever something is sent to it. */
  periodMs: number;
}

/** Where a pod's sync can be held: before it looks, before it decides, before it acts. */
export const SYNC_STEPS = ['observe', 'compare', 'act'] as const;
export type SyncStepName = (typeof SYNC_STEPS)[number];

/** What made the kubelet look at a pod. */
export const WAKE_CAUSES = [
  'PodAdded', // a source names it
  'PodUpdated', // its source says something else about it
  'PodRemoved', // no source names it any more, or it is an orphan
  'ContainerStarted',
  'ContainerDied',
  'ContainerRemoved',
  'Probe', // a probe's result changed
  'OwnDoings', // it has acted, and compares again until there is nothing left to do
  'Timer', // a back-off, a deadline or the periodic look
  'EngineBack', // the engine answers again
] as const;
export type WakeCause = (typeof WAKE_CAUSES)[number];

/** The teaching controls of the sync loop: it can be paused, taken step by step, and slowed. */
export interface LoopView {
  /** Nothing goes past its next step unless it is told to. */
  paused: boolean;
  /** Slow motion: each step is held this long, ms; 0 = full speed. */
  delayMs: number;
  /** The steps that are held now, by pod uid. */
  held: Record<string, HeldStepView>;
  /** The pod whose step `loop:step` takes when it names none; '' if nothing is held. */
  next: string;
}

/** A step before it happens, with what it rests on. */
export interface HeldStepView {
  podUid: string;
  podName: string;
  step: SyncStepName;
  cause: WakeCause;
  /** ms since the epoch. */
  since: number;
  /** Slow motion: ms since the epoch when it goes on by itself. */
  until?: number;
  /** Observed against desired, sandbox first (container `POD`). Empty before the kubelet has looked (step observe). */
  rows: ComparisonRow[];
  /** What it is going to do; only before it acts. */
  actions: PlannedActionView[];
}

/** One line of the comparison: what the manifest wants, and what is on the engine. */
export interface ComparisonRow {
  /** Container name; `POD` for the sandbox. */
  container: string;
  /** ended: it has run, and its restart policy wants no other run. absent: it has to go. */
  desired: 'running' | 'ended' | 'absent';
  /** Newest instance; missing: there is none. */
  actual: 'missing' | 'created' | 'running' | 'exited' | 'unknown';
  containerId?: string;
  attempt?: number;
  exitCode?: number;
  /** Known once it has been compared (step act). */
  agrees?: boolean;
}

export interface PlannedActionView {
  what: ActionKindName;
  /** Container name; `POD` where it is about the sandbox. */
  container: string;
  attempt?: number;
  because: Because;
}

/** A located, translatable problem of a manifest. `message` is what the real kubelet prints. */
export interface ManifestProblem {
  code: string;
  severity: 'error' | 'warning';
  message: string;
  /** Field path, e.g. `spec.containers[0].image`. */
  path?: string;
  /** 1-based. */
  line?: number;
  column?: number;
  facts?: Record<string, string | number>;
}

/** A file of the manifest folder, and what the kubelet made of it. */
export interface ManifestView {
  file: string;
  bytes: number;
  /** Changes with the content (first 16 hex of sha256); the editor's save is refused when it is not the one it read. */
  revision: string;
  modifiedAt: number;
  /** unread: on disk, no kubelet has read this revision. applied: its pod is desired. rejected: broken, its pod (if any) lives until the next listing. ignored: dot-file, directory, socket, too big. conflict: another file names the same pod and wins. */
  state: 'unread' | 'applied' | 'rejected' | 'ignored' | 'conflict';
  podUid?: string;
  podName?: string;
  problems: ManifestProblem[];
  /** rejected only: ms since the epoch of the listing that will drop the still running pod. */
  dropsAt?: number;
}

/** One instance of a container or sandbox on the engine. */
export interface InstanceView {
  id: string;
  attempt: number;
  state: 'created' | 'running' | 'exited' | 'unknown';
  image: string;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  exitCode: number;
  /** Completed, Error, OOMKilled, ContainerCannotRun; empty while running. */
  reason: string;
  /** What it left as its termination message, or why the host has ended it. */
  message?: string;
  ip?: string;
}

export const PROBE_KINDS = ['startup', 'readiness', 'liveness'] as const;
export type ProbeKind = (typeof PROBE_KINDS)[number];
/** How a probe asks: the fields of its handler. */
export const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket'] as const;
export type ProbeHandler = (typeof PROBE_HANDLERS)[number];

export interface ContainerView {
  /** Container name; `POD` for the sandbox. */
  name: string;
  image: string;
  /** What people see: the engine's state, or what the kubelet says of it. */
  state: 'planned' | 'waiting' | 'starting' | 'created' | 'running' | 'exited' | 'terminating' | 'unknown';
  /** Attempt that `state` speaks of. */
  attempt: number;
  ready: boolean;
  restartCount: number;
  /** An init container: it runs before the others and has to end. */
  init?: true;
  /** resources.limits.memory in bytes; absent without one. */
  memoryLimit?: number;
  /** Probes that the manifest gives it, and how each asks; absent without one. */
  probes?: Partial<Record<ProbeKind, ProbeHandler>>;
  /** Waiting or terminated reason in the field's words. */
  reason: string;
  message: string;
  /** Set while the kubelet waits: ms since the epoch, and the whole window. */
  waitUntil?: number;
  waitMs?: number;
  /** Newest first; the kubelet keeps one dead instance. */
  instances: InstanceView[];
}

export interface PodView {
  uid: string;
  /** Full name with the node suffix, as in /pods. */
  name: string;
  namespace: string;
  /** metadata.name of the manifest. */
  baseName: string;
  source: 'file' | 'http' | 'web' | 'api' | '';
  /** File it came from, if known; of the web source, the name it was sent under. */
  file?: string;
  /** A source names it. False: the manifest is gone and it is being torn down, or it is an orphan, or the kubelet is stopped. */
  desired: boolean;
  terminating: boolean;
  /** ms since the epoch when SIGKILL follows, while terminating. */
  killAt?: number;
  restartPolicy: RestartPolicy;
  ip: string;
  /** As the kubelet reports it in /pods; absent while no kubelet runs. */
  status?: PodStatus;
  sandbox?: ContainerView;
  /** Init containers, then the others in the order of the manifest. */
  containers: ContainerView[];
  qosClass: string;
  ports: { name?: string; containerPort: number; protocol: string }[];
}

/** Something the kubelet saw, decided or did. Keyed by zero-padded sequence number; the newest ~60 are kept. */
export interface DecisionView {
  seq: number;
  at: number;
  kind: 'observed' | 'decided' | 'done' | 'failed';
  podUid: string;
  podName: string;
  container: string;
  /** Action kind, or for `observed` the lifecycle event: ContainerStarted, ContainerDied, ContainerRemoved, ManifestRead, ManifestRejected. */
  what: string;
  attempt?: number;
  because?: Because;
  /** exitCode, containerId, file, error text … */
  facts: Record<string, string | number>;
}

export interface TerminalView {
  id: string;
  title: string;
  cols: number;
  rows: number;
  /** Bytes produced since it was opened; clients replay from an offset. */
  state: 'running' | 'exited';
  exitCode?: number;
  /** The command in the foreground hosts this lab's kubelet. */
  hostsKubelet: boolean;
  /** No shell: the log of a kubelet that was started from the stage. It takes Ctrl-C and nothing else. */
  log?: true;
  openedAt: number;
}

/** A command line that ended in a lab terminal, for checks ("a command seen in the terminal"). The newest 50 are kept, and older ones that still go on. */
export interface CommandView {
  seq: number;
  at: number;
  terminal: string;
  line: string;
  /** Absent while it runs. */
  exitCode?: number;
}

/** For authors, in development: lessons/ is read again when a file in it changes. */
export interface AuthoringView {
  /** Counts the changes. */
  revision: number;
  /** What the lint says, as `lessons/file:line: message`; the first few. */
  problems: string[];
}

export interface LabView {
  lab: LabHome & { manifestDirExists: boolean };
  engine: EngineView;
  node: { name: string; ready: boolean; reason: string };
  kubelet: KubeletView;
  manifests: Record<string, ManifestView>;
  pods: Record<string, PodView>;
  decisions: Record<string, DecisionView>;
  terminals: Record<string, TerminalView>;
  commands: Record<string, CommandView>;
  steps: Record<string, StepView>;
  /** Only in development. */
  authoring?: AuthoringView;
}
