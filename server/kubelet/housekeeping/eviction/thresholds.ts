// Thresholds from what is written in flags. Pure. Upstream: eviction/helpers.go ParseThresholdConfig (1.20).
import { parseGoDuration } from '@/lib/k8s/go-duration';
import { parseQuantity, wholeValue } from '@/lib/k8s/quantity';
import { isSignal, SIGNALS, type Signal } from './signals';

/** A share of the capacity (0.1 = 10 %), or an amount. */
export type ThresholdValue = { share: number } | { amount: number };

export interface Threshold {
  signal: Signal;
  value: ThresholdValue;
  /** How long it must have been crossed before pods pay for it, ms; 0 = a hard threshold. */
  graceMs: number;
  /** Once crossed, this much more has to be free again. */
  minReclaim?: ThresholdValue;
}

/** Signal → text, as the flags give them. */
export interface ThresholdSettings {
  hard: Readonly<Record<string, string>>;
  soft: Readonly<Record<string, string>>;
  softGracePeriod: Readonly<Record<string, string>>;
  minimumReclaim: Readonly<Record<string, string>>;
}

function known(name: string): Signal {
  if (!isSignal(name)) throw new Error(`unsupported eviction signal ${name}`);
  return name;
}

const shareOf = (text: string): number => {
  const number = text.replace(/%+$/, '');
  const share = Number(number);
  if (number.trim() === '' || Number.isNaN(share))
    throw new Error(`strconv.ParseFloat: parsing "${number}": invalid syntax`);
  return share / 100;
};

function thresholdValue(signal: Signal, text: string): ThresholdValue | null {
  if (!text.endsWith('%')) {
    const amount = wholeValue(parseQuantity(text));
    if (amount <= 0) throw new Error(`eviction threshold ${signal} must be positive: ${text}`);
    return { amount };
  }
  if (text === '0%' || text === '100%') return null;
  const share = shareOf(text);
  if (share < 0) throw new Error(`eviction percentage threshold ${signal} must be >= 0%: ${text}`);
  if (share > 1) throw new Error(`eviction percentage threshold ${signal} must be <= 100%: ${text}`);
  return { share };
}

function reclaimValue(signal: Signal, text: string): ThresholdValue {
  if (!text.endsWith('%')) {
    const amount = wholeValue(parseQuantity(text));
    if (amount < 0) throw new Error(`negative eviction minimum reclaim specified for ${signal}`);
    return { amount };
  }
  const share = shareOf(text);
  if (share <= 0) throw new Error(`eviction percentage minimum reclaim ${signal} must be positive: ${text}`);
  return { share };
}

function graceOf(text: string): number {
  const duration = parseGoDuration(text);
  if (!duration.ok) throw new Error(duration.error);
  if (duration.ms < 0) throw new Error(`invalid eviction grace period specified: ${text}, must be a positive value`);
  return duration.ms;
}

function each<T>(
  settings: Readonly<Record<string, string>>,
  read: (signal: Signal, text: string) => T,
): Map<Signal, T> {
  return new Map(Object.entries(settings).map(([name, text]) => [known(name), read(known(name), text)]));
}

/** The thresholds of a configuration, in the order of SIGNALS, hard ones first. Throws Error in upstream's words. */
export function parseThresholds(settings: ThresholdSettings): Threshold[] {
  const hard = each(settings.hard, thresholdValue);
  const soft = each(settings.soft, thresholdValue);
  const grace = each(settings.softGracePeriod, (_, text) => graceOf(text));
  const reclaim = each(settings.minimumReclaim, reclaimValue);
  const make = (value: ThresholdValue | null | undefined, signal: Signal, graceMs: number): Threshold[] => {
    if (!value) return [];
    const minReclaim = reclaim.get(signal);
    return [{ signal, value, graceMs, ...(minReclaim && { minReclaim }) }];
  };
  return [
    ...SIGNALS.flatMap((signal) => make(hard.get(signal), signal, 0)),
    ...SIGNALS.flatMap((signal) => {
      const value = soft.get(signal);
      const graceMs = grace.get(signal);
      if (value && graceMs === undefined)
        throw new Error(`grace period must be specified for the soft eviction threshold ${signal}`);
      return make(value, signal, graceMs ?? 0);
    }),
  ];
}
