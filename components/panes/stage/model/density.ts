// From how many pods on the stage says less, and which of them stay in full size (ANATOMY §6).
import type { PodView } from '@/lib/protocol/view';
import { byName, changedAt, isPlanned, isQuiet } from './pods';

const ROOMY = 2;
const COMPACT_FROM = 13;
const MAX_ODD = 10;
/** A pod stays in sight for this long after it has become quiet, ms. */
const LINGER_MS = 10_000;

export type Density = 'one' | 'two' | 'dense' | 'compact';

/** How the rooms are drawn, by the number of pods that have something on the node. */
export function densityOf(rooms: number): Density {
  if (rooms <= 1) return 'one';
  if (rooms <= ROOMY) return 'two';
  return rooms < COMPACT_FROM ? 'dense' : 'compact';
}

interface Groups {
  /** Uids in full size. */
  odd: string[];
  /** Conspicuous too, but beyond what fits: small, with their state. */
  oddSmall: string[];
  quiet: string[];
}

/** Splits many pods: what needs a look first, the quiet ones small. All by name, so that they don't jump. */
export function groupPods(pods: PodView[], now: number): Groups {
  const sorted = [...pods].sort(byName);
  const isOdd = (pod: PodView) => !isQuiet(pod) || isPlanned(pod) || now - changedAt(pod) < LINGER_MS;
  const odd = sorted.filter(isOdd).map((pod) => pod.uid);
  const quiet = sorted.filter((pod) => !isOdd(pod)).map((pod) => pod.uid);
  return { odd: odd.slice(0, MAX_ODD), oddSmall: odd.slice(MAX_ODD), quiet };
}
