// <dockershim root>/sandbox/<sandbox id>: written when a sandbox starts, removed with it. Whole or not there at all, at any
// moment of a kill. Upstream: dockershim/docker_sandbox.go, checkpointmanager and util/store (1.20).
import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CheckpointReading, formatCheckpoint, readCheckpoint, type SandboxCheckpoint } from './checkpoint-format';
import { claimDirectory } from './claim';

/** Upstream's key syntax: what does not match is no checkpoint's name. */
const KEY = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

export type CheckpointFile = { id: string } & CheckpointReading;

export interface SandboxCheckpointsOptions {
  /** --experimental-dockershim-root-directory */
  root: string;
  /** Who signs: the kubelet's lab and node. */
  owner: string;
  /** Called once when checkpoints can't be written on this host: the pods run all the same. */
  onWarning(message: string): void;
}

export class SandboxCheckpoints {
  private readonly directory: string;
  private readonly writing = new Map<string, Promise<void>>();
  private claimed = false;
  private warned = false;

  constructor(private readonly options: SandboxCheckpointsOptions) {
    this.directory = join(options.root, 'sandbox');
  }

  /** Makes and claims the directory, and removes what a kill in the middle of a write has left. Never throws. */
  async open(): Promise<void> {
    try {
      this.claimed = await claimDirectory(this.directory, this.options.owner);
      const torn = this.claimed ? (await this.names()).filter((name) => name.startsWith('.')) : [];
      for (const name of torn) await rm(join(this.directory, name), { force: true });
    } catch (error) {
      this.warn(error);
    }
  }

  /** Whether unsigned and torn files in the directory are ours to remove. */
  get isOurs(): boolean {
    return this.claimed;
  }

  /** Never throws: a full disk must not end a pod that runs. */
  write(id: string, checkpoint: SandboxCheckpoint): Promise<void> {
    const writing = this.writeFile(id, checkpoint).finally(() => this.writing.delete(id));
    this.writing.set(id, writing);
    return writing;
  }

  /** Resolves when no write is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.writing.values());
  }

  private async writeFile(id: string, checkpoint: SandboxCheckpoint): Promise<void> {
    const temporary = join(this.directory, `.${id}-${randomBytes(4).toString('hex')}`);
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(formatCheckpoint(checkpoint, this.options.owner));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(this.directory, id));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      this.warn(error);
    }
  }

  /** All checkpoints there are, whoever's. */
  async list(): Promise<CheckpointFile[]> {
    const ids = (await this.names()).filter((name) => KEY.test(name));
    const read = async (id: string): Promise<CheckpointFile[]> => {
      const content = await readFile(join(this.directory, id), 'utf8').catch(() => null);
      return content === null ? [] : [{ id, ...readCheckpoint(content) }];
    };
    return (await Promise.all(ids.map(read))).flat();
  }

  /** Idempotent; never throws. */
  async remove(id: string): Promise<void> {
    if (!KEY.test(id)) return;
    await this.writing.get(id);
    await rm(join(this.directory, id), { force: true }).catch((error: unknown) => this.warn(error));
  }

  private names(): Promise<string[]> {
    return readdir(this.directory).catch(() => []);
  }

  private warn(error: unknown): void {
    if (this.warned) return;
    this.warned = true;
    this.options.onWarning(`Failed to keep sandbox checkpoints in ${this.directory}: ${String(error)}`);
  }
}
