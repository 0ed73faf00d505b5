import { describe, expect, it } from 'vitest';
import { advance, labOf, newRoom, type RoomCommand, type RoomState, SOMEWHERE } from './state';

const fresh = (maxSeats = 9): RoomState => newRoom('ABCDEF', maxSeats, 'tttttttt');
const joining = (name: string): RoomCommand => ({
  kind: 'Join',
  name,
  locale: 'de',
  resume: `R-${name}`,
  lab: 'aaaaaaaa',
  at: 5,
});
const roomAfter = (state: RoomState, ...commands: RoomCommand[]): RoomState =>
  commands.reduce((known, command) => {
    const step = advance(known, command);
    if (!step.ok) throw new Error(step.because);
    return step.state;
  }, state);

describe('joining', () => {
  it('gives seats in order, each with its own resume code and lab', () => {
    const { seats } = roomAfter(fresh(), joining('Ada'), joining('Grace'));
    expect(Object.values(seats).map((seat) => [seat.id, seat.name, seat.resume, labOf(seat), seat.labNumber])).toEqual([
      ['s01', 'Ada', 'R-Ada', 's01-aaaaaaaa', 1],
      ['s02', 'Grace', 'R-Grace', 's02-aaaaaaaa', 1],
    ]);
  });
  it('never gives an id twice: whoever had a removed one must not meet another person in it', () => {
    const room = roomAfter(
      fresh(),
      joining('Ada'),
      joining('Grace'),
      { kind: 'Remove', seat: 's02' },
      joining('Edsger'),
    );
    expect(Object.keys(room.seats)).toEqual(['s01', 's03']);
  });
  it('makes one line of a name, without characters that turn text round', () => {
    const { seats } = roomAfter(fresh(), joining('  Ada\n\u202e  Lovelace\u0000 '));
    expect(seats.s01?.name).toBe('Ada Lovelace');
  });
  it.each([
    ['full', fresh(1), 'Grace'],
    ['name-taken', fresh(), ' aDA'],
    ['name-taken', fresh(), '\uff21\uff24\uff21'],
    ['name-missing', fresh(), ' \u200b '],
  ])('is refused: %s', (because, room, name) =>
    expect(advance(roomAfter(room, joining('Ada')), joining(name))).toEqual({ ok: false, because }),
  );
  it('is refused in a closed room, where the seats stay', () => {
    const closed = roomAfter(fresh(), joining('Ada'), { kind: 'Open', open: false });
    expect(advance(closed, joining('Grace'))).toEqual({ ok: false, because: 'closed' });
    expect(closed.seats.s01?.name).toBe('Ada');
  });
});

describe('a hand', () => {
  it('keeps the time of its first raising until it is lowered', () => {
    const room = roomAfter(fresh(), joining('Ada'), { kind: 'Hand', seat: 's01', raised: true, at: 7 });
    expect(roomAfter(room, { kind: 'Hand', seat: 's01', raised: true, at: 9 })).toBe(room);
    expect(room.seats.s01?.handAt).toBe(7);
    expect(roomAfter(room, { kind: 'Hand', seat: 's01', raised: false, at: 9 }).seats.s01?.handAt).toBe(0);
  });
});

describe('a place', () => {
  it('keeps the time of its arrival', () => {
    const at = (step: string, time: number): RoomCommand => ({
      kind: 'At',
      seat: 's01',
      place: { lesson: 'l', step },
      at: time,
    });
    const room = roomAfter(fresh(), joining('Ada'), at('a', 10), at('a', 20));
    expect(room.seats.s01?.placeAt).toBe(10);
    expect(roomAfter(room, at('b', 30)).seats.s01).toMatchObject({ place: { lesson: 'l', step: 'b' }, placeAt: 30 });
  });
});

describe('what is said to all', () => {
  const say = (after: number, text: string): RoomCommand => ({ kind: 'Announce', after, text, snippet: '', at: 3 });
  it('is numbered; of two who answer the same state the second is told (B10)', () => {
    const room = roomAfter(fresh(), say(0, 'Pause'));
    expect(room.announcement).toEqual({ number: 1, at: 3, text: 'Pause', snippet: '' });
    expect(advance(room, say(0, 'Go on'))).toEqual({ ok: false, because: 'conflict' });
    expect(roomAfter(room, say(1, 'Go on')).announcement?.number).toBe(2);
  });
  it('can be taken back, and its number does not come again', () => {
    const room = roomAfter(fresh(), say(0, 'Pause'), say(1, ''));
    expect(room.announcement).toBeNull();
    expect(roomAfter(room, say(0, 'Go on')).announcement?.number).toBe(2);
  });
  it('so is the position', () => {
    const lead = (after: number, step: string): RoomCommand => ({
      kind: 'Position',
      after,
      place: { lesson: 'l', step },
      at: 1000,
    });
    const room = roomAfter(fresh(), lead(0, 'a'));
    expect(room).toMatchObject({ position: { lesson: 'l', step: 'a' }, positionNumber: 1 });
    expect(advance(room, lead(0, 'b'))).toEqual({ ok: false, because: 'conflict' });
    expect(roomAfter(room, { kind: 'Position', after: 1, place: null, at: 2000 }).position).toBeNull();
  });
  it('says since when its lesson is shown: from step to step and through a pause, until another lesson begins', () => {
    let after = 0;
    const show = (lesson: string | null, at: number): RoomCommand => {
      const place = lesson === null ? null : { lesson, step: `step${after}` };
      const command: RoomCommand = { kind: 'Position', after, place, at };
      after += 1;
      return command;
    };
    const first = roomAfter(fresh(), show('one', 10), show('one', 20), show(null, 30), show('one', 40));
    expect(first.begun).toEqual({ lesson: 'one', at: 10 });
    expect(roomAfter(first, show('two', 50)).begun).toEqual({ lesson: 'two', at: 50 });
  });
});

describe('resetting a seat', () => {
  const reset = (labNumber: number): RoomCommand => ({ kind: 'Reset', seat: 's01', labNumber, lab: 'bbbbbbbb' });
  it('gives it a new lab, and the old one is to be removed', () => {
    const room = roomAfter(fresh(), joining('Ada'), {
      kind: 'Progress',
      seat: 's01',
      done: { kubelet: 2 },
      progressAt: 9,
    });
    const after = roomAfter(room, reset(1));
    expect(after.seats.s01).toMatchObject({ lab: 'bbbbbbbb', labNumber: 2, done: {}, progressAt: 0, resume: 'R-Ada' });
    expect(after.leaving).toEqual(['s01-aaaaaaaa']);
    expect(roomAfter(after, { kind: 'Removed', lab: 's01-aaaaaaaa' }).leaving).toEqual([]);
  });
  it('by two trainers at once happens once (B10)', () => {
    const room = roomAfter(fresh(), joining('Ada'), reset(1));
    expect(advance(room, reset(1))).toEqual({ ok: false, because: 'conflict' });
  });
});

describe('a lab’s broker', () => {
  const lies = (lab: string, broker: string): RoomCommand => ({ kind: 'Place', lab, broker });
  it('is chosen once, for seats and for the trainers', () => {
    const room = roomAfter(
      fresh(),
      joining('Ada'),
      lies('s01-aaaaaaaa', 'one'),
      lies('s01-aaaaaaaa', 'two'),
      lies('trainer-tttttttt', 'two'),
    );
    expect(room.brokers).toEqual({ 's01-aaaaaaaa': 'one', 'trainer-tttttttt': 'two' });
  });
  it('is known until the lab is removed, and what is being removed gets none', () => {
    const placed = roomAfter(fresh(), joining('Ada'), lies('s01-aaaaaaaa', 'one'), { kind: 'Remove', seat: 's01' });
    expect(placed.brokers).toEqual({ 's01-aaaaaaaa': 'one' });
    expect(roomAfter(placed, { kind: 'Removed', lab: 's01-aaaaaaaa' }).brokers).toEqual({});
    const never = roomAfter(fresh(), joining('Ada'), { kind: 'Remove', seat: 's01' });
    expect(advance(never, lies('s01-aaaaaaaa', 'one'))).toEqual({ ok: false, because: 'no-seat' });
  });
  it('of a lab from before brokers were told apart is found out once', () => {
    const old = { ...roomAfter(fresh(), joining('Ada')), brokers: { 's01-aaaaaaaa': SOMEWHERE } };
    expect(roomAfter(old, lies('s01-aaaaaaaa', 'one')).brokers).toEqual({ 's01-aaaaaaaa': 'one' });
  });
});

it('removing a seat leaves its lab to be removed', () => {
  const room = roomAfter(fresh(), joining('Ada'), { kind: 'Remove', seat: 's01' });
  expect([room.seats, room.leaving]).toEqual([{}, ['s01-aaaaaaaa']]);
});

it.each<RoomCommand>([
  { kind: 'Hand', seat: 's09', raised: true, at: 1 },
  { kind: 'At', seat: 'constructor', place: { lesson: 'l', step: 's' }, at: 1 },
  { kind: 'Follow', seat: '__proto__', follows: true },
  { kind: 'Reset', seat: 's09', labNumber: 1, lab: 'bbbbbbbb' },
  { kind: 'Remove', seat: 's09' },
])('%j: there is no such seat', (command) =>
  expect(advance(fresh(), command)).toEqual({ ok: false, because: 'no-seat' }),
);
