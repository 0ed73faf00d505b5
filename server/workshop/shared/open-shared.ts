// What several web processes of one room share: its state and sessions in PostgreSQL, and word of changes over Redis.
import type { SessionShelf } from '../../http/session-shelf';
import type { Others } from '../../realtime/gateway';
import type { RoomState } from '../room/state';
import { openDatabase } from './database';
import { createExchange, type Exchange } from './exchange';
import { createPeers } from './peers';
import { openRedis } from './redis';
import { openSharedShelf } from './session-shelf';
import { createSharedKeeper, type SharedKeeper } from './shared-keeper';

export interface SharedOptions {
  /** `postgresql://…` and `redis://…`; neither is ever written anywhere. */
  databaseUrl: string;
  redisUrl: string;
  /** Tells rooms of one database apart. */
  room: string;
  log: (line: string) => void;
}

export interface Shared {
  /** For the session store. */
  shelf: SessionShelf;
  /** For the gateway. */
  others: Others;
  /** Of the other processes. */
  exchange: Exchange;
  /** The room as it is kept, or `fresh` when there is none yet. */
  keeper(fresh: RoomState): Promise<SharedKeeper>;
  /** One line of the audit log. */
  audit(at: number, entry: object): void;
  close(): Promise<void>;
}

/** So late a process notices what it was not told. */
const REFRESH_MS = 5_000;
const SESSIONS_MS = 60_000;

/** Something the operator has to mend before there is a room. */
export class NotShared extends Error {
  override name = 'NotShared';
}

/** Rejects with NotShared when database or Redis can't be had at the start. Later the room goes on without either as well as it can. */
export async function openShared({ databaseUrl, redisUrl, room, log }: SharedOptions): Promise<Shared> {
  const fault = (what: string) => (error: unknown) => log(`${what}: ${messageOf(error)}`);
  const database = await openDatabase({ url: databaseUrl, room, log }).catch(refuse('DATABASE_URL'));
  let onBack = () => {};
  const redis = await openRedis({ url: redisUrl, room, log, onBack: () => onBack() }).catch(async (error: unknown) => {
    await database.end();
    return refuse('REDIS_URL')(error);
  });
  const peers = createPeers(fault('peers'));
  const shelf = await openSharedShelf(database.sessions, peers, fault('database: sessions'));
  const exchange = createExchange(peers, () => performance.now());
  const timers: NodeJS.Timeout[] = [setInterval(() => void shelf.again(), SESSIONS_MS)];
  return {
    shelf,
    others: { adapter: redis.adapter, attach: peers.attach },
    exchange,
    async keeper(fresh) {
      const { table, first } = await database.room(fresh);
      const onWritten = () => peers.tell({ kind: 'room' });
      const keeper = createSharedKeeper({ table, first, onWritten, onError: fault('database: room') });
      peers.on('room', () => void keeper.refresh());
      onBack = () => {
        void keeper.refresh();
        void shelf.again();
        exchange.touch();
      };
      const timer = setInterval(() => void keeper.refresh(), REFRESH_MS);
      timers.push(timer);
      return keeper;
    },
    audit: (at, entry) => void database.audit(at, entry).catch(fault('database: audit log')),
    async close() {
      for (const timer of timers) clearInterval(timer);
      exchange.close();
      redis.end();
      await database.end();
    },
  };
}

const messageOf = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map(messageOf).join('; ')
    : error instanceof Error
      ? error.message
      : String(error);

const refuse =
  (variable: string) =>
  (error: unknown): never => {
    throw new NotShared(`${variable}: ${messageOf(error)}`);
  };
