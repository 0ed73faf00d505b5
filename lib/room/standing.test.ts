import { describe, expect, it } from 'vitest';
import type { SeatTile } from '@/lib/protocol/room';
import { tile } from './board-fixture';
import { coursePlaces, findPlace, samePlace } from './course';
import {
  aroundPosition,
  distribution,
  inOrder,
  STUCK_FAILED_MS,
  STUCK_MS,
  type StandingName,
  standingOf,
  withStanding,
} from './standing';

const NOW = 10_000_000;
const MINUTE = 60_000;
const places = coursePlaces([
  {
    slug: 'one',
    title: 'One',
    steps: [
      { id: 'a', title: 'A', minutes: 3 },
      { id: 'b', title: 'B', minutes: 8 },
    ],
  },
  { slug: 'two', title: 'Two', steps: [{ id: 'a', title: 'Again', minutes: 4 }] },
]);
const at = (lesson: string, step: string) => ({ lesson, step });
const facts = { now: NOW, places, position: at('one', 'b') };
const fresh = { placeAt: NOW - MINUTE };

describe('coursePlaces', () => {
  it('numbers steps over all lessons, and within theirs', () => {
    expect(places.map(({ lesson, step, index, number }) => [lesson, step, index, number])).toEqual([
      ['one', 'a', 0, 1],
      ['one', 'b', 1, 2],
      ['two', 'a', 2, 1],
    ]);
    expect(findPlace(places, at('two', 'a'))?.title).toBe('Again');
    expect(findPlace(places, at('two', 'b'))).toBeUndefined();
    expect(findPlace(places, null)).toBeUndefined();
    expect(samePlace(null, null)).toBe(false);
  });
});

describe('standingOf', () => {
  it.each<[string, Partial<SeatTile>, StandingName, number]>([
    ['a raised hand comes before everything', { handAt: 5, lab: 'failed', tabs: 0 }, 'hand', 5],
    ['a lab that failed, also of somebody who left', { lab: 'failed', tabs: 0, goneAt: 7 }, 'broken', 0],
    ['nobody there', { tabs: 0, goneAt: 7 }, 'gone', 7],
    ['a lab that is not there yet', { lab: 'queued' }, 'opening', 0],
    ['no step opened', { place: null }, 'new', 0],
    ['a step that the course does not have', { place: at('one', 'z') }, 'new', 0],
    ['working', { ...fresh }, 'working', NOW - MINUTE],
    ['all tasks done', { tasks: 2, done: 2, progressAt: 9 }, 'done', 9],
    ['past the trainer', { ...fresh, place: at('two', 'a') }, 'ahead', NOW - MINUTE],
    ['nothing turned green for long', { placeAt: NOW - STUCK_MS }, 'stuck', NOW - STUCK_MS],
    ['not yet for long', { placeAt: NOW - STUCK_MS + 1 }, 'working', NOW - STUCK_MS + 1],
    ['a task turned green in between', { placeAt: 0, progressAt: NOW - MINUTE, done: 1 }, 'working', NOW - MINUTE],
    [
      'the plan gives the step longer',
      { place: at('one', 'b'), placeAt: NOW - 7 * MINUTE },
      'working',
      NOW - 7 * MINUTE,
    ],
    ['longer than the plan gives', { place: at('one', 'b'), placeAt: NOW - 8 * MINUTE }, 'stuck', NOW - 8 * MINUTE],
    [
      'the last command failed: earlier',
      { placeAt: NOW - STUCK_FAILED_MS, failed: { line: 'x', exitCode: 1, at: NOW - MINUTE } },
      'stuck',
      NOW - STUCK_FAILED_MS,
    ],
    [
      'what failed before the last success says nothing',
      { placeAt: 0, progressAt: NOW - 3 * MINUTE, failed: { line: 'x', exitCode: 1, at: NOW - 4 * MINUTE } },
      'working',
      NOW - 3 * MINUTE,
    ],
    ['a step without tasks can only be read', { placeAt: 0, tasks: 0 }, 'working', 0],
  ])('%s', (_, given, name, since) => expect(standingOf(tile('s01', given), facts)).toEqual({ name, since }));

  it('without a position nobody is ahead', () => {
    const past = tile('s01', { ...fresh, place: at('two', 'a') });
    expect(standingOf(past, { ...facts, position: null }).name).toBe('working');
  });
});

const seats = Object.fromEntries(
  [
    tile('s01', fresh),
    tile('s02', { handAt: 200 }),
    tile('s03', { placeAt: NOW - 9 * MINUTE }),
    tile('s04', { tabs: 0, goneAt: 5 }),
    tile('s05', { handAt: 100 }),
    tile('s06', { placeAt: NOW - 12 * MINUTE }),
    tile('s07', { ...fresh, place: at('two', 'a'), done: 2 }),
    tile('s08', { lab: 'failed' }),
    tile('s09', { place: null }),
    tile('s10', { ...fresh, place: at('one', 'b') }),
  ].map((each) => [each.id, each]),
);
const tiles = withStanding(seats, facts);
const ids = (order: Parameters<typeof inOrder>[1]) =>
  inOrder(tiles, order)
    .map(({ tile: { id } }) => Number(id.slice(1)))
    .join(' ');

describe('inOrder', () => {
  it('hands by their wait, then what is broken, then who is stuck longest; the others keep their places, and who left is last', () =>
    expect(ids('help')).toBe('5 2 8 6 3 1 7 9 10 4'));
  it('by seat', () => expect(ids('seat')).toBe('1 2 3 4 5 6 7 8 9 10'));
  it('by place, furthest behind first', () => expect(ids('place')).toBe('9 1 2 3 4 5 6 8 10 7'));
  it('counts seats past ninety-nine as numbers', () => {
    const many = withStanding({ s100: tile('s100', fresh), s99: tile('s99', fresh) }, facts);
    expect(inOrder(many, 'seat').map(({ tile: { id } }) => id)).toEqual(['s99', 's100']);
  });
});

describe('distribution', () => {
  it('counts the steps of the lesson that the trainer shows, and who is elsewhere', () => {
    const found = distribution(tiles, facts);
    expect(found?.lesson).toBe('one');
    expect(found?.steps.map(({ count }) => count)).toEqual([7, 1]);
    expect([found?.before, found?.after, found?.nowhere]).toEqual([0, 1, 1]);
  });
  it('without a position it is the lesson with most people', () => {
    const two = withStanding({ s07: tile('s07', { place: at('two', 'a') }) }, facts);
    expect(distribution(two, { places, position: null })?.lesson).toBe('two');
    expect(distribution([], { places, position: null })?.lesson).toBe('one');
    expect(distribution([], { places: [], position: null })).toBeUndefined();
  });
});

describe('aroundPosition', () => {
  it('counts before, at and past the trainer’s step', () =>
    expect(aroundPosition(tiles, facts)).toEqual({ behind: 7, at: 1, ahead: 1 }));
  it('counts nobody without a position', () =>
    expect(aroundPosition(tiles, { places, position: null })).toEqual({ behind: 0, at: 0, ahead: 0 }));
});
