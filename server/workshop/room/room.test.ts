import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardView, Member, SeatTile } from '@/lib/protocol/room';
import { changeBoard } from '@/lib/room/board';
import { MAX_TABS } from './open-room';
import { CODE, type FakeTab, type RoomFixture, startRoom } from './room-fixture';

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
    const knock = (code: string) => at.room.join({ code, name: '', locale: 'de' });
    expect(await knock('WRONG2')).toEqual({ refusal: 'wrong-code' });
    expect(await knock(' abc-def ')).toEqual({ refusal: 'closed' });
  });
  it('says no code and no secret in the log', async () => {
    await at.join('Ada');
    expect(at.log).toEqual(['room: joined seat=s01 locale=de seats=1/9']);
  });
  it('is kept before it is true: a seat survives SIGKILL at once', async () => {
    await at.join('Ada');
    expect((await at.reopen()).has('s01')).toBe(true);
  });
  it('gives no seat that can’t be written down, and says so; afterwards it goes on', async () => {
    const inTheWay = join(at.dir, `room.json.${process.pid}.tmp`);
    mkdirSync(inTheWay);
    expect(await at.room.join({ code: CODE, name: 'Ada', locale: 'de' })).toEqual({ refusal: 'unavailable' });
    expect(at.log.join()).toMatch(/nobody can join, it can't be kept: .*EISDIR/);
    rmSync(inTheWay, { recursive: true });
    expect(await at.join('Ada')).toBe('s01');
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
