// The PostgreSQL database that several web processes of a room share: the room's row, its sessions, what its trainers did.
import pg from 'pg';
import { roomOf, roomText } from '../room/record';
import type { RoomState } from '../room/state';
import type { RoomTable, Versioned } from './shared-keeper';

export interface SessionRecord {
  /** SHA-256 of the cookie's secret, hexadecimal. */
  hash: string;
  member: string;
  /** ms since the epoch. */
  createdAt: number;
}

export interface SessionTable {
  all(): Promise<SessionRecord[]>;
  find(hash: string): Promise<SessionRecord | undefined>;
  put(record: SessionRecord): Promise<void>;
  drop(hashes: readonly string[]): Promise<void>;
}

export interface Database {
  readonly sessions: SessionTable;
  /** The room of this name as it is kept, or `fresh` when there is none yet; whoever is first makes it. */
  room(fresh: RoomState): Promise<{ table: RoomTable; first: Versioned }>;
  /** One more line of what trainers did. */
  audit(at: number, entry: object): Promise<void>;
  end(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgresql://user:password@host/database`. */
  url: string;
  /** Several rooms may lie in one database. */
  room: string;
  log: (line: string) => void;
}

/** A person waits for the answer; a database that takes longer is as good as away. */
const ANSWER_MS = 5000;
const CONNECTIONS = 4;
/** Whichever process is first makes the tables; the number is only ours to know. */
const LOCK = 0x6b_75_6c_69;

const TABLES = `
  CREATE TABLE IF NOT EXISTS kulissen_room (
    name text PRIMARY KEY, version bigint NOT NULL, state json NOT NULL
  );
  CREATE TABLE IF NOT EXISTS kulissen_session (
    hash text PRIMARY KEY, room text NOT NULL, member text NOT NULL, created_at bigint NOT NULL
  );
  CREATE INDEX IF NOT EXISTS kulissen_session_room ON kulissen_session (room);
  CREATE TABLE IF NOT EXISTS kulissen_audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, room text NOT NULL, at timestamptz NOT NULL, entry json NOT NULL
  );`;

/** Connects, and makes the tables when they are not there. Rejects with the database's error. */
export async function openDatabase({ url, room, log }: DatabaseOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    application_name: 'kulissen',
  });
  // Of a connection that nobody uses at the moment; who uses one hears of it there.
  pool.on('error', (error) => log(`database: ${error.message}`));
  try {
    await makeTables(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    sessions: sessionTable(pool, room),
    room: (fresh) => takeRoom(pool, room, fresh),
    async audit(at, entry) {
      const values = [room, new Date(at), JSON.stringify(entry)];
      await pool.query('INSERT INTO kulissen_audit (room, at, entry) VALUES ($1, $2, $3)', values);
    },
    end: () => pool.end(),
  };
}

/** CREATE IF NOT EXISTS by two at once fails for one of them. */
async function makeTables(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(TABLES);
    await client.query('COMMIT');
  } finally {
    // Not to be used again: after a failure it is in a transaction that has ended badly.
    client.release(true);
  }
}

async function takeRoom(
  pool: pg.Pool,
  name: string,
  fresh: RoomState,
): Promise<{ table: RoomTable; first: Versioned }> {
  const table: RoomTable = {
    async read() {
      const { rows } = await pool.query<{ version: string; state: unknown }>(
        'SELECT version, state FROM kulissen_room WHERE name = $1',
        [name],
      );
      const row = rows[0];
      if (!row) throw new Error(`there is no room ${name} in the database any more`);
      return { version: Number(row.version), state: roomOf(row.state) };
    },
    async write(version, state) {
      const { rowCount } = await pool.query(
        'UPDATE kulissen_room SET version = version + 1, state = $3 WHERE name = $1 AND version = $2',
        [name, version, roomText(state)],
      );
      return rowCount === 1;
    },
  };
  const insert = 'INSERT INTO kulissen_room (name, version, state) VALUES ($1, 1, $2) ON CONFLICT (name) DO NOTHING';
  await pool.query(insert, [name, roomText(fresh)]);
  return { table, first: await table.read() };
}

function sessionTable(pool: pg.Pool, room: string): SessionTable {
  type Row = { hash: string; member: string; created_at: string };
  const recordOf = ({ hash, member, created_at }: Row): SessionRecord => ({
    hash,
    member,
    createdAt: Number(created_at),
  });
  return {
    async all() {
      const { rows } = await pool.query<Row>('SELECT hash, member, created_at FROM kulissen_session WHERE room = $1', [
        room,
      ]);
      return rows.map(recordOf);
    },
    async find(hash) {
      const { rows } = await pool.query<Row>(
        'SELECT hash, member, created_at FROM kulissen_session WHERE room = $1 AND hash = $2',
        [room, hash],
      );
      return rows[0] && recordOf(rows[0]);
    },
    async put({ hash, member, createdAt }) {
      const values = [hash, room, member, createdAt];
      await pool.query('INSERT INTO kulissen_session (hash, room, member, created_at) VALUES ($1, $2, $3, $4)', values);
    },
    async drop(hashes) {
      await pool.query('DELETE FROM kulissen_session WHERE room = $1 AND hash = ANY($2)', [room, hashes]);
    },
  };
}
