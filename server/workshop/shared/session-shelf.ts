// Sessions of a room that several web processes share: kept in the database, and told to the others.
import { type SessionRecord, type SessionShelf, sessionRecord } from '../../http/session-shelf';
import type { SessionTable } from './database';
import type { Peers } from './peers';

/** Lookups of sessions that nobody knows, at a time: whoever sends made-up cookies is not to fill the database's queue. */
const MAX_LOOKUPS = 20;

export interface SharedShelf extends SessionShelf {
  /** Something may have been missed: reads again what there is. Never rejects. */
  again(): Promise<void>;
}

/** Reads what there is. Rejects when the database can't be read. `onError`: something could not be kept, or not be read again. */
export async function openSharedShelf(
  table: SessionTable,
  peers: Pick<Peers, 'tell' | 'on'>,
  onError: (error: unknown) => void,
): Promise<SharedShelf> {
  const read = async () => (await table.all()).flatMap((row) => sessionRecord.safeParse(row).data ?? []);
  const before = await read();
  const known = new Set(before.map(({ hash }) => hash));
  type Heard = Parameters<NonNullable<SessionShelf['onElsewhere']>>[0];
  let hearing: Heard | undefined;
  const opened: Heard['opened'] = (record) => {
    known.add(record.hash);
    hearing?.opened(record);
  };
  const ended: Heard['ended'] = (hashes) => {
    for (const hash of hashes) known.delete(hash);
    hearing?.ended(hashes);
  };
  peers.on('session', (said) => opened(said.opened));
  peers.on('sessions-ended', ({ hashes }) => ended(hashes));
  let writing: Promise<unknown> = Promise.resolve();
  let lookups = 0;
  /** In the order in which it was said. */
  const write = (work: () => Promise<void>) => {
    writing = writing.then(work).catch(onError);
  };
  return {
    before,
    put(record) {
      known.add(record.hash);
      write(() => table.put(record));
      peers.tell({ kind: 'session', opened: record });
    },
    drop(hashes) {
      for (const hash of hashes) known.delete(hash);
      write(() => table.drop(hashes));
      peers.tell({ kind: 'sessions-ended', hashes: [...hashes] });
    },
    kept: async () => void (await writing),
    async find(hash): Promise<SessionRecord | undefined> {
      if (lookups >= MAX_LOOKUPS) throw new Error('too many lookups at a time');
      lookups += 1;
      try {
        const record = sessionRecord.safeParse(await table.find(hash)).data;
        if (record) known.add(record.hash);
        return record;
      } finally {
        lookups -= 1;
      }
    },
    onElsewhere(hear) {
      hearing = hear;
    },
    async again() {
      // Own ones that are still on their way must not look as if somebody else had ended them.
      await writing;
      const asked = [...known];
      try {
        const records = await read();
        const there = new Set(records.map(({ hash }) => hash));
        for (const record of records) opened(record);
        ended(asked.filter((hash) => !there.has(hash)));
      } catch (error) {
        onError(error);
      }
    },
  };
}
