// Places of a workshop in the course's reading order.
import type { Place } from '@/lib/protocol/room';

/** What has to be known of the lessons; lib/lessons/page's outlines are such a course. */
export type Course = readonly {
  slug: string;
  title: string;
  steps: readonly { id: string; title: string; minutes: number }[];
}[];

export interface CoursePlace extends Place {
  /** Position in reading order over all lessons, from 0. */
  index: number;
  lessonTitle: string;
  title: string;
  /** What the plan gives this step. */
  minutes: number;
  /** From 1, within the lesson. */
  number: number;
}

/** All steps in reading order. */
export function coursePlaces(course: Course): CoursePlace[] {
  const places = course.flatMap((lesson) =>
    lesson.steps.map(({ id, title, minutes }, at) => ({
      lesson: lesson.slug,
      step: id,
      lessonTitle: lesson.title,
      title,
      minutes,
      number: at + 1,
    })),
  );
  return places.map((place, index) => ({ ...place, index }));
}

export const samePlace = (a: Place | null, b: Place | null): boolean =>
  a !== null && b !== null && a.lesson === b.lesson && a.step === b.step;

/** A place with its titles; undefined for none and for one that the course does not have. */
export const findPlace = (places: readonly CoursePlace[], place: Place | null): CoursePlace | undefined =>
  places.find((candidate) => samePlace(candidate, place));
