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
import { roomOf, roomText } from './record';
import type { RoomState } from './state';

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
      const text = roomText(state);
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
  try {
    return roomOf(JSON.parse(text));
  } catch (error) {
    throw new RoomUnreadable('damaged', file, error instanceof Error ? error.message : String(error));
  }
}
