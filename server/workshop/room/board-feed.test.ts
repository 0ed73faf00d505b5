import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardChange, BoardView } from '@/lib/protocol/room';
import { changeBoard } from '@/lib/room/board';
import { boardOf, tile } from '@/lib/room/board-fixture';
import { boardChange, createBoardFeed } from './board-feed';

describe('what differs of two boards', () => {
  const before = boardOf(tile('s01'), tile('s02'));
  it.each<[string, BoardView]>([
    ['a tile', boardOf(tile('s01', { handAt: 5 }), tile('s02'))],
    ['a new seat', boardOf(tile('s01'), tile('s02'), tile('s03'))],
    ['one gone', boardOf(tile('s02'))],
    ['a field', { ...before, open: false, position: { lesson: 'pods', step: 'first' } }],
    ['everything', { ...boardOf(tile('s09')), code: 'OTHER2' }],
  ])('%s leads from one to the other', (_, after) => {
    const change = boardChange(before, after);
    expect(change && changeBoard(before, change)).toEqual(after);
  });
  it('is nothing when nothing does', () => {
    expect(boardChange(before, boardOf(tile('s01'), tile('s02')))).toBeUndefined();
  });
  it('names only what differs', () => {
    const change = boardChange(before, boardOf(tile('s01', { done: 1 }), tile('s02')));
    expect(change).toEqual({ fields: {}, seats: { s01: tile('s01', { done: 1 }) }, gone: [] });
  });
});

describe('a feed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const sixty = (done: number) =>
    boardOf(
      ...Array.from({ length: 60 }, (_, n) =>
        tile(`s${n + 10}`, { name: 'Ä'.repeat(40), done, failed: { line: '"'.repeat(200), exitCode: 1, at: 1e12 } }),
      ),
    );

  it('of sixty seats that all change all the time stays below 1 MB/s', async () => {
    let done = 0;
    const feed = createBoardFeed(() => sixty(done));
    const changes: BoardChange[] = [];
    feed.listen({ board: () => {}, boardChange: (change) => changes.push(change) });
    for (let n = 0; n < 1000; n += 1) {
      done += 1;
      feed.touch();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(changes.length).toBeGreaterThan(30);
    const bytes = changes.reduce((sum, change) => sum + Buffer.byteLength(JSON.stringify(change)), 0);
    expect(bytes / 10).toBeLessThan(1_000_000);
  });
  it('costs nothing while nobody listens', async () => {
    const board = vi.fn(() => sixty(0));
    const feed = createBoardFeed(board);
    const stop = feed.listen({ board: () => {}, boardChange: () => {} });
    stop();
    board.mockClear();
    feed.touch();
    await vi.advanceTimersByTimeAsync(1000);
    expect(board).not.toHaveBeenCalled();
  });
});
