// Who may come in. The start token is new for each run of the server and exchanged for a session; sessions outlive the run.
// On disk there are only hashes: whoever reads the file can't use it to sign in.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Session {
  /** Names the session in this process; not a secret and of no use as one. */
  readonly id: string;
  /** Aborted when the session ends: signed out, expired or pushed out by newer ones. */
  readonly ended: AbortSignal;
}

export interface SessionStore {
  /** 43 characters of base64url: 32 random bytes. */
  readonly startToken: string;
  /** Constant-time comparison. */
  isStartToken(candidate: string): boolean;
  /** Opens a session and returns its secret, which only the cookie holds. */
  open(): string;
  find(secret: string): Session | undefined;
  end(secret: string): void;
}

export interface SessionStoreOptions {
  /** Existing or new folder for `sessions.json`; made private (0700). */
  dir: string;
  /** Fixed start token, for a development server that reloads; at least 32 characters. */
  token?: string | undefined;
  /** ms since the epoch. */
  now?: () => number;
  /** A session that could not be written still works until the server ends; this says so. */
  onWriteError?: (error: unknown) => void;
}

const DAY_MS = 24 * 60 * 60 * 1000;
export const SESSION_DAYS = 90;
/** One learner's browsers; the oldest goes first. */
const MAX_SESSIONS = 64;

const record = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/), createdAt: z.number() });
const sessionFile = z.strictObject({ version: z.literal(1), sessions: z.array(record).max(1024) });
type Entry = z.infer<typeof record> & { ending: AbortController };

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const newSecret = (): string => randomBytes(32).toString('base64url');

/** Reads what earlier runs left in `dir`. An unreadable file counts as none: people sign in again with the new token. */
export function createSessionStore(options: SessionStoreOptions): SessionStore {
  const { dir, now = Date.now, onWriteError = () => {} } = options;
  if (options.token !== undefined && options.token.length < 32) throw new Error('the start token is too short');
  const startToken = options.token ?? newSecret();
  const startHash = Buffer.from(hashOf(startToken), 'hex');
  const file = join(dir, 'sessions.json');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const entries = new Map(readSessions(file).map((entry) => [entry.hash, entry]));

  const save = () => {
    try {
      const sessions = [...entries.values()].map(({ hash, createdAt }) => ({ hash, createdAt }));
      writeDurably(file, JSON.stringify({ version: 1, sessions }));
    } catch (error) {
      onWriteError(error);
    }
  };
  const drop = (entry: Entry) => {
    entries.delete(entry.hash);
    entry.ending.abort();
  };

  return {
    startToken,
    isStartToken: (candidate) => timingSafeEqual(Buffer.from(hashOf(candidate), 'hex'), startHash),
    open() {
      const secret = newSecret();
      const hash = hashOf(secret);
      entries.set(hash, { hash, createdAt: now(), ending: new AbortController() });
      for (const oldest of [...entries.values()].slice(0, -MAX_SESSIONS)) drop(oldest);
      save();
      return secret;
    },
    find(secret) {
      const entry = entries.get(hashOf(secret));
      if (!entry) return undefined;
      if (now() - entry.createdAt > SESSION_DAYS * DAY_MS) {
        drop(entry);
        save();
        return undefined;
      }
      return { id: entry.hash.slice(0, 16), ended: entry.ending.signal };
    },
    end(secret) {
      const entry = entries.get(hashOf(secret));
      if (!entry) return;
      drop(entry);
      save();
    },
  };
}

function readSessions(file: string): Entry[] {
  try {
    const parsed = sessionFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.sessions.map((session) => ({ ...session, ending: new AbortController() }));
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
