import { describe, expect, it } from 'vitest';
import type { LabState } from '@/lib/protocol/room';
import { createSeatWatch } from './seat-watch';

const watch = (...told: ([LabState] | [LabState, number])[]): string[] => {
  const calls: string[] = [];
  const seat = createSeatWatch({ ready: () => calls.push('ready'), away: () => calls.push('away') });
  seat.connected();
  for (const [lab, labNumber] of told) seat.take(labNumber === undefined ? { lab } : { lab, labNumber });
  return calls;
};

describe('createSeatWatch', () => {
  it('leaves a lab alone that was there from the beginning', () => {
    expect(watch(['ready'], ['ready'])).toEqual([]);
    expect(watch(['ready', 3], ['ready', 3])).toEqual([]);
  });
  it('says once that there is none yet, and then that there is one', () => {
    expect(watch(['queued'], ['opening'], ['ready'])).toEqual(['away', 'ready']);
  });
  it('a reset is a new lab, even when nobody saw the old one go', () => {
    expect(watch(['ready', 1], ['opening', 2], ['ready', 2])).toEqual(['away', 'ready']);
    expect(watch(['ready', 1], ['ready', 2])).toEqual(['ready']);
  });
  it('waits for a lab that failed and is tried again', () => {
    expect(watch(['opening'], ['failed'], ['opening'], ['ready'])).toEqual(['away', 'ready']);
  });
});
