import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardView, Member, SeatTile } from '@/lib/protocol/room';
import { changeBoard } from '@/lib/room/board';
import { KEPT_MS } from './devices';
import { MAX_TABS } from './open-room';
import type { Placement } from './placement';
import { CODE, type FakeTab, type RoomFixture, startRoom } from './room-fixture';
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

describe('joining', () => {
  it('asks for the event’s code first, whatever else is wrong', async () => {
    await at.enter('trainer').perform('room:open', { open: false });
    const join = (code: string) => at.room.join({ code, name: '', locale: 'de' });
    expect(await join('WRONG2')).toEqual({ refusal: 'wrong-code' });
    expect(await join(' abc-def ')).toEqual({ refusal: 'closed' });
  });
  it('says no code and no secret in the log', async () => {
    await at.join('Ada');
    expect(at.log).toEqual(['room: joined seat=s01 locale=de seats=1/9']);
  });
  it('is kept before it is true: a seat survives SIGKILL at once', async () => {
    await at.join('Ada');
    expect((await at.reopen()).has('s01')).toBe(true);
  });
  it('brings a seat back by its own code, and by no other', async () => {
    await at.join('Ada');
    await at.join('Grace');
    const tab = at.enter('s02');
    const resume = tab.view?.seat?.resume ?? '';
    expect(resume).toMatch(/^[A-HJKMNP-Z2-9]{10}$/);
    expect(at.room.resume(resume.toLowerCase())).toBe('s02');
    expect(at.room.resume(CODE)).toBeUndefined();
    expect(at.room.resume('')).toBeUndefined();
  });
});

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

it('removing a seat ends its person’s stay and never touches the trainers’ lab', async () => {
  const trainer = at.enter('trainer');
  const tab = at.enter(await at.join('Ada'));
  await settle();
  expect(await trainer.perform('room:remove', { seat: 's01' })).toMatchObject({ ok: true });
  expect([at.gone, tab.lab, at.room.has('s01')]).toEqual([['s01'], undefined, false]);
  expect(await tab.perform('room:hand', { raised: true })).toMatchObject({ ok: false, error: { code: 'NotFound' } });
  await settle();
  expect(tab.lab).toBeUndefined();
  tab.leave();
  expect(boardNow(trainer).seats).toEqual({});
  expect(await at.join('Grace')).toBe('s02');
});

describe('the board', () => {
  it('shows what a seat does, in changes that differ, at most four times a second', async () => {
    const trainer = at.enter('trainer');
    const ada = at.enter(await at.join('Ada'));
    await at.join('Grace');
    await settle();
    trainer.boards = [boardNow(trainer)];
    trainer.changes.length = 0;
    await ada.perform('room:at', { lesson: 'pods', step: 'first' });
    await ada.perform('room:hand', { raised: true });
    const lab = at.labs.made.get(labName('s01'));
    for (let n = 0; n < 100; n += 1) {
      const doneAt = at.now + n;
      lab?.change({
        steps: {
          'pods/first': {
            enteredAt: 1,
            hintsOpened: 0,
            answers: {},
            tasks: { one: { state: 'done', doneAt }, two: { state: 'open' } },
          },
        },
        commands: { '1': { seq: 1, at: 5, terminal: 't1', line: 'docker ps -x', exitCode: 125 } },
      });
      await vi.advanceTimersByTimeAsync(10);
    }
    await settle();
    expect(trainer.changes.length).toBeGreaterThan(0);
    expect(trainer.changes.length).toBeLessThanOrEqual(10);
    expect(trainer.changes.every(({ seats }) => !('s02' in seats))).toBe(true);
    expect(tileNow(trainer, 's01')).toMatchObject({
      place: { lesson: 'pods', step: 'first' },
      tasks: 2,
      done: 1,
      progressAt: at.now + 99,
      handAt: at.now,
      failed: { line: 'docker ps -x', exitCode: 125, at: 5 },
      tabs: 1,
    });
    expect(tileNow(trainer, 's02')?.tabs).toBe(0);
  });
  it('is the same for a trainer who comes later', async () => {
    const first = at.enter('trainer');
    const ada = at.enter(await at.join('Ada'));
    await settle();
    await ada.perform('room:hand', { raised: true });
    const second = at.enter('trainer');
    await ada.perform('room:follow', { follows: true });
    await settle();
    expect(boardNow(second)).toEqual(boardNow(first));
    expect(tileNow(second, 's01')).toMatchObject({ follows: true, handAt: at.now });
  });
  it('measures open labs while it is looked at, and only then', async () => {
    at.enter(await at.join('Ada'));
    const usage = vi.spyOn(at.labs, 'usage');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(usage).not.toHaveBeenCalled();
    const trainer = at.enter('trainer');
    expect(tileNow(trainer, 's01')?.memoryBytes).toBe(-1);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(tileNow(trainer, 's01')).toMatchObject({ memoryBytes: 1000, containers: 2 });
  });
});

describe('looking', () => {
  it('is seen at the seat; typing needs a wish, a yes, and ends with the last who looks', async () => {
    const ada = at.enter(await at.join('Ada'));
    const trainer = at.enter('trainer');
    const look = at.enter('trainer', 's01');
    await settle();
    expect(look.lab).toBe(ada.lab);
    expect(ada.view?.seat?.lookers).toBe(1);
    expect(await ada.perform('room:typing', { granted: true })).toMatchObject({ ok: false });
    await trainer.perform('room:ask-typing', { seat: 's01', wanted: true });
    expect(look.reach()).toBe('sees');
    await settle();
    expect(ada.view?.seat?.typing).toBe('asked');
    await ada.perform('room:typing', { granted: true });
    expect([look.reach(), trainer.reach()]).toEqual(['types', 'acts']);
    await ada.perform('room:typing', { granted: false });
    expect(look.reach()).toBe('sees');
    await trainer.perform('room:ask-typing', { seat: 's01', wanted: true });
    await ada.perform('room:typing', { granted: true });
    look.leave();
    await settle();
    expect(ada.view?.seat).toMatchObject({ lookers: 0, typing: 'none' });
  });
  it('is for trainers, and at seats that exist', async () => {
    await at.join('Ada');
    await at.join('Grace');
    const { room } = at;
    expect(room.admits({ member: 'trainer', look: 's02' })).toBe(true);
    expect(room.admits({ member: 's01', look: 's02' })).toBe(false);
    expect(room.admits({ member: 'trainer', look: 's09' })).toBe(false);
    expect(room.admits({ member: 's09', look: '' })).toBe(false);
    expect(room.admits({ member: 'owner', look: '' })).toBe(false);
  });
});

describe('one seat on two devices (B09)', () => {
  const standing = (...tabs: FakeTab[]) => tabs.map((tab) => [tab.reach(), tab.view?.seat?.elsewhere]);
  const WORKS = ['acts', false];
  const LOOKS = ['sees', true];

  it('the newer one looks on until it is told to take over; the older one then does, and may take it back', async () => {
    const laptop = at.enter(await at.join('Ada'));
    const phone = at.enter('s01', '', 'phone');
    await settle();
    expect(phone.lab).toBe(laptop.lab);
    expect(standing(laptop, phone)).toEqual([WORKS, LOOKS]);
    await phone.perform('room:work-here', {});
    await settle();
    expect(standing(laptop, phone)).toEqual([LOOKS, WORKS]);
    await laptop.perform('room:work-here', {});
    await settle();
    expect(standing(laptop, phone)).toEqual([WORKS, LOOKS]);
  });
  it('two tabs of one browser both work', async () => {
    const tabs = [at.enter(await at.join('Ada')), at.enter('s01')];
    await settle();
    expect(standing(...tabs)).toEqual([WORKS, WORKS]);
  });
  it('a lost connection gives the seat to nobody else, and the browser that had it is not asked', async () => {
    const laptop = at.enter(await at.join('Ada'));
    const phone = at.enter('s01', '', 'phone');
    laptop.leave();
    at.now += 30_000;
    const tablet = at.enter('s01', '', 'tablet');
    const again = at.enter('s01');
    await settle();
    expect(standing(phone, tablet, again)).toEqual([LOOKS, LOOKS, WORKS]);
  });
  it('a device that is gone for good keeps nobody waiting', async () => {
    at.enter(await at.join('Ada')).leave();
    at.now += KEPT_MS;
    const phone = at.enter('s01', '', 'phone');
    await settle();
    expect(standing(phone)).toEqual([WORKS]);
  });
  it('stays as it is when the seat is reset', async () => {
    const laptop = at.enter(await at.join('Ada'));
    const phone = at.enter('s01', '', 'phone');
    await at.enter('trainer').perform('room:reset', { seat: 's01', labNumber: 1 });
    await settle();
    expect(standing(laptop, phone)).toEqual([WORKS, LOOKS]);
  });
});

it('has room for many tabs of a seat, but not without end, and a seat’s flood keeps nobody else out', async () => {
  await at.join('Ada');
  await at.join('Grace');
  const tabs = Array.from({ length: MAX_TABS }, () => at.enter('s01'));
  const admits = (member: Member) => at.room.admits({ member, look: '' });
  expect([admits('s01'), admits('s02'), admits('trainer')]).toEqual([false, true, true]);
  tabs[0]?.leave();
  expect(admits('s01')).toBe(true);
});

it('tells everybody what a trainer says, and the second of two trainers that he was late (B10)', async () => {
  const ada = at.enter(await at.join('Ada'));
  const [one, two] = [at.enter('trainer'), at.enter('trainer')];
  const say = (tab: FakeTab, text: string) => tab.perform('room:announce', { after: 0, text, snippet: '' });
  expect(await say(one, 'Break')).toMatchObject({ ok: true });
  expect(await say(two, 'Go on')).toMatchObject({ ok: false, error: { code: 'Conflict' } });
  await one.perform('room:position', { after: 0, place: { lesson: 'pods', step: 'first' } });
  await settle();
  expect(ada.view).toMatchObject({ announcement: { text: 'Break' }, position: { lesson: 'pods' }, positionNumber: 1 });
  expect(ada.boards).toEqual([]);
});

it('a code given at the start replaces the room’s own, and its seats stay', async () => {
  await at.join('Ada');
  const room = await at.reopen({ code: 'NEWCODE' });
  expect([room.code, room.has('s01')]).toEqual(['NEWCODE', true]);
});
