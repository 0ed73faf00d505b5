'use client';
// A learner's record for a trainer: read as looking at the seat is, and so only by trainers, seen at the seat and written down.
import type { Workbook } from '@/lib/protocol/workbook';
import { createLabConnection } from './lab-connection';

/** A lab that rests is opened first; with many before it that takes its time. */
const OPEN_MS = 90_000;

/**
 * On a connection of its own, which ends with the answer. Null: the seat is gone, its lab does not open, or `signal` has ended it; never
 * rejects.
 */
export function readRecord(seat: string, signal: AbortSignal): Promise<Workbook | null> {
  return new Promise((resolve) => {
    const end = (workbook: Workbook | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      connection.close();
      resolve(workbook);
    };
    const giveUp = () => end(null);
    const timer = setTimeout(giveUp, OPEN_MS);
    const connection = createLabConnection({
      look: seat,
      onConnection(state) {
        if (state !== 'online') return;
        void connection.request('workbook:read', {}).then((answer) => end(answer.ok ? answer.value : null));
      },
      onView: () => {},
      onRefused: giveUp,
      onRoom: ({ shows }) => shows?.lab === 'failed' && giveUp(),
    });
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
    else connection.open();
  });
}
