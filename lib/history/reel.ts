// A stretch of the past: one whole view, then numbered changes. Any moment of it can be asked for.
import { apply } from '@/lib/protocol/changes';
import type { LabView } from '@/lib/protocol/view';
import type { Frame } from './past';

export interface Reel {
  start: { at: number; view: LabView };
  /** In order of time. */
  frames: Frame[];
}

/** A reel as it travels: its JSON, so that the server need not parse what it only keeps. */
export interface ReelText {
  index: number;
  /** Reels from `first` to `last` can be asked for; the last one still grows. */
  first: number;
  last: number;
  from: number;
  /** Begin of the next one; null while this one still grows. */
  until: number | null;
  reel: string;
}

export interface Projector {
  readonly from: number;
  /** Time of the last frame. */
  readonly to: number;
  /** The view as it was at `at` (ms): after the last frame that is not later. Before the beginning: the first view. */
  viewAt(at: number): LabView;
}

/** Index of the last frame at or before `at`; -1 when all are later. */
export function frameAt(frames: readonly Frame[], at: number): number {
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((frames[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Views are computed when first asked for and then kept: they share whatever did not change. */
export function createProjector({ start, frames }: Reel): Projector {
  const views: LabView[] = [];
  const view = (index: number): LabView => {
    for (let next = views.length; next <= index; next += 1) {
      views.push(apply(views[next - 1] ?? start.view, frames[next]?.ops ?? []));
    }
    return views[index] ?? start.view;
  };
  return {
    from: start.at,
    to: frames.at(-1)?.at ?? start.at,
    viewAt: (at) => view(frameAt(frames, at)),
  };
}
