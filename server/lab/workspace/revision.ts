import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** What the kubelet reads at most of one manifest (pkg/kubelet/config/common.go, maxConfigLength: 10 << 20). */
export const KUBELET_MAX_BYTES = 10 * 1024 * 1024;

/** A file's revision: the first 16 hex digits of its content's sha256. */
export const revisionOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 16);

/** Reads the file in pieces: it may be of any size. */
export async function revisionOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  // A named pipe has no writer to wait for; a file that grows without end is not followed.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  for await (const chunk of file.createReadStream({ end: KUBELET_MAX_BYTES })) hash.update(chunk as Buffer);
  return hash.digest('hex').slice(0, 16);
}

/** Two writes within one tick of the file system's clock leave the same times: a younger entry than this is read again. */
const SETTLED_MS = 2000;

/** Reads revisions of unchanged files only once. Files that no kubelet reads are not hashed: their times stand for the content. */
export function createRevisions() {
  const known = new Map<string, { stamp: string; revision: string }>();
  return {
    async of(path: string, stats: BigIntStats): Promise<string> {
      const stamp = `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`;
      if (stats.size > KUBELET_MAX_BYTES) return revisionOf(stamp);
      const before = known.get(path);
      const settled = Date.now() - Number(stats.ctimeMs) > SETTLED_MS;
      if (before?.stamp === stamp && settled) return before.revision;
      const revision = await revisionOfFile(path);
      known.set(path, { stamp, revision });
      return revision;
    },
    /** Forgets files that are no longer listed. */
    keep(paths: ReadonlySet<string>): void {
      for (const path of known.keys()) if (!paths.has(path)) known.delete(path);
    },
  };
}
export type Revisions = ReturnType<typeof createRevisions>;
