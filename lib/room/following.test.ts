import { describe, expect, it } from 'vitest';
import { type Led, whereTo } from './following';

const here = { lesson: 'one', step: 'a' };
const there = { lesson: 'one', step: 'b' };
const led = (other: Partial<Led>): Led => ({
  follows: true,
  position: there,
  positionNumber: 4,
  seen: 3,
  here,
  ...other,
});

describe('whereTo', () => {
  it.each<[string, Partial<Led>, unknown]>([
    ['leads who follows when the trainer has gone on', {}, there],
    ['leaves who does not follow', { follows: false }, null],
    ['lets who follows look around until the next move', { seen: 4 }, null],
    ['stays on a page that was opened just now', { seen: -1 }, null],
    ['stays when it is there already', { position: here }, null],
    ['stays when the trainer shows nothing', { position: null }, null],
    ['counts every other number as a move, also after a new room', { positionNumber: 1 }, there],
  ])('%s', (_, given, expected) => expect(whereTo(led(given))).toEqual(expected));
});
