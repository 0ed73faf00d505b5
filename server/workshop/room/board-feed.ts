// The board on its way to trainers: whole once, then what differs, and no more often than eyes need.
import type { BoardChange, BoardView } from '@/lib/protocol/room';

export interface BoardListener {
  board(board: BoardView): void;
  boardChange(change: BoardChange): void;
}

/** Four times a second. */
const EVERY_MS = 250;

export interface BoardFeed {
  readonly listeners: number;
  /** Tells the whole board at once, and changes from then on. Returns how to stop. */
  listen(listener: BoardListener): () => void;
  /** The board may have changed. */
  touch(): void;
  close(): void;
}

/** `board`: how it is now. */
export function createBoardFeed(board: () => BoardView): BoardFeed {
  const listeners = new Set<BoardListener>();
  let told: BoardView | undefined;
  let timer: NodeJS.Timeout | undefined;

  const tell = () => {
    const now = board();
    const change = told && boardChange(told, now);
    told = now;
    if (change) for (const { boardChange: hear } of listeners) hear(change);
  };
  return {
    get listeners() {
      return listeners.size;
    },
    listen(listener) {
      // All listeners stand at the same board, so that one change is right for all of them.
      if (listeners.size === 0) told = undefined;
      tell();
      listeners.add(listener);
      listener.board(told ?? board());
      return () => void listeners.delete(listener);
    },
    touch() {
      if (timer || listeners.size === 0) return;
      timer = setTimeout(() => {
        timer = undefined;
        if (listeners.size > 0) tell();
      }, EVERY_MS);
      timer.unref();
    },
    close: () => clearTimeout(timer),
  };
}

/** What differs; undefined when nothing does. */
export function boardChange(before: BoardView, after: BoardView): BoardChange | undefined {
  const { seats: seatsBefore, ...fieldsBefore } = before;
  const { seats: seatsAfter, ...fieldsAfter } = after;
  const fields = Object.fromEntries(different(fieldsBefore, fieldsAfter)) as BoardChange['fields'];
  const seats = Object.fromEntries(different(seatsBefore, seatsAfter)) as BoardChange['seats'];
  const gone = Object.keys(seatsBefore).filter((id) => !Object.hasOwn(seatsAfter, id));
  const nothing = gone.length === 0 && Object.keys(fields).length === 0 && Object.keys(seats).length === 0;
  return nothing ? undefined : { fields, seats, gone };
}

/** Entries of `after` that are not the same in `before`. Both are plain data whose fields come in one order. */
const different = (before: object, after: object): [string, unknown][] =>
  Object.entries(after).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(before, key)));
