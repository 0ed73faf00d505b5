// The room on disk: one small file with a checksum, replaced whole. Resume codes stand in it as they are, because a seat's own page
// shows its code again and again; the file is for its owner alone.
import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SEAT_ID } from '@/lib/protocol/room';
import { labsOf, type RoomState, SOMEWHERE } from './state';

const place = z.strictObject({ lesson: z.string(), step: z.string() }).nullable();
const count = z.number().int().min(0);
const labId = z.string().regex(/^[a-z0-9]{8}$/);
const seat = z.strictObject({
  id: z.string().regex(SEAT_ID),
  name: z.string().min(1),
  resume: z.string().min(1),
  locale: z.enum(['de', 'en']),
  joinedAt: z.number(),
  handAt: z.number(),
  place,
  placeAt: z.number(),
  follows: z.boolean(),
  progressAt: z.number(),
  done: z.record(z.string(), count),
  lab: labId,
  labNumber: count,
});
const room = z.strictObject({
  version: z.literal(1),
  code: z.string().min(1),
  open: z.boolean(),
  maxSeats: z.number().int().min(1),
  seats: z.record(z.string().regex(SEAT_ID), seat),
  nextSeat: z.number().int().min(1),
  trainerLab: labId,
  position: place,
  positionNumber: count,
  announcement: z.strictObject({ number: count, at: z.number(), text: z.string(), snippet: z.string() }).nullable(),
  announcements: count,
  leaving: z.array(z.string()),
  /** Absent in a room of 0.2, as the next one. */
  begun: z.strictObject({ lesson: z.string(), at: z.number() }).nullable().optional(),
  brokers: z.record(z.string(), z.string()).optional(),
});

/** There is a room in this folder that can't be read; a new one in its place would give its seats to others. */
export class RoomUnreadable extends Error {
  override name = 'RoomUnreadable';
  constructor(
    /** damaged: read, and not what was written. unreadable: the system refuses it; `message` says why. */
    readonly kind: 'damaged' | 'unreadable',
    readonly file: string,
    message: string,
  ) {
    super(message);
  }
}

export interface RoomFile {
  /** What was saved last; undefined when nothing ever was. Throws RoomUnreadable. */
  read(): RoomState | undefined;
  /** Durable when it returns. Throws the system's error (ENOSPC, EIO …); what was saved before is then untouched. */
  save(state: RoomState): void;
}

/** Writes all of `text`; replaceable, so that a full disk can be tested. */
export type WriteAll = (handle: number, text: string) => void;
const writeAll: WriteAll = (handle, text) => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
};

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Keeps `room.json` in `dir`, which is created private (0700), and beside it `room.before.json`, for people to go back to. */
export function openRoomFile(dir: string, write: WriteAll = writeAll): RoomFile {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, 'room.json');
  const before = join(dir, 'room.before.json');
  const temporary = join(dir, `room.json.${process.pid}.tmp`);
  let known = false;
  return {
    read() {
      const state = readRoom(file);
      known = state !== undefined;
      return state;
    },
    save(state) {
      const text = JSON.stringify({ version: 1, ...state });
      try {
        const handle = openSync(temporary, 'w', 0o600);
        try {
          write(handle, `${sumOf(text)}\n${text}\n`);
          fsyncSync(handle);
        } finally {
          closeSync(handle);
        }
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      if (known) {
        rmSync(before, { force: true });
        linkSync(file, before);
      }
      renameSync(temporary, file);
      known = true;
      syncFolder(dir);
    },
  };
}

/** A rename is durable when its folder is. */
function syncFolder(dir: string): void {
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function readRoom(file: string): RoomState | undefined {
  let whole: string;
  try {
    whole = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new RoomUnreadable('unreadable', file, error instanceof Error ? error.message : String(error));
  }
  const [sum = '', text = ''] = whole.split('\n');
  if (sumOf(text) !== sum) throw new RoomUnreadable('damaged', file, 'its checksum does not match');
  const parsed = room.safeParse(JSON.parse(text));
  const where = parsed.error?.issues[0]?.path.join('.');
  if (!parsed.success) throw new RoomUnreadable('damaged', file, `not a room of this version: ${where}`);
  const { version: _, brokers, begun = null, ...state } = parsed.data;
  return { ...state, begun, brokers: brokers ?? Object.fromEntries(labsOf(state).map((lab) => [lab, SOMEWHERE])) };
}
