// Reading one file of the manifest directory, whatever it turns out to be. Never blocks on a pipe, never throws.
import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { readAtMost } from '../disk/read-regular';

/** Upstream's limit for a manifest (pkg/kubelet/config/file.go maxConfigLength). */
const MAX_BYTES = 10 * 1024 * 1024;
const REVISION_DIGITS = 16;

export type FileReading =
  | { kind: 'content'; text: string; revision: string }
  | { kind: 'absent' }
  | { kind: 'directory' }
  /** A socket, pipe or device. */
  | { kind: 'special'; mode: string }
  /** `message` as Go words it, e.g. `open /d/x.yaml: permission denied`. */
  | { kind: 'unreadable'; message: string };

/** Follows symbolic links. Larger than 10 MiB is unreadable. */
export async function readManifestFile(path: string): Promise<FileReading> {
  let file: FileHandle | undefined;
  try {
    const found = await stat(path);
    if (!found.isFile()) return notAFile(found);
    // Between stat and open it may have become a pipe: opening must not wait for a writer.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const opened = await file.stat();
    if (!opened.isFile()) return notAFile(opened);
    if (opened.size > MAX_BYTES) return { kind: 'unreadable', message: 'the read limit is reached' };
    const bytes = await readAtMost(file, MAX_BYTES);
    return { kind: 'content', text: bytes.toString('utf8'), revision: revisionOf(bytes) };
  } catch (error) {
    return unreadable(error, path);
  } finally {
    await file?.close();
  }
}

/** First 16 hexadecimal digits of the SHA-256: the same figure that the lab shows for a file. */
const revisionOf = (bytes: Buffer): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, REVISION_DIGITS);

const notAFile = (found: Stats): FileReading =>
  found.isDirectory() ? { kind: 'directory' } : { kind: 'special', mode: found.mode.toString(8) };

const GO_WORDS: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ELOOP: 'too many levels of symbolic links',
  EIO: 'input/output error',
  EMFILE: 'too many open files',
};

function unreadable(error: unknown, path: string): FileReading {
  const { code = '', syscall = 'read' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return { kind: 'absent' };
  return { kind: 'unreadable', message: `${syscall} ${path}: ${GO_WORDS[code] ?? code}` };
}
