// Which checkpoints of sandboxes have outlived them. Pure. Upstream lists a checkpoint without a container as a dead sandbox,
// and garbage collection removes it; a corrupt one is removed when it is read (dockershim/docker_sandbox.go ListPodSandbox, 1.20).
import type { CheckpointFile } from '../disk/sandbox-checkpoints';

export interface CheckpointFacts {
  files: readonly CheckpointFile[];
  /** Ids of our sandboxes on the engine. */
  sandboxes: ReadonlySet<string>;
  /** How this kubelet signs. */
  owner: string;
  /** The directory was empty when this kubelet first came: nobody else's checkpoints are in it. */
  directoryIsOurs: boolean;
}

export interface SuspectCheckpoint {
  id: string;
  why: 'corrupt' | 'dangling';
}

/** Files to remove, provided that no container of that id exists: a listing may be older than a file. */
export function suspectCheckpoints({ files, sandboxes, owner, directoryIsOurs }: CheckpointFacts): SuspectCheckpoint[] {
  return files.flatMap((file): SuspectCheckpoint[] => {
    if (sandboxes.has(file.id)) return [];
    if (!file.valid) return directoryIsOurs ? [{ id: file.id, why: 'corrupt' }] : [];
    const ours = file.owner === owner || (file.owner === null && directoryIsOurs);
    return ours ? [{ id: file.id, why: 'dangling' }] : [];
  });
}
