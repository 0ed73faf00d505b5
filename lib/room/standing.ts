// How somebody is getting on, as far as the board can know it, and who needs the trainer first.
import type { Place, SeatTile } from '@/lib/protocol/room';
import { type CoursePlace, findPlace } from './course';

/** In the order in which a trainer wants to see them. */
export const STANDINGS = ['hand', 'broken', 'stuck', 'opening', 'working', 'done', 'ahead', 'new', 'gone'] as const;
/**
 * hand: asked for help. broken: the lab could not be opened. stuck: no task has turned green for too long. opening: the lab is not
 * there yet. working; done: all tasks of the step; ahead: past the trainer's step; new: has opened no step; gone: no tab is connected.
 */
export type StandingName = (typeof STANDINGS)[number];

export interface Standing {
  name: StandingName;
  /** ms since the epoch; 0 when that is unknown or says nothing. */
  since: number;
}

/** Nobody is stuck before that, however short the plan says a step is. ms. */
export const STUCK_MS = 5 * 60_000;
/** The last command failed and nothing has succeeded since: earlier. ms. */
export const STUCK_FAILED_MS = 2 * 60_000;

export interface StandingFacts {
  /** ms since the epoch, by the clock that the tiles were written with. */
  now: number;
  places: readonly CoursePlace[];
  /** Where the trainer is. */
  position: Place | null;
}

export function standingOf(tile: SeatTile, facts: StandingFacts): Standing {
  if (tile.handAt > 0) return { name: 'hand', since: tile.handAt };
  if (tile.lab === 'failed') return { name: 'broken', since: 0 };
  if (tile.tabs === 0) return { name: 'gone', since: tile.goneAt };
  if (tile.lab !== 'ready') return { name: 'opening', since: 0 };
  const place = findPlace(facts.places, tile.place);
  if (!place) return { name: 'new', since: 0 };
  const shown = findPlace(facts.places, facts.position);
  const ahead = shown !== undefined && place.index > shown.index;
  if (tile.tasks > 0 && tile.done >= tile.tasks) return { name: ahead ? 'ahead' : 'done', since: tile.progressAt };
  const since = Math.max(tile.placeAt, tile.progressAt);
  if (tile.tasks > 0 && facts.now - since >= patience(tile, place, since)) return { name: 'stuck', since };
  return { name: ahead ? 'ahead' : 'working', since };
}

/** How long nothing may turn green: as long as the plan gives the step. */
function patience(tile: SeatTile, place: CoursePlace, since: number): number {
  if (tile.failed && tile.failed.at >= since) return STUCK_FAILED_MS;
  return Math.max(STUCK_MS, place.minutes * 60_000);
}

export type SeatOrder = 'help' | 'seat' | 'place';

/** A tile with what the board makes of it. */
export interface StandingTile {
  tile: SeatTile;
  standing: Standing;
  /** In reading order; -1 for none. */
  index: number;
}

export const withStanding = (seats: Record<string, SeatTile>, facts: StandingFacts): StandingTile[] =>
  Object.values(seats).map((tile) => ({
    tile,
    standing: standingOf(tile, facts),
    index: findPlace(facts.places, tile.place)?.index ?? -1,
  }));

const seatNumber = ({ tile }: StandingTile): number => Number(tile.id.slice(1));

/** Longest wait first; who waits since an unknown time stands behind. */
const byWait = (a: StandingTile, b: StandingTile): number =>
  (a.standing.since || Number.POSITIVE_INFINITY) - (b.standing.since || Number.POSITIVE_INFINITY) || 0;

/** Whose place in the queue is a matter of how long they have waited; all others keep their seat's place, so that tiles stay put. */
const WAITING: ReadonlySet<StandingName> = new Set(['hand', 'stuck']);

function byHelp(a: StandingTile, b: StandingTile): number {
  const rank = ({ standing }: StandingTile) => {
    const at = STANDINGS.indexOf(standing.name);
    // Those who get on by themselves are one group: a tile must not jump about with each task that turns green.
    return at >= STANDINGS.indexOf('working') && standing.name !== 'gone' ? STANDINGS.indexOf('working') : at;
  };
  return rank(a) - rank(b) || (WAITING.has(a.standing.name) ? byWait(a, b) : 0) || seatNumber(a) - seatNumber(b);
}

/** A new array. help: who needs it first; seat: by number; place: furthest behind first. */
export function inOrder(tiles: readonly StandingTile[], order: SeatOrder): StandingTile[] {
  const sorted = [...tiles];
  if (order === 'help') return sorted.sort(byHelp);
  if (order === 'seat') return sorted.sort((a, b) => seatNumber(a) - seatNumber(b));
  return sorted.sort((a, b) => a.index - b.index || seatNumber(a) - seatNumber(b));
}

export interface Distribution {
  /** The lesson that is counted: the trainer's, or without a position where most people are. */
  lesson: string;
  /** In reading order, with the people at each step. */
  steps: { place: CoursePlace; count: number }[];
  /** In other lessons, before and after this one, and those who have opened none. */
  before: number;
  after: number;
  nowhere: number;
}

/** Who is where; undefined when the course has no lessons. */
export function distribution(
  tiles: readonly StandingTile[],
  { places, position }: Pick<StandingFacts, 'places' | 'position'>,
): Distribution | undefined {
  const lesson = findPlace(places, position)?.lesson ?? busiest(tiles, places) ?? places[0]?.lesson;
  const own = places.filter((place) => place.lesson === lesson);
  const first = own[0];
  const last = own.at(-1);
  if (lesson === undefined || !first || !last) return undefined;
  const count = (wanted: (index: number) => boolean) => tiles.filter(({ index }) => wanted(index)).length;
  return {
    lesson,
    steps: own.map((place) => ({ place, count: count((index) => index === place.index) })),
    before: count((index) => index >= 0 && index < first.index),
    after: count((index) => index > last.index),
    nowhere: count((index) => index < 0),
  };
}

function busiest(tiles: readonly StandingTile[], places: readonly CoursePlace[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { index } of tiles) {
    const lesson = places[index]?.lesson;
    if (lesson !== undefined) counts.set(lesson, (counts.get(lesson) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Of everybody who has opened a step: how many are before the trainer's, at it, and past it. */
export function aroundPosition(
  tiles: readonly StandingTile[],
  { places, position }: Pick<StandingFacts, 'places' | 'position'>,
): { behind: number; at: number; ahead: number } {
  const shown = findPlace(places, position)?.index;
  const known = shown === undefined ? [] : tiles.filter(({ index }) => index >= 0);
  const differences = known.map(({ index }) => index - (shown ?? 0));
  return {
    behind: differences.filter((difference) => difference < 0).length,
    at: differences.filter((difference) => difference === 0).length,
    ahead: differences.filter((difference) => difference > 0).length,
  };
}
