'use client';
import { useState } from 'react';
import type { Span } from '../model/lanes';

/** Lengths of the window that the two buttons go through, ms. */
const LENGTHS = [60, 120, 300, 900, 3600, 14_400].map((seconds) => seconds * 1000);
/** Share of the window that lies behind the live head: waits end there. */
const FUTURE = 0.16;

interface TimeWindow {
  window: Span;
  wider: (() => void) | undefined;
  closer: (() => void) | undefined;
  /** Moves a past window by a share of its length. */
  move(share: number): void;
}

/** The stretch of time that the lanes show: it follows the live head, and stays where it is while looking back as long as the cursor is in it. */
export function useTimeWindow(now: number, cursor: number | null, end: number | null): TimeWindow {
  const [place, setPlace] = useState(1);
  const [held, setHeld] = useState<number | null>(null);
  const length = LENGTHS[place] ?? 120_000;
  const liveTo = end ?? now + length * FUTURE;
  let to = liveTo;
  if (cursor !== null) {
    to = held ?? liveTo;
    if (cursor > to || cursor < to - length) to = Math.min(liveTo, cursor + length / 2);
  }
  // React's own pattern for state that follows a prop: it renders again before anything is painted.
  const wanted = cursor === null ? null : to;
  if (held !== wanted) setHeld(wanted);
  return {
    window: { from: to - length, to },
    wider: place < LENGTHS.length - 1 ? () => setPlace(place + 1) : undefined,
    closer: place > 0 ? () => setPlace(place - 1) : undefined,
    move: (share) => setHeld(Math.min(liveTo, to + share * length)),
  };
}
