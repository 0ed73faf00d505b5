import { describe, expect, it } from 'vitest';
import type { RoomCommand, RoomState } from '../room/state';
import { newRoom } from '../room/state';
import { createSharedKeeper, type RoomTable, type Versioned } from './shared-keeper';

/** A row that two keepers write to; `before` runs before each write, so that somebody else can be first. */
function createTable() {
  let row: Versioned = { version: 1, state: newRoom('ABCDEF', 9, 'aaaaaaaa') };
  const table = {
    writes: 0,
    reads: 0,
    before: async () => {},
    async read() {
      table.reads += 1;
      return row;
    },
    async write(version: number, state: RoomState) {
      await table.before();
      table.writes += 1;
      if (version !== row.version) return false;
      row = { version: version + 1, state };
      return true;
    },
  };
  return table;
}

function keeperOf(table: RoomTable, first: Versioned = { version: 1, state: newRoom('ABCDEF', 9, 'aaaaaaaa') }) {
  const heard: { seats: string[]; own: boolean }[] = [];
  const errors: unknown[] = [];
  const told = { times: 0 };
  const onWritten = () => {
    told.times += 1;
  };
  const keeper = createSharedKeeper({ table, first, onWritten, onError: (error) => errors.push(error) });
  keeper.onChange((_before, after, own) => heard.push({ seats: Object.keys(after.seats), own }));
  return { keeper, heard, errors, told };
}

const join = (name: string): RoomCommand => ({
  kind: 'Join',
  name,
  locale: 'de',
  resume: `resume of ${name}`,
  lab: 'bbbbbbbb',
  at: 1,
});

describe('a keeper of a shared room', () => {
  it('writes what came in meanwhile at once, in its order', async () => {
    const table = createTable();
    const { keeper, told } = keeperOf(table);
    const steps = await Promise.all(['Ada', 'Grace', 'ada', 'Mary'].map((name) => keeper.run(join(name))));
    expect(steps.map((step) => (step.ok ? step.seat : step.because))).toEqual(['s01', 's02', 'name-taken', 's03']);
    expect([table.writes, told.times]).toEqual([2, 2]);
  });
  it('thinks again when somebody else was first', async () => {
    const table = createTable();
    const [one, two] = [keeperOf(table), keeperOf(table)];
    await one.keeper.run(join('Ada'));
    const step = await two.keeper.run(join('Grace'));
    expect(step).toMatchObject({ ok: true, seat: 's02' });
    expect(two.heard).toEqual([
      { seats: ['s01'], own: false },
      { seats: ['s01', 's02'], own: true },
    ]);
    expect(await two.keeper.run(join('ADA'))).toEqual({ ok: false, because: 'name-taken' });
  });
  it('refuses nothing on what it last heard: the seat may exist by now', async () => {
    const table = createTable();
    const [one, two] = [keeperOf(table), keeperOf(table)];
    await one.keeper.run(join('Ada'));
    expect(await two.keeper.run({ kind: 'Hand', seat: 's01', raised: true, at: 5 })).toMatchObject({ ok: true });
    expect(await one.keeper.run({ kind: 'Hand', seat: 's01', raised: false, at: 6 })).toMatchObject({ ok: true });
    expect((await table.read()).state.seats.s01?.handAt).toBe(0);
  });
  it('says that it failed to everybody who waited, and goes on', async () => {
    const table = createTable();
    const { keeper } = keeperOf(table);
    table.before = async () => {
      throw new Error('the database is away');
    };
    const both = await Promise.allSettled([keeper.run(join('Ada')), keeper.run(join('Grace'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(keeper.state.seats).toEqual({});
    table.before = async () => {};
    expect(await keeper.run(join('Ada'))).toMatchObject({ ok: true, seat: 's01' });
  });
  it('takes its own write for its own, also when it is told of it first', async () => {
    const table = createTable();
    const { keeper, heard } = keeperOf(table);
    let refreshed: Promise<void> | undefined;
    table.before = async () => {
      refreshed = keeper.refresh();
    };
    await keeper.run(join('Ada'));
    await refreshed;
    expect(heard).toEqual([{ seats: ['s01'], own: true }]);
  });
  it('hears of others when it is told to look, and says when it can’t', async () => {
    const table = createTable();
    const [one, two] = [keeperOf(table), keeperOf(table)];
    await one.keeper.run(join('Ada'));
    await Promise.all([two.keeper.refresh(), two.keeper.refresh()]);
    expect(two.heard).toEqual([{ seats: ['s01'], own: false }]);
    table.read = () => Promise.reject(new Error('away'));
    await two.keeper.refresh();
    expect(two.errors).toHaveLength(1);
  });
});
