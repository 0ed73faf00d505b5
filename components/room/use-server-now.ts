'use client';
import { useLab } from '@/components/state/lab-store';
import { useTick } from '@/components/ui/use-tick';
import { duration } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';

/** The server's time, ms since the epoch; moves once in `periodMs`. */
export function useServerNow(periodMs: number): number {
  const offset = useLab((state) => state.clockOffset);
  return useTick(periodMs) + offset;
}

/** A wait as it is told across a room: seconds below a minute, then whole minutes. */
export const roughly = (ms: number, locale: Locale): string =>
  duration(ms < 60_000 ? Math.max(0, ms) : Math.floor(ms / 60_000) * 60_000, locale);
