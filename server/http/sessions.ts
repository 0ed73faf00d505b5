// Who may come in. The start token is new for each run of the server and exchanged for a session; sessions outlive the run.
// On disk there are only hashes: whoever reads the file can't use it to sign in.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isMember, type Member } from '@/lib/room/member';

export interface Session {
  /** Names the session in this process; not a secret and of no use as one. */
  readonly id: string;
  readonly member: Member;
  /** Aborted when the session ends: signed out, expired or pushed out by newer ones. */
  readonly ended: AbortSignal;
}

export interface SessionStore {
  /** 43 characters of base64url: 32 random bytes. */
  readonly startToken: string;
  /** Constant-time comparison. */
  isStartToken(candidate: string): boolean;
  /** Opens a session of this member and returns its secret, which only the cookie holds. */
  open(member: Member): string;
  find(secret: string): Session | undefined;
  end(secret: string): void;
  /** Ends every session of whom `gone` names. */
  endOf(gone: (member: Member) => boolean): void;
  /** Ends what has had its time, so that connections end too that nobody asks about. */
  expire(): void;
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

const HOUR_MS = 60 * 60 * 1000;
const SESSION_MS = 90 * 24 * HOUR_MS;
/** Who leads a class is asked again each day. */
const TRAINER_MS = 8 * HOUR_MS;
export const sessionMs = (member: Member): number => (member === 'trainer' ? TRAINER_MS : SESSION_MS);
/** One member's browsers; the oldest goes first. */
const MAX_SESSIONS = 64;

const MAX_BYTES_READ = 16 * 1024 * 1024;
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const member = z.custom<Member>((text) => typeof text === 'string' && isMember(text));
const record = z.strictObject({ hash, createdAt: z.number(), member });
/** Version 1 knew self-study only. */
const sessionFile = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal(1), sessions: z.array(record.omit({ member: true })) }),
  z.strictObject({ version: z.literal(2), sessions: z.array(record) }),
]);
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
      const sessions = [...entries.values()].map(({ ending: _, ...kept }) => kept);
      writeDurably(file, JSON.stringify({ version: 2, sessions }));
    } catch (error) {
      onWriteError(error);
    }
  };
  /** All at once, then one write. */
  const drop = (gone: readonly Entry[]) => {
    for (const entry of gone) entries.delete(entry.hash);
    if (gone.length > 0) save();
    for (const entry of gone) entry.ending.abort();
  };
  const all = () => [...entries.values()];
  const isOver = (entry: Entry) => now() - entry.createdAt > sessionMs(entry.member);

  return {
    startToken,
    isStartToken: (candidate) => timingSafeEqual(Buffer.from(hashOf(candidate), 'hex'), startHash),
    open(member) {
      const secret = newSecret();
      const hash = hashOf(secret);
      entries.set(hash, { hash, createdAt: now(), member, ending: new AbortController() });
      const tooMany = all().filter((entry) => entry.member === member);
      if (tooMany.length > MAX_SESSIONS) drop(tooMany.slice(0, -MAX_SESSIONS));
      else save();
      return secret;
    },
    find(secret) {
      const entry = entries.get(hashOf(secret));
      if (!entry) return undefined;
      if (!isOver(entry)) return { id: entry.hash.slice(0, 16), member: entry.member, ended: entry.ending.signal };
      drop([entry]);
      return undefined;
    },
    end(secret) {
      const entry = entries.get(hashOf(secret));
      if (entry) drop([entry]);
    },
    endOf: (gone) => drop(all().filter((entry) => gone(entry.member))),
    expire: () => drop(all().filter(isOver)),
  };
}

function readSessions(file: string): Entry[] {
  try {
    if (statSync(file).size > MAX_BYTES_READ) return [];
    const { sessions } = sessionFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    return sessions.map((session) => ({ member: 'owner', ...session, ending: new AbortController() }));
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
