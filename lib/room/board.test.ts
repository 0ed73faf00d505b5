import { describe, expect, it } from 'vitest';
import { changeBoard } from './board';
import { boardOf, tile } from './board-fixture';

describe('changeBoard', () => {
  const board = boardOf(tile('s01'), tile('s02'));
  it('takes fields and leaves every seat as it is', () => {
    const after = changeBoard(board, { fields: { open: false }, seats: {}, gone: [] });
    expect(after).toEqual({ ...board, open: false });
    expect(after.seats).toBe(board.seats);
  });
  it('puts in a seat and keeps the identity of the others', () => {
    const after = changeBoard(board, { fields: {}, seats: { s02: tile('s02', { handAt: 5 }) }, gone: [] });
    expect(after.seats.s02?.handAt).toBe(5);
    expect(after.seats.s01).toBe(board.seats.s01);
  });
  it('takes a seat away', () => {
    expect(Object.keys(changeBoard(board, { fields: {}, seats: {}, gone: ['s01'] }).seats)).toEqual(['s02']);
  });
});
