// What of a lab's view is remembered. Terminals, typed commands and lesson progress are a person's own and stay out of history
// and recordings; the three clocks that tick with each loop would only fill it.
import type { Change, Op } from '@/lib/protocol/changes';
import type { LabView } from '@/lib/protocol/view';

const PRIVATE = new Set(['terminals', 'commands', 'steps', 'authoring']);
const TICKING = new Set(['lastReadAt', 'lastObservedAt', 'lastActedAt']);

/** One numbered change of a past: server time in ms, and what it did to the view. */
export interface Frame {
  at: number;
  ops: Op[];
}

/** The view as history keeps it; the live one is not changed. */
export const pastView = ({ authoring: _authoring, ...view }: LabView): LabView => ({
  ...view,
  kubelet: { ...view.kubelet, lastReadAt: 0, lastObservedAt: 0, lastActedAt: 0 },
  terminals: {},
  commands: {},
  steps: {},
});

const isKept = ({ path }: Op): boolean =>
  !PRIVATE.has(path[0] ?? '') && !(path[0] === 'kubelet' && TICKING.has(path.at(-1) ?? ''));

/** What history keeps of a change; null when nothing is left. */
export function pastFrame({ at, ops }: Change): Frame | null {
  const kept = ops.filter(isKept);
  return kept.length > 0 ? { at, ops: kept } : null;
}
