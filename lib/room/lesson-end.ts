// When the class is through the lesson that is shown: by the plan, and as it really gets on.
import type { BoardView, SeatTile } from '@/lib/protocol/room';
import { type CoursePlace, findPlace } from './course';

export interface LessonEnd {
  /** ms since the epoch, as all times here. */
  plannedAt: number;
  /** null: three quarters of the class are through already. */
  estimatedAt: number | null;
}

export interface LessonEndFacts {
  now: number;
  places: readonly CoursePlace[];
}

/** The class is through when so many are: one straggler must not move the break, and half a class must not be sent into it. */
const SHARE = 0.75;
/** Before the class has done this much of the plan, its own pace is not known; the plan's is taken. ms. */
const KNOWN_MS = 5 * 60_000;
/** Someone who came late or ran ahead would make it absurd otherwise. */
const [FASTEST, SLOWEST] = [0.5, 3];

/**
 * Undefined while no lesson has been shown, or one that the course does not have.
 *
 * Planned: from the moment at which a trainer first showed a step of the lesson, what the plan gives all of its steps.
 *
 * Estimated: those who are there and have opened a step are put in order by how much of the plan lies before them; the person at the
 * three-quarter mark stands for the class. What is left for them takes as long as they have needed so far for each planned minute. Without
 * anybody it is the trainer who stands for the class.
 */
export function lessonEnd(
  board: Pick<BoardView, 'begun' | 'position' | 'seats'>,
  facts: LessonEndFacts,
): LessonEnd | undefined {
  const { begun, position, seats } = board;
  const steps = facts.places.filter(({ lesson }) => lesson === begun?.lesson);
  const total = planned(steps);
  if (!begun || total === 0) return undefined;
  const there = Object.values(seats).filter(({ tabs }) => tabs > 0);
  const lefts = there.flatMap((tile) => leftFor(tile, steps, facts.places) ?? []).sort((a, b) => a - b);
  const left = lefts[Math.ceil(lefts.length * SHARE) - 1] ?? leftAt(position, steps, facts.places) ?? total;
  const estimatedAt = left === 0 ? null : facts.now + left * paceOf(facts.now - begun.at, total - left);
  return { plannedAt: begun.at + total, estimatedAt };
}

const planned = (steps: readonly CoursePlace[]): number =>
  steps.reduce((sum, { minutes }) => sum + minutes * 60_000, 0);

/** ms needed for each planned ms. */
function paceOf(elapsed: number, done: number): number {
  return done < KNOWN_MS ? 1 : Math.min(SLOWEST, Math.max(FASTEST, elapsed / done));
}

/** ms of the plan from the beginning of the place to the end of the lesson; undefined: at no place. */
function leftAt(
  place: SeatTile['place'],
  steps: readonly CoursePlace[],
  places: readonly CoursePlace[],
): number | undefined {
  const at = findPlace(places, place)?.index;
  return at === undefined ? undefined : planned(steps.filter(({ index }) => index >= at));
}

/** As `leftAt`, without the share of the step whose tasks are done. */
function leftFor(tile: SeatTile, steps: readonly CoursePlace[], places: readonly CoursePlace[]): number | undefined {
  const left = leftAt(tile.place, steps, places);
  const own = findPlace(steps, tile.place);
  if (left === undefined || !own || tile.tasks === 0) return left;
  return left - own.minutes * 60_000 * Math.min(1, tile.done / tile.tasks);
}
