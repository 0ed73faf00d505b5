// The trainer's board in the browser: one whole view, then what differs.
import type { BoardChange, BoardView } from '@/lib/protocol/room';

/** The board after a change. Seats that the change does not name keep their identity, so that their tiles are not drawn again. */
export function changeBoard(board: BoardView, { fields, seats, gone }: BoardChange): BoardView {
  const after = { ...board, ...fields };
  if (gone.length === 0 && Object.keys(seats).length === 0) return after;
  const left = Object.entries({ ...board.seats, ...seats }).filter(([id]) => !gone.includes(id) || id in seats);
  return { ...after, seats: Object.fromEntries(left) };
}
