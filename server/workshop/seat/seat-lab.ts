// The door of one participant's lab: what the room and the broker see of a seat. It is a Lab like that of self-study, but its
// shells run inside a workstation container, its pods on a network of their own, and nothing in it reaches the host's engine.
import type { Locale } from '@/lib/i18n/locale';
import type { Lab } from '@/server/lab/lab';

/** What a seat may take from the host, its workstation and each container of its pods alike. */
export interface SeatLimits {
  /** Bytes of memory of one container; swap is counted in. */
  memoryBytes: number;
  /** Processor time of one container, in billionths of a processor. */
  nanoCpus: number;
  /** Processes and threads of one container. */
  pids: number;
  /** Running pods, and containers of one pod. */
  pods: number;
  containersPerPod: number;
  /** Shells at once. */
  terminals: number;
  /** Of all containers of the seat together. */
  sum: { memoryBytes: number; nanoCpus: number; pids: number };
  /** Bytes of the seat's disk: its home and the volumes of its pods. */
  diskBytes: number;
  /** What its running containers may have written into their own layers, together. */
  layers: { bytes: number; files: number };
  /** Compressed bytes of what can be looked back at. */
  historyBytes: number;
}

export interface SeatLabOptions {
  /** Counts the seats of a room, from 0 (the trainers'): no two that are open have the same. */
  number: number;
  /** Id of the lab of this seat: `[a-z0-9]{8,32}`, never used for another seat. It is the ownership label of everything on the engine. */
  id: string;
  /** Name of the seat's node: a DNS label, unique in the room. It is the workstation's host name too. */
  nodeName: string;
  /** Absolute folder of this seat alone: home, sockets, progress. Created if missing. */
  dataDir: string;
  /** The engine's own UNIX socket. It is never handed to a seat. */
  dockerSocket: string;
  /** Project folder: lessons and `dist`. */
  root: string;
  locale: Locale;
  limits: SeatLimits;
  /** May the participant create containers with `docker run`? A switch of the lesson; false unless the room says otherwise. */
  dockerRun: boolean;
  /** Whoever looks after the room on the engine's disk: why it has ended a container, and why nothing new is created. Absent: nobody does. */
  layers?: { ended(container: string): string | undefined; refusal(): string | undefined };
  /** Faults that the seat lives through, for the server's log. */
  warn(message: string): void;
}

/** What a seat uses now, for the trainer's board. */
export interface SeatUsage {
  /** Bytes of memory of the workstation and the pods together. */
  memoryBytes: number;
  /** Running containers, the workstation and the pods' sandboxes among them. */
  containers: number;
}

export interface SeatLab extends Lab {
  /** Rejects when the engine does not answer. */
  usage(): Promise<SeatUsage>;
  /** Ends the lab as `close` does, and removes every container and network of the seat, and its folder. May be repeated. */
  remove(): Promise<void>;
}

/** Opens a seat, or takes up again what an earlier process left of it: files, workstation and pods are adopted. */
export type OpenSeatLab = (options: SeatLabOptions) => Promise<SeatLab>;

export const DEFAULT_SEAT_LIMITS: SeatLimits = {
  memoryBytes: 192 * 1024 * 1024,
  nanoCpus: 500_000_000,
  pids: 256,
  pods: 10,
  containersPerPod: 5,
  terminals: 4,
  sum: { memoryBytes: 768 * 1024 * 1024, nanoCpus: 1_000_000_000, pids: 512 },
  diskBytes: 512 * 1024 * 1024,
  layers: { bytes: 512 * 1024 * 1024, files: 100_000 },
  historyBytes: 8 * 1024 * 1024,
};
