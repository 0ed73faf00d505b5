// What the preflight looks at, read from the engine and the machine. An engine may leave fields out; what it leaves out counts as off.
import { z } from 'zod';

const addressPool = z.object({ Base: z.string(), Size: z.number().int().min(1).max(32) });

/** Of GET /info, as far as it matters here. */
export const engineInfo = z.object({
  ServerVersion: z.string(),
  RuncCommit: z.object({ ID: z.string() }).optional(),
  LiveRestoreEnabled: z.boolean().default(false),
  SecurityOptions: z.array(z.string()).nullish(),
  LoggingDriver: z.string().default(''),
  DefaultAddressPools: z.array(addressPool).nullish(),
  DockerRootDir: z.string().default('/var/lib/docker'),
  MemTotal: z.number().default(0),
  SystemTime: z.string().default(''),
  IPv4Forwarding: z.boolean().default(true),
  MemoryLimit: z.boolean().default(false),
  SwapLimit: z.boolean().default(false),
  PidsLimit: z.boolean().default(false),
  CpuCfsQuota: z.boolean().default(false),
  Plugins: z.object({ Authorization: z.array(z.string()).nullish() }).optional(),
});

/** Of GET /version: components with their own version numbers (`RuncCommit` is often a bare hash). */
export const engineVersion = z.object({
  Components: z.array(z.object({ Name: z.string(), Version: z.string() })).nullish(),
});

/** Of GET /networks. */
export const engineNetworks = z.array(z.object({ Driver: z.string() }));

export interface FolderFacts {
  folder: string;
  /** Bytes and inodes that this user may still take; undefined where it can't be told. */
  free: { bytes: number; inodes: number } | undefined;
}

export interface EngineFacts {
  info: z.infer<typeof engineInfo>;
  runcVersion: string;
  /** Networks that take a subnet from the pools already. */
  bridges: number;
}

export interface HostFacts {
  /** Or why there is none. */
  engine: EngineFacts | { socket: string; away: string };
  /** Bytes. */
  memory: { total: number; available: number };
  /** Docker's folder and the workshop's. */
  folders: readonly FolderFacts[];
  openFiles: number;
  /** ms since the epoch, when the engine's own clock was read. */
  now: number;
  /** Whether the clock follows a time server; undefined where nobody tells. */
  clockSynchronised: boolean | undefined;
}
