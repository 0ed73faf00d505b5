import { describe, expect, it } from 'vitest';
import type { SeatTile } from '@/lib/protocol/room';
import { boardOf, tile } from './board-fixture';
import { coursePlaces } from './course';
import { lessonEnd } from './lesson-end';

const MINUTE = 60_000;
const BEGUN = 1_000_000;
const places = coursePlaces([
  { slug: 'zero', title: 'Zero', steps: [{ id: 'a', title: 'A', minutes: 50 }] },
  {
    slug: 'one',
    title: 'One',
    steps: [
      { id: 'a', title: 'A', minutes: 10 },
      { id: 'b', title: 'B', minutes: 20 },
    ],
  },
  { slug: 'two', title: 'Two', steps: [{ id: 'a', title: 'A', minutes: 50 }] },
]);
const at = (lesson: string, step: string) => ({ lesson, step });
const fresh = { place: at('one', 'a'), tasks: 2, done: 0 };
const inB = (done: number) => ({ place: at('one', 'b'), tasks: 4, done });

/** Minutes since the lesson began at which it ends, `elapsed` minutes after that; null: it has. */
function ends(elapsed: number, tiles: Partial<SeatTile>[], position = at('one', 'a')) {
  const seats = tiles.map((other, n) => tile(`s0${n + 1}`, other));
  const board = { ...boardOf(...seats), begun: { lesson: 'one', at: BEGUN }, position };
  const end = lessonEnd(board, { now: BEGUN + elapsed * MINUTE, places });
  expect(end?.plannedAt).toBe(BEGUN + 30 * MINUTE);
  return end?.estimatedAt == null ? end?.estimatedAt : (end.estimatedAt - BEGUN) / MINUTE;
}

describe('lessonEnd', () => {
  it.each<[string, number | null, number, Partial<SeatTile>[]]>([
    ['at the beginning it is the plan', 30, 0, [fresh]],
    ['while nobody has done anything it moves on with the clock', 34, 4, [fresh]],
    ['twice as slow as the plan ends twice as late', 60, 20, [inB(0)]],
    ['as fast as the plan ends with it', 30, 20, [inB(2)]],
    ['nobody is taken to be more than twice as fast', 7.5, 5, [inB(3), inB(3)]],
    ['nor more than three times as slow', 290 + 20 * 3, 290, [inB(0)]],
    ['what is done of a step counts', 40, 30, [inB(2.5)]],
    ['one straggler of four does not move the end', 30, 20, [inB(2), inB(2), inB(2), fresh]],
    ['two of four do', 50, 20, [inB(2), inB(2), fresh, fresh]],
    ['who is in an earlier lesson has all before them', 50, 20, [{ place: at('zero', 'a'), tasks: 0 }]],
    ['who is in a later one nothing', null, 20, [{ place: at('two', 'a') }]],
    ['three quarters are through', null, 20, [inB(4), inB(4), inB(4), fresh]],
    ['who left or has opened no step does not count', 30, 20, [inB(2), { ...fresh, tabs: 0 }, { place: null }]],
    ['a step without tasks is as long as the plan says', 60, 20, [{ place: at('one', 'b'), tasks: 0 }]],
  ])('%s', (_, expected, elapsed, tiles) => {
    const found = ends(elapsed, tiles);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 5);
  });
  it('without anybody the trainer stands for the class', () => expect(ends(10, [], at('one', 'b'))).toBe(30));
  it('says nothing before a lesson is shown, nor of one that is not in the course', () => {
    const facts = { now: BEGUN, places };
    expect(lessonEnd(boardOf(), facts)).toBeUndefined();
    expect(lessonEnd({ ...boardOf(), begun: { lesson: 'gone', at: BEGUN } }, facts)).toBeUndefined();
  });
});
