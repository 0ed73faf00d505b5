// Who may come in. The start token is new for each run of the server and exchanged for a session; sessions outlive the run.
// On disk there are only hashes: whoever reads the file can't use it to sign in.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Member } from '@/lib/room/member';
import { fileShelf, type SessionRecord, type SessionShelf } from './session-shelf';

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
  /** Resolves when what was opened is kept as well as it can be. */
  kept(): Promise<void>;
  find(secret: string): Session | undefined;
  /** Another web process may have opened it: asks where sessions are kept. At once where nobody else opens any. */
  look(secret: string): Promise<void> | undefined;
  end(secret: string): void;
  /** Ends every session of whom `gone` names. */
  endOf(gone: (member: Member) => boolean): void;
  /** Ends what has had its time, so that connections end too that nobody asks about. */
  expire(): void;
}

export interface SessionStoreOptions {
  /** Existing or new folder for `sessions.json`; made private (0700). Not used where there is a shelf. */
  dir: string;
  /** Where sessions are kept instead of in a file. */
  shelf?: SessionShelf | undefined;
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

type Entry = SessionRecord & { ending: AbortController };

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const newSecret = (): string => randomBytes(32).toString('base64url');

/** Takes what earlier runs left. An unreadable file counts as none: people sign in again with the new token. */
export function createSessionStore(options: SessionStoreOptions): SessionStore {
  const { dir, now = Date.now, onWriteError = () => {} } = options;
  if (options.token !== undefined && options.token.length < 32) throw new Error('the start token is too short');
  const startToken = options.token ?? newSecret();
  const startHash = Buffer.from(hashOf(startToken), 'hex');
  const shelf = options.shelf ?? fileShelf(dir, onWriteError);
  const entries = new Map<string, Entry>();
  const learn = (record: SessionRecord) => {
    if (!entries.has(record.hash)) entries.set(record.hash, { ...record, ending: new AbortController() });
  };
  for (const record of shelf.before) learn(record);
  const records = () => [...entries.values()].map(({ ending: _, ...record }) => record);
  const forget = (gone: readonly Entry[]) => {
    for (const entry of gone) entries.delete(entry.hash);
    for (const entry of gone) entry.ending.abort();
  };
  /** All at once, then one write. */
  const drop = (gone: readonly Entry[]) => {
    for (const entry of gone) entries.delete(entry.hash);
    if (gone.length > 0)
      shelf.drop(
        gone.map(({ hash }) => hash),
        records,
      );
    forget(gone);
  };
  const all = () => [...entries.values()];
  const isOver = (entry: Entry) => now() - entry.createdAt > sessionMs(entry.member);
  shelf.onElsewhere?.({
    opened: learn,
    ended: (hashes) => forget(hashes.flatMap((hash) => entries.get(hash) ?? [])),
  });

  return {
    startToken,
    isStartToken: (candidate) => timingSafeEqual(Buffer.from(hashOf(candidate), 'hex'), startHash),
    open(member) {
      const secret = newSecret();
      const hash = hashOf(secret);
      const record = { hash, createdAt: now(), member };
      learn(record);
      shelf.put(record, records);
      drop(
        all()
          .filter((entry) => entry.member === member)
          .slice(0, -MAX_SESSIONS),
      );
      return secret;
    },
    kept: async () => shelf.kept?.(),
    find(secret) {
      const entry = entries.get(hashOf(secret));
      if (!entry) return undefined;
      if (!isOver(entry)) return { id: entry.hash.slice(0, 16), member: entry.member, ended: entry.ending.signal };
      drop([entry]);
      return undefined;
    },
    look(secret) {
      const hash = hashOf(secret);
      if (entries.has(hash)) return undefined;
      return shelf.find?.(hash).then((record) => void (record && learn(record)));
    },
    end(secret) {
      const entry = entries.get(hashOf(secret));
      if (entry) drop([entry]);
    },
    endOf: (gone) => drop(all().filter((entry) => gone(entry.member))),
    expire: () => drop(all().filter(isOver)),
  };
}
