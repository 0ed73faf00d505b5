'use client';
// The course as the rail, the contents and the start page need it, and how far the learner is in it.
import { useLab } from '@/components/state/lab-store';

export interface CourseStep {
  id: string;
  title: string;
  minutes: number;
}
export interface CourseLesson {
  slug: string;
  title: string;
  part: string;
  steps: CourseStep[];
}

/** Ids of a lesson's steps whose tasks are all done, from the lab's view. */
export function useDoneSteps(lesson: CourseLesson): Set<string> {
  const key = useLab((state) =>
    lesson.steps
      .filter(({ id }) => {
        const tasks = Object.values(state.view?.steps[`${lesson.slug}/${id}`]?.tasks ?? {});
        return tasks.length > 0 && tasks.every((task) => task.state === 'done');
      })
      .map(({ id }) => id)
      .join(' '),
  );
  return new Set(key.split(' ').filter(Boolean));
}

/** Path of a step's page. */
export const stepHref = (locale: string, lesson: string, step: string): string =>
  `/${locale}/lessons/${lesson}/${step}`;
