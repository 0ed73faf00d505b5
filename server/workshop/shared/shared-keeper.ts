// Holds a room's state that several web processes share. The table is the truth; each process has a copy to read from, and a command
// is carried out on the newest state or not at all: it is written only over the version that it was thought out on.
import type { Keeper, StateListener } from '../room/keeper';
import { type Advance, advance, type RoomCommand, type RoomState } from '../room/state';

export interface Versioned {
  version: number;
  state: RoomState;
}

/** One room's row. All calls reject when the database can't be reached. */
export interface RoomTable {
  /** Rejects when the room is gone or is not of this version of Kulissen. */
  read(): Promise<Versioned>;
  /** The room is `state` from now on, if it is still at `version`; false: somebody else was first. Durable when it resolves. */
  write(version: number, state: RoomState): Promise<boolean>;
}

export interface SharedKeeper extends Keeper {
  /** Somebody else has changed the room, or may have. Never rejects. */
  refresh(): Promise<void>;
}

export interface SharedKeeperOptions {
  table: RoomTable;
  first: Versioned;
  /** This process has changed the room. */
  onWritten: () => void;
  /** The room could not be read again. */
  onError: (error: unknown) => void;
}

interface Waiting {
  command: RoomCommand;
  answer(step: Advance): void;
  fail(error: unknown): void;
}

export function createSharedKeeper({ table, first, onWritten, onError }: SharedKeeperOptions): SharedKeeper {
  let known = first;
  let waiting: Waiting[] = [];
  let working: Promise<void> | undefined;
  let stale = false;
  const listeners = new Set<StateListener>();

  const take = (found: Versioned, own: boolean) => {
    if (found.version <= known.version) return;
    const before = known.state;
    known = found;
    for (const hear of listeners) hear(before, found.state, own);
  };
  /** Whatever has come in meanwhile goes into one write. */
  const carryOut = async (batch: readonly Waiting[]): Promise<void> => {
    for (;;) {
      const { version, state } = known;
      let next = state;
      const steps = batch.map(({ command }) => {
        const step = advance(next, command);
        if (step.ok) next = step.state;
        return step;
      });
      // A write that succeeds proves that this was the newest state; where nothing is to be written, it is asked for.
      const changes = next !== state;
      const isNewest = changes ? await table.write(version, next) : (await table.read()).version === version;
      if (!isNewest) {
        take(await table.read(), false);
        continue;
      }
      if (changes) {
        take({ version: version + 1, state: next }, true);
        onWritten();
      }
      for (const [index, step] of steps.entries()) batch[index]?.answer(step);
      return;
    }
  };
  /** One after the other: what is read must not come between a write and its own account of it. */
  const work = async (): Promise<void> => {
    while (waiting.length > 0 || stale) {
      const batch = waiting;
      waiting = [];
      try {
        if (batch.length > 0) await carryOut(batch);
        else {
          stale = false;
          take(await table.read(), false);
        }
      } catch (error) {
        if (batch.length === 0) onError(error);
        for (const { fail } of batch) fail(error);
      }
    }
    working = undefined;
  };

  return {
    get state() {
      return known.state;
    },
    run: (command) =>
      new Promise((answer, fail) => {
        waiting.push({ command, answer, fail });
        working ??= work();
      }),
    onChange: (listener) => void listeners.add(listener),
    refresh() {
      stale = true;
      working ??= work();
      return working;
    },
    async close() {
      await working;
    },
  };
}
