'use client';
// The parts of the lab's view that the lesson pane looks at.
import { useLab } from '@/components/state/lab-store';
import { useTick } from '@/components/ui/use-tick';
import type { LessonOutline, StepPage } from '@/lib/lessons/page';
import type { StepView, TaskView } from '@/lib/protocol/view';

/** Which step of which lesson a component belongs to. */
export interface Place {
  lesson: LessonOutline;
  step: StepPage;
}

export const stepKey = ({ lesson, step }: Place): string => `${lesson.slug}/${step.id}`;

/** Progress of the step; undefined until the lab has answered. */
export const useStepView = (place: Place): StepView | undefined => useLab((state) => state.view?.steps[stepKey(place)]);

/** A task as people are to see it: without a connection nothing can be judged. */
export function useTaskView(place: Place, task: string): TaskView {
  const view = useLab((state) => state.view?.steps[stepKey(place)]?.tasks[task]);
  const offline = useLab((state) => state.connection === 'offline');
  if (view?.state === 'done') return view;
  return offline ? { state: 'paused' } : (view ?? { state: 'open' });
}

export const useOnline = (): boolean => useLab((state) => state.connection === 'online');

/** The server's time, ms since the epoch; moves once a second while `ticking`. */
export function useServerTime(ticking: boolean): number {
  const offset = useLab((state) => state.clockOffset);
  return useTick(1000, ticking) + offset;
}
