import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Hold, holdWhenEntered, holdWhenLeft, KEPT_MS } from './devices';
import { type FakeTab, type RoomFixture, startRoom } from './room-fixture';

const NOW = 1_000_000;
const laptop: Hold = { session: 'laptop', leftAt: 0 };
const gone = (ms: number): Hold => ({ session: 'laptop', leftAt: NOW - ms });

describe('who works at a seat when somebody comes', () => {
  it.each<[string, Hold | null, string, Hold]>([
    ['the first browser', null, 'laptop', laptop],
    ['its second tab', laptop, 'laptop', laptop],
    ['not a second browser', laptop, 'phone', laptop],
    ['the same one after a lost connection', gone(5000), 'laptop', laptop],
    ['the same one, however late, when nobody came', gone(10 * KEPT_MS), 'laptop', laptop],
    ['not another one while that may still come back', gone(KEPT_MS - 1), 'phone', gone(KEPT_MS - 1)],
    ['another one when that has been gone for long', gone(KEPT_MS), 'phone', { session: 'phone', leftAt: 0 }],
  ])('%s', (_, hold, session, after) => expect(holdWhenEntered(hold, session, NOW)).toEqual(after));
});

describe('when somebody leaves', () => {
  it.each<[string, Hold | null, string[], Hold | null]>([
    ['another tab of the same browser keeps it', laptop, ['phone', 'laptop'], laptop],
    ['the last tab begins the wait, whoever else looks on', laptop, ['phone'], { ...laptop, leftAt: NOW }],
    ['somebody else changes nothing', laptop, ['laptop'], laptop],
    ['the wait does not begin anew', gone(7), [], gone(7)],
    ['nobody had it', null, [], null],
  ])('%s', (_, hold, present, after) => expect(holdWhenLeft(hold, present, NOW)).toEqual(after));
});

describe('one seat on two devices (B09)', () => {
  let at: RoomFixture;
  beforeEach(() => {
    vi.useFakeTimers();
    at = startRoom();
  });
  afterEach(async () => {
    await at.close();
    vi.useRealTimers();
  });
  /** Lets what is on its way arrive. */
  const settle = () => vi.advanceTimersByTimeAsync(1100);
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
