import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRoomFile, RoomUnreadable } from './file';
import { advance, newRoom, type RoomState, SOMEWHERE } from './state';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-room-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const first = newRoom('AAAAAA', 3, 'tttttttt');
const second: RoomState = { ...first, open: false };
const path = () => join(dir, 'room.json');
const whyUnread = (): unknown => {
  try {
    openRoomFile(dir).read();
  } catch (error) {
    return error;
  }
  return undefined;
};

it('keeps the room, for its owner only', () => {
  const file = openRoomFile(dir);
  expect(file.read()).toBeUndefined();
  const joined = advance(first, { kind: 'Join', name: 'Ä', locale: 'de', resume: 'R', lab: 'aaaaaaaa', at: 1 });
  if (!joined.ok) throw new Error(joined.because);
  file.save(first);
  file.save(joined.state);
  expect(openRoomFile(dir).read()).toEqual(joined.state);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
});

it('a file that is torn at any byte is damaged, not absent: its seats belong to people', () => {
  const file = openRoomFile(dir);
  file.save(first);
  file.save(second);
  const whole = readFileSync(path());
  for (let length = 0; length < whole.length - 1; length += 7) {
    writeFileSync(path(), whole);
    truncateSync(path(), length);
    expect(whyUnread(), `${length} bytes`).toMatchObject({ kind: 'damaged', file: path() });
  }
});

it('the room before stays beside it, whole', () => {
  const file = openRoomFile(dir);
  file.save(first);
  file.save(second);
  truncateSync(path(), 20);
  writeFileSync(path(), readFileSync(join(dir, 'room.before.json')));
  expect(openRoomFile(dir).read()).toEqual(first);
});

it('another version’s room is damaged as well, and says where', () => {
  openRoomFile(dir).save({ ...first, maxSeats: 0 });
  expect(whyUnread()).toMatchObject({ kind: 'damaged', message: expect.stringContaining('maxSeats') });
});

it('of a room from before brokers were told apart it knows that each lab lies somewhere', () => {
  const joined = advance(first, { kind: 'Join', name: 'Ä', locale: 'de', resume: 'R', lab: 'aaaaaaaa', at: 1 });
  if (!joined.ok) throw new Error(joined.because);
  const { brokers: _, ...old } = { ...joined.state, leaving: ['s07-bbbbbbbb'] };
  openRoomFile(dir).save(old as RoomState);
  const [a, b, c] = ['trainer-tttttttt', 's01-aaaaaaaa', 's07-bbbbbbbb'];
  expect(openRoomFile(dir).read()?.brokers).toEqual({ [a]: SOMEWHERE, [b]: SOMEWHERE, [c]: SOMEWHERE });
});

it('what the system refuses is unreadable, in its own words', () => {
  mkdirSync(path());
  expect(whyUnread()).toBeInstanceOf(RoomUnreadable);
  expect(whyUnread()).toMatchObject({ kind: 'unreadable', message: expect.stringContaining('EISDIR') });
});

it.skipIf(process.getuid?.() === 0)('a file that belongs to somebody else is unreadable', () => {
  openRoomFile(dir).save(first);
  chmodSync(path(), 0);
  expect(whyUnread()).toMatchObject({ kind: 'unreadable', message: expect.stringContaining('EACCES') });
});

it('ignores what a killed server had begun to write', () => {
  openRoomFile(dir).save(first);
  writeFileSync(join(dir, 'room.json.1.tmp'), 'half');
  expect(openRoomFile(dir).read()).toEqual(first);
});

it('a full disk is told and leaves what was saved', () => {
  openRoomFile(dir).save(first);
  const full = openRoomFile(dir, (handle, text) => {
    writeSync(handle, text.slice(0, 10));
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  });
  expect(() => full.save(second)).toThrow('ENOSPC');
  expect(full.read()).toEqual(first);
  expect(readdirSync(dir)).toEqual(['room.json']);
});
