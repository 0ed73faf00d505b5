// The manifest folder of a lab: plain files that the learner's shell, the editor and the kubelet share.
import { constants } from 'node:fs';
import { open, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ack } from '@/lib/protocol/events';
import { MAX_FILE_BYTES } from '@/lib/protocol/limits';
import type { Clock } from '@/server/kubelet/clock';
import { readAtMost } from '@/server/kubelet/disk/read-regular';
import { checkName, guarded, lstatOrNull, readable, writable } from './guard';
import { listFolder, type WorkspaceListing } from './listing';
import { codeOf, done, failed } from './results';
import { createRevisions, revisionOf, revisionOfFile } from './revision';
import { type Disk, type FileOwner, ownedDisk, realDisk, removeLeftovers, writeWhole } from './save';
import { watchFolder } from './watch';

type Nothing = Record<string, never>;

export interface Workspace {
  readonly dir: string;
  list(): Promise<WorkspaceListing>;
  read(file: string): Promise<Ack<{ content: string; revision: string }>>;
  /** The manifests that can be read (the first 32 by name), by file name; empty without a folder. */
  contents(): Promise<Record<string, string>>;
  /** `revision`: what was last read; '' for a file that must not exist yet. Creates the folder when it is missing. */
  save(file: string, content: string, revision: string): Promise<Ack<{ revision: string }>>;
  /** Writes whatever is there now (a lesson's solution is played). */
  put(file: string, content: string): Promise<Ack<{ revision: string }>>;
  rename(file: string, to: string): Promise<Ack<Nothing>>;
  remove(file: string, revision: string): Promise<Ack<Nothing>>;
  /** Removes a file whatever its content; gone is not an error. */
  discard(file: string): Promise<Ack<Nothing>>;
  /** Removes the folder with everything in it (a lesson starts from an empty node). */
  clear(): Promise<Ack<Nothing>>;
  /** Lists now and after every change, until the returned function is called. */
  watch(listener: (listing: WorkspaceListing) => void): () => void;
}

export interface WorkspaceOptions {
  dir: string;
  clock: Clock;
  /** Told about faults of the machine that the watch lives through. */
  warn(message: string): void;
  disk?: Disk;
  /** Whose files they are, where that is not the user of this process. */
  owner?: FileOwner | undefined;
}

/** Opens the workspace at `dir`, which need not exist. Operations run one after the other: of many saves the last one wins. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { dir, clock, warn, owner } = options;
  const disk = ownedDisk(options.disk ?? realDisk, owner);
  const revisions = createRevisions();
  const list = () => listFolder(dir, revisions);
  const watches = new Set<() => void>();
  const nextTurn = createTurns();
  /** Our own changes need no hint. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const result = await nextTurn(work);
    for (const listAgain of watches) listAgain();
    return result;
  };
  const write = (file: string, content: string, expected: string | null) =>
    inTurn(() => guarded(file, () => saveFile(disk, dir, file, content, expected)));
  return {
    dir,
    list,
    read: (file) => guarded(file, () => readFile(dir, file)),
    contents: async () => readAll(dir, await list()),
    save: (file, content, revision) => write(file, content, revision),
    put: (file, content) => write(file, content, null),
    rename: (file, to) => inTurn(() => guarded(file, () => renameFile(dir, file, to))),
    remove: (file, revision) => inTurn(() => guarded(file, () => removeFile(dir, file, revision))),
    async discard(file) {
      const answer = await inTurn(() => guarded(file, () => removeFile(dir, file, null)));
      return !answer.ok && answer.error.code === 'NotFound' ? done({}) : answer;
    },
    clear: () =>
      inTurn(() =>
        guarded(dir, async () => {
          await rm(dir, { recursive: true, force: true });
          return done({});
        }),
      ),
    watch(listener) {
      void removeLeftovers(dir);
      const watch = watchFolder({ dir, list, listener, clock, warn });
      watches.add(watch.listAgain);
      return () => {
        watches.delete(watch.listAgain);
        watch.stop();
      };
    },
  };
}

/** Runs asynchronous work strictly one after the other. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

async function readFile(dir: string, file: string): Promise<Ack<{ content: string; revision: string }>> {
  const name = checkName(file);
  if (!name.ok) return name;
  // O_NONBLOCK: opening a named pipe must not wait for a writer.
  const handle = await open(join(dir, file), constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const allowed = await readable(dir, file, await handle.stat());
    if (!allowed.ok) return allowed;
    // It may have grown since it was asked.
    const bytes = await readAtMost(handle, MAX_FILE_BYTES).catch(() => null);
    if (!bytes) return failed('TooLarge', { file, bytes: MAX_FILE_BYTES + 1, limit: MAX_FILE_BYTES });
    return done({ content: bytes.toString('utf8'), revision: revisionOf(bytes) });
  } finally {
    await handle.close();
  }
}

const MAX_CONTENTS = 32;

async function readAll(dir: string, { files }: WorkspaceListing): Promise<Record<string, string>> {
  const manifests = Object.values(files).filter(({ ignored, revision }) => !ignored && revision !== '');
  const contents: [string, string][] = [];
  for (const { file } of manifests.slice(0, MAX_CONTENTS)) {
    const answer = await guarded(file, () => readFile(dir, file));
    if (answer.ok) contents.push([file, answer.value.content]);
  }
  return Object.fromEntries(contents);
}

/** Thrown between writing and renaming, when the file changed in the meantime. */
class Changed extends Error {
  constructor(readonly answer: Ack<never>) {
    super('changed');
  }
}

async function saveFile(
  disk: Disk,
  dir: string,
  file: string,
  content: string,
  expected: string | null,
): Promise<Ack<{ revision: string }>> {
  const bytes = Buffer.from(content, 'utf8');
  if (bytes.length > MAX_FILE_BYTES) return failed('TooLarge', { file, bytes: bytes.length, limit: MAX_FILE_BYTES });
  const target = await writable(dir, file);
  if (!target.ok) return target;
  const revision = revisionOf(bytes);
  const verify = async (): Promise<Ack<null>> => {
    const current = await currentRevision(dir, file);
    // The same content twice is no conflict: an answer got lost, or two people agree.
    if (expected === null || current === expected || current === revision) return done(null);
    return expected === '' ? failed('Exists', { file }) : failed('Conflict', { file, revision: current });
  };
  const before = await verify();
  if (!before.ok) return before;
  await disk.mkdir(dir);
  const mode = target.value.stats ? target.value.stats.mode & 0o777 : 0o644;
  try {
    await writeWhole(disk, dir, file, bytes, mode, async () => {
      const now = await verify();
      if (!now.ok) throw new Changed(now);
    });
  } catch (error) {
    if (error instanceof Changed) return error.answer;
    throw error;
  }
  return done({ revision });
}

/** '' when there is no such file. */
async function currentRevision(dir: string, file: string): Promise<string> {
  try {
    return await revisionOfFile(join(dir, file));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

async function renameFile(dir: string, file: string, to: string): Promise<Ack<Nothing>> {
  const from = await writable(dir, file);
  if (!from.ok) return from;
  if (!from.value.stats) return failed('NotFound', { what: file });
  const goal = await writable(dir, to);
  if (!goal.ok) return goal.error.code === 'WriteFailed' ? failed('Exists', { file: to }) : goal;
  if (goal.value.stats) return failed('Exists', { file: to });
  // Not link + unlink: for a moment two files would name one pod, and a kubelet would report a conflict.
  await rename(from.value.path, goal.value.path);
  return done({});
}

async function removeFile(dir: string, file: string, expected: string | null): Promise<Ack<Nothing>> {
  const name = checkName(file);
  if (!name.ok) return name;
  const stats = await lstatOrNull(join(dir, file));
  if (!stats) return failed('NotFound', { what: file });
  if (stats.isDirectory()) return failed('WriteFailed', { file, message: `${file} is a directory` });
  if (expected !== null && stats.isFile()) {
    const current = await currentRevision(dir, file);
    if (current !== expected) return failed('Conflict', { file, revision: current });
  }
  await unlink(join(dir, file));
  return done({});
}
