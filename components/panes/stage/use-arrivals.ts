'use client';
import { useState } from 'react';

/** More than this many rooms at once are shown without moving (ANATOMY §5). */
const MAX_MOVING = 12;

/** Whether rooms must stand still now: the first picture, and any change that brings many at once. */
export function useArrivals(uids: string[]): boolean {
  const [seen, setSeen] = useState<{ uids: string[]; still: boolean }>({ uids, still: true });
  if (seen.uids === uids) return seen.still;
  const before = new Set(seen.uids);
  const still = uids.filter((uid) => !before.has(uid)).length > MAX_MOVING;
  // React's own pattern for state that follows a prop: it renders again before anything is painted.
  setSeen({ uids, still });
  return still;
}
