'use client';
// The ways into a workshop. Each sets the session's cookie, which the page itself never sees.
import type { Locale } from '@/lib/i18n/locale';
import { JOIN_REFUSALS, type JoinRefusal } from '@/lib/room/member';

/** `unreachable`: no answer, or none that a workshop gives. */
export type DoorResult = 'in' | JoinRefusal | 'unreachable';

interface Doors {
  /** A new seat. */
  '/join': { code: string; name: string; locale: Locale };
  /** The seat that one has, on another device. */
  '/resume': { code: string };
  '/trainer': { secret: string };
}

/** Knocks; never rejects. */
export async function knock<D extends keyof Doors>(door: D, payload: Doors[D]): Promise<DoorResult> {
  try {
    const response = await fetch(door, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(payload),
    });
    return response.ok ? 'in' : refusalIn(await response.json());
  } catch {
    return 'unreachable';
  }
}

function refusalIn(body: unknown): DoorResult {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  return JOIN_REFUSALS.find((refusal) => refusal === error) ?? 'unreachable';
}
