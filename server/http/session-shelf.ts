// Where sessions are kept: a file of this process, or what several processes share.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isMember, type Member } from '@/lib/room/member';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const member = z.custom<Member>((text) => typeof text === 'string' && isMember(text));
export const sessionRecord = z.strictObject({ hash, createdAt: z.number(), member });
/** `hash`: of the secret, SHA-256; `createdAt`: ms since the epoch. */
export type SessionRecord = z.infer<typeof sessionRecord>;

/** `records`: all there are now. What can't be kept is told to whoever made the shelf; the session works until the server ends. */
export interface SessionShelf {
  /** Kept by earlier runs. */
  readonly before: readonly SessionRecord[];
  put(record: SessionRecord, records: () => SessionRecord[]): void;
  drop(hashes: readonly string[], records: () => SessionRecord[]): void;
  /** Resolves when what was put is kept. Absent: it is when `put` returns. */
  kept?(): Promise<void>;
  /** Absent: nobody else opens sessions. Rejects when it can't be told. */
  find?(hash: string): Promise<SessionRecord | undefined>;
  /** Other processes have opened or ended sessions. */
  onElsewhere?(hear: { opened(record: SessionRecord): void; ended(hashes: readonly string[]): void }): void;
}

const MAX_BYTES_READ = 16 * 1024 * 1024;
/** Version 1 knew self-study only. */
const sessionFile = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal(1), sessions: z.array(sessionRecord.omit({ member: true })) }),
  z.strictObject({ version: z.literal(2), sessions: z.array(sessionRecord) }),
]);

/** `sessions.json` in `dir`, which is made private (0700). */
export function fileShelf(dir: string, onWriteError: (error: unknown) => void): SessionShelf {
  const file = join(dir, 'sessions.json');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const save = (records: () => SessionRecord[]) => {
    try {
      writeDurably(file, JSON.stringify({ version: 2, sessions: records() }));
    } catch (error) {
      onWriteError(error);
    }
  };
  return {
    before: readSessions(file),
    put: (_record, records) => save(records),
    drop: (_hashes, records) => save(records),
  };
}

function readSessions(file: string): SessionRecord[] {
  try {
    if (statSync(file).size > MAX_BYTES_READ) return [];
    const { sessions } = sessionFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    return sessions.map((session) => ({ member: 'owner', ...session }));
  } catch {
    return [];
  }
}

/** Temporary file, fsync, rename: a killed server or a full disk leaves the old file whole. */
function writeDurably(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
}
