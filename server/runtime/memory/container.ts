// One container of the memory engine: plain state, and how it reads in a listing and in a record.
import type {
  ContainerRecord,
  EngineState,
  ListedContainer,
  OutputChunk,
  Ownership,
} from '@/server/kubelet/runtime-service';
import { labelledFacts, MESSAGE_PATH_LABEL, owns, podPartOf } from '../identity';
import type { Program } from './program';

export interface MemoryContainer {
  readonly id: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly image: string;
  readonly imageId: string;
  readonly argv: string[];
  /** Id of the sandbox whose network it joins; undefined for a sandbox. */
  readonly joins?: string;
  readonly hostNetwork: boolean;
  /** Number of containers created before, to tell apart what is created in one millisecond. */
  readonly ordinal: number;
  readonly createdAt: number;
  state: EngineState;
  startedAt: number | null;
  finishedAt: number | null;
  exitCode: number;
  error: string;
  pid: number;
  ip: string;
  program: Program | null;
  /** Its writable layer, as far as anything was written to it; survives a restart of the same container. */
  files: Map<string, string>;
  /** Cancels the timer of the program's end. */
  cancelEnd: () => void;
  /** Cancels what the program would still have done. */
  cancelEffects: () => void;
  /** Told what its process prints. */
  readonly readers: Set<(chunk: OutputChunk) => void>;
  /** All that its process has printed, with the time (ms since the epoch). */
  readonly log: { at: number; data: Uint8Array }[];
  /** Called once each when it is dead. */
  whenDead: (() => void)[];
}

/** Its row in a listing; null when it is none of ours. As with docker, a failed start is `created` here and `exited` in a record. */
export function listed(container: MemoryContainer, ownership: Ownership): ListedContainer | null {
  if (!owns(ownership, container.labels)) return null;
  const part = podPartOf(container.id, container.name, container.labels);
  const createdAt = Math.floor(container.createdAt / 1000) * 1000;
  return part && { ...part, labels: { ...part.labels }, state: container.state, createdAt };
}

const nanoTime = ({ createdAt, ordinal }: MemoryContainer): string =>
  new Date(createdAt).toISOString().replace('Z', `${String(ordinal % 1_000_000).padStart(6, '0')}Z`);

/** Its full record; null when it is none of ours. */
export function recorded(container: MemoryContainer, ownership: Ownership): ContainerRecord | null {
  const row = listed(container, ownership);
  if (row === null) return null;
  const failedToStart = container.state === 'created' && container.exitCode !== 0;
  const message = container.state === 'exited' ? lastWords(container) : '';
  return {
    ...row,
    ...labelledFacts(container.labels),
    state: failedToStart ? 'exited' : container.state,
    createdAt: container.createdAt,
    createdAtNano: nanoTime(container),
    image: container.image,
    imageId: `docker://${container.imageId}`,
    startedAt: container.startedAt,
    finishedAt: container.finishedAt,
    exitCode: container.exitCode,
    oomKilled: false,
    error: container.error,
    pid: container.pid,
    ...(message !== '' && { message }),
    ...(row.kind === 'sandbox' && { ip: container.ip, hostNetwork: container.hostNetwork }),
  };
}

/** What it has left in the file of its termination message. */
function lastWords({ files, labels }: MemoryContainer): string {
  return (files.get(labels[MESSAGE_PATH_LABEL] ?? '') ?? '').slice(-4096);
}

const time = (at: number | null): string => (at === null ? '0001-01-01T00:00:00Z' : new Date(at).toISOString());

/** What it is made of, in the words of `docker inspect`; fields that only a real engine has are left out. */
export const described = (container: MemoryContainer): Record<string, unknown> => ({
  Id: container.id,
  Created: time(container.createdAt),
  Path: container.argv[0] ?? '',
  Args: container.argv.slice(1),
  State: {
    Status: container.state,
    Running: container.state === 'running',
    OOMKilled: false,
    Pid: container.pid,
    ExitCode: container.exitCode,
    Error: container.error,
    StartedAt: time(container.startedAt),
    FinishedAt: time(container.finishedAt),
  },
  Image: container.imageId,
  Name: `/${container.name}`,
  HostConfig: {
    NetworkMode: container.joins ? `container:${container.joins}` : container.hostNetwork ? 'host' : 'default',
  },
  Config: { Image: container.image, Cmd: [...container.argv], Labels: { ...container.labels } },
  NetworkSettings: { IPAddress: container.ip },
});
