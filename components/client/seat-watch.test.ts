import { describe, expect, it } from 'vitest';
import type { LabState } from '@/lib/protocol/room';
import { createSeatWatch } from './seat-watch';

const watch = (...told: LabState[]): string[] => {
  const calls: string[] = [];
  const seat = createSeatWatch({ ready: () => calls.push('ready'), away: () => calls.push('away') });
  seat.connected();
  for (const lab of told) seat.take(lab);
  return calls;
};

describe('createSeatWatch', () => {
  it('leaves a lab alone that was there from the beginning', () => expect(watch('ready', 'ready')).toEqual([]));
  it('says once that there is none yet, and then that there is one', () =>
    expect(watch('queued', 'opening', 'ready')).toEqual(['away', 'ready']));
  it('a reset takes the lab away and brings another', () =>
    expect(watch('ready', 'opening', 'ready', 'ready')).toEqual(['away', 'ready']));
  it('waits for a lab that failed and is tried again', () =>
    expect(watch('opening', 'failed', 'opening', 'ready')).toEqual(['away', 'ready']));
});
