// Is anything scarce, since when, and has the moment come to do something about it? Pure: state in, state out.
// Upstream: eviction/eviction_manager.go synchronize, eviction/helpers.go (1.20).
import { ABOUT, type Observations, PRESSURES, type Pressure } from './signals';
import type { Threshold, ThresholdValue } from './thresholds';

/** What one look hands to the next. */
export interface PressureState {
  /** Since when a threshold is crossed, ms since the epoch. */
  crossedSince: ReadonlyMap<Threshold, number>;
  /** When a pressure was seen last. */
  seenAt: ReadonlyMap<Pressure, number>;
  /** Crossed for longer than their grace at the last look: these have to clear minReclaim as well. */
  due: readonly Threshold[];
}

export const NO_PRESSURE: PressureState = { crossedSince: new Map(), seenAt: new Map(), due: [] };

export interface PressureInput {
  thresholds: readonly Threshold[];
  observations: Observations;
  state: PressureState;
  /** --eviction-pressure-transition-period, ms: how long a pressure stands after it was seen last. */
  transitionMs: number;
  /** ms since the epoch. */
  now: number;
}

export interface PressureVerdict {
  state: PressureState;
  /** In the order of PRESSURES. */
  pressures: Pressure[];
  /** What to reclaim now, the most urgent one; undefined if nothing is due. */
  reclaim: Threshold | undefined;
}

const amountOf = (value: ThresholdValue, capacity: number): number =>
  'share' in value ? value.share * capacity : value.amount;

/** Thresholds with less available than they demand; `withReclaim`: minReclaim counts on top. */
export function crossed(
  thresholds: readonly Threshold[],
  observations: Observations,
  withReclaim: boolean,
): Threshold[] {
  return thresholds.filter(({ signal, value, minReclaim }) => {
    const observed = observations.get(signal);
    if (!observed) return false;
    const { available, capacity } = observed;
    const extra = withReclaim && minReclaim ? amountOf(minReclaim, capacity) : 0;
    return amountOf(value, capacity) + extra > available;
  });
}

const isMemory = ({ signal }: Threshold): boolean => ABOUT[signal].resource === 'memory';

/** Judges one look at the node. */
export function judgePressure({ thresholds, observations, state, transitionMs, now }: PressureInput): PressureVerdict {
  const unresolved = crossed(state.due, observations, true);
  const current = [...new Set([...crossed(thresholds, observations, false), ...unresolved])];
  const crossedSince = new Map(current.map((threshold) => [threshold, state.crossedSince.get(threshold) ?? now]));

  const seenAt = new Map(state.seenAt);
  for (const { signal } of current) seenAt.set(ABOUT[signal].pressure, now);
  const pressures = PRESSURES.filter(
    (pressure) => now - (seenAt.get(pressure) ?? Number.NEGATIVE_INFINITY) < transitionMs,
  );

  const due = current.filter((threshold) => now - (crossedSince.get(threshold) ?? now) >= threshold.graceMs);
  return { state: { crossedSince, seenAt, due }, pressures, reclaim: due.find(isMemory) ?? due[0] };
}
