// Boards and tiles for tests.
import type { BoardView, SeatTile } from '@/lib/protocol/room';

export const tile = (id: string, other: Partial<SeatTile> = {}): SeatTile => ({
  id,
  name: `Person ${id.slice(1)}`,
  locale: 'de',
  lab: 'ready',
  labNumber: 1,
  labError: '',
  tabs: 1,
  goneAt: 0,
  handAt: 0,
  place: { lesson: 'one', step: 'a' },
  placeAt: 1_000_000,
  tasks: 2,
  done: 0,
  progressAt: 0,
  failed: null,
  follows: false,
  typing: 'none',
  lookers: 0,
  memoryBytes: -1,
  containers: -1,
  ...other,
});

export const boardOf = (...tiles: SeatTile[]): BoardView => ({
  code: 'ABCDEF',
  open: true,
  maxSeats: 60,
  position: null,
  positionNumber: 0,
  begun: null,
  announcement: null,
  seats: Object.fromEntries(tiles.map((each) => [each.id, each])),
});
