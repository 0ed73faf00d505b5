import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardView, SeatTile } from '@/lib/protocol/room';
import { changeBoard } from '@/lib/room/board';
import type { Placement } from './placement';
import { type FakeTab, type RoomFixture, startRoom } from './room-fixture';
import { SWEEP_EVERY_MS } from './room-labs';

let at: RoomFixture;
beforeEach(() => {
  vi.useFakeTimers();
  at = startRoom();
});
afterEach(async () => {
  await at.close();
  vi.useRealTimers();
});
/** Lets what is on its way arrive: promises, and what is told within a second. */
const settle = () => vi.advanceTimersByTimeAsync(1100);
const labName = (seat: string): string => at.labName(seat);
const boardNow = (tab: FakeTab): BoardView =>
  tab.changes.reduce(changeBoard, tab.boards[0] ?? (expect.fail('no board') as never));
const tileNow = (tab: FakeTab, seat: string): SeatTile | undefined => boardNow(tab).seats[seat];

describe('labs', () => {
  it('are opened three at a time; the others are told their place', async () => {
    at.labs.atOnce = false;
    const tabs: FakeTab[] = [];
    for (const name of ['A', 'B', 'C', 'D', 'E']) tabs.push(at.enter(await at.join(name)));
    await settle();
    expect(tabs.map(({ view }) => [view?.seat?.lab, view?.seat?.queue])).toEqual([
      ['opening', 0],
      ['opening', 0],
      ['opening', 0],
      ['queued', 0],
      ['queued', 1],
    ]);
    [...at.labs.waiting.values()][1]?.open();
    await settle();
    expect(tabs.map(({ view }) => view?.seat?.lab)).toEqual(['opening', 'ready', 'opening', 'opening', 'queued']);
    expect(tabs.map(({ lab }) => lab !== undefined)).toEqual([false, true, false, false, false]);
  });
  it('that wait for their broker say so and leave their turn to others', async () => {
    at.labs.atOnce = false;
    const tabs: FakeTab[] = [];
    for (const name of ['A', 'B', 'C', 'D']) tabs.push(at.enter(await at.join(name)));
    await settle();
    for (const seat of ['s01', 's02', 's03']) at.labs.waiting.get(labName(seat))?.away('broker x is away');
    await settle();
    expect(tabs.map(({ view }) => [view?.seat?.lab, view?.seat?.labError])).toEqual([
      ...Array(3).fill(['opening', 'broker x is away']),
      ['opening', ''],
    ]);
    at.labs.waiting.get(labName('s02'))?.open();
    await settle();
    expect(tabs[1]?.view?.seat).toMatchObject({ lab: 'ready', labError: '' });
    at.labs.atOnce = true;
    for (const seat of ['s01', 's03', 's04']) at.labs.waiting.get(labName(seat))?.open();
    await at.join('E');
    await settle();
    expect(at.room.counts().labs).toEqual({ queued: 0, opening: 0, ready: 5, failed: 0 });
  });
  it('that fail say why, and are tried again when somebody comes', async () => {
    at.labs.atOnce = false;
    const tab = at.enter(await at.join('Ada'));
    await settle();
    [...at.labs.waiting.values()][0]?.fail('no address pool left');
    await settle();
    expect(tab.view?.seat).toMatchObject({ lab: 'failed', labError: 'no address pool left' });
    at.labs.atOnce = true;
    tab.leave();
    const again = at.enter('s01');
    await settle();
    expect(again.view?.seat).toMatchObject({ lab: 'ready', labError: '' });
    expect(again.lab).toBe(at.labs.made.get(labName('s01')));
  });
  it('each tab shows its own seat’s; trainers share one', async () => {
    const [ada, grace] = [at.enter(await at.join('Ada')), at.enter(await at.join('Grace'))];
    const trainers = [at.enter('trainer'), at.enter('trainer')];
    await settle();
    expect(ada.lab).toBe(at.labs.made.get(labName('s01')));
    expect(grace.lab).toBe(at.labs.made.get(labName('s02')));
    expect(trainers[0]?.lab).toBe(trainers[1]?.lab);
    expect(new Set([ada.lab, grace.lab, trainers[0]?.lab]).size).toBe(3);
  });
  it('are closed when nobody has been there for long, and open again; the seat is told beforehand', async () => {
    const tab = at.enter(await at.join('Ada'));
    await settle();
    expect(tab.view?.seat?.idleMs).toBe(60_000);
    at.now += 120_000;
    await vi.advanceTimersByTimeAsync(SWEEP_EVERY_MS);
    expect(at.labs.closed).toEqual([]);
    tab.leave();
    at.now += 60_000;
    await vi.advanceTimersByTimeAsync(2 * SWEEP_EVERY_MS);
    expect(at.labs.closed).toEqual([labName('s01')]);
    const back = at.enter('s01');
    await settle();
    expect(back.lab).toBeDefined();
  });
});

describe('resetting a seat', () => {
  it('gives its tabs a new lab and removes the old one; two trainers do it once (B10)', async () => {
    const tab = at.enter(await at.join('Ada'));
    const trainer = at.enter('trainer');
    await settle();
    const [old, oldLab] = [labName('s01'), tab.lab];
    const reset = () => trainer.perform('room:reset', { seat: 's01', labNumber: 1 });
    const first = reset();
    expect(tab.lab).toBeUndefined();
    expect(await first).toEqual({ ok: true, value: {} });
    expect(await reset()).toEqual({ ok: false, error: { code: 'Conflict', facts: { room: 's01' } } });
    await settle();
    expect(at.labs.removed).toEqual([old]);
    expect(tab.lab).toBe(at.labs.made.get(labName('s01')));
    expect(tab.lab).not.toBe(oldLab);
    expect(tileNow(trainer, 's01')?.labNumber).toBe(2);
  });
  it('is finished by the next server when this one is killed or the broker was away', async () => {
    at.labs.removal = async () => {
      throw new Error('broker away');
    };
    await at.join('Ada');
    await settle();
    const old = labName('s01');
    await at.enter('trainer').perform('room:reset', { seat: 's01', labNumber: 1 });
    await settle();
    expect(at.labs.removed).toEqual([]);
    at.labs.removal = async () => {};
    await at.reopen();
    await settle();
    expect(at.labs.removed).toEqual([old]);
  });
  it('that is being opened removes it when that has come to its end', async () => {
    at.labs.atOnce = false;
    await at.join('Ada');
    const old = labName('s01');
    await at.enter('trainer').perform('room:reset', { seat: 's01', labNumber: 1 });
    await settle();
    expect(at.labs.removed).toEqual([]);
    at.labs.waiting.get(old)?.open();
    await settle();
    expect(at.labs.removed).toEqual([old]);
  });
});

it('keeps where a lab lies before it is opened, and the first who says so is right', async () => {
  let placement: Placement | undefined;
  const labs = (given: Placement) => {
    placement = given;
    return at.labs;
  };
  await at.reopen({ labs });
  await at.join('Ada');
  const name = labName('s01');
  expect(placement?.brokerOf(name)).toBeUndefined();
  expect(await placement?.place(name, 'one')).toBe('one');
  expect(await placement?.place(name, 'two')).toBe('one');
  await at.reopen({ labs });
  expect([placement?.brokerOf(name), placement?.seatsAt('one'), placement?.seatsAt('two')]).toEqual(['one', 1, 0]);
  let removed = () => {};
  at.labs.removal = () => new Promise((resolve) => (removed = resolve));
  await at.enter('trainer').perform('room:reset', { seat: 's01', labNumber: 1 });
  expect(placement?.seatsAt('one')).toBe(0);
  await expect(placement?.place(name, 'two')).resolves.toBe('one');
  await settle();
  removed();
  await settle();
  await expect(placement?.place(name, 'two')).rejects.toThrow(name);
  expect(placement?.brokerOf(name)).toBeUndefined();
});
