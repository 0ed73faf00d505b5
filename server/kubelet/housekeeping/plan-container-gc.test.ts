import { describe, expect, it } from 'vitest';
import { exited, NOW, running, sandbox } from '../plan/fixtures';
import type { ContainerRecord } from '../runtime-service';
import { CONTAINER_GC_DEFAULTS, type ContainerGcPolicy, planContainerGc } from './plan-container-gc';

/** Dead instance number `attempt` of a container, the higher the younger. */
const dead = (name: string, attempt: number, more: Partial<ContainerRecord> = {}): ContainerRecord => {
  const createdAt = NOW - 1_000_000 + attempt * 1_000;
  const createdAtNano = new Date(createdAt).toISOString();
  return exited(name, 1, {
    id: `${name}-${attempt}`,
    attempt,
    createdAt,
    createdAtNano,
    finishedAt: createdAt + 500,
    ...more,
  });
};
const removed = (records: ContainerRecord[], policy: Partial<ContainerGcPolicy> = {}) =>
  [...planContainerGc(records, { ...CONTAINER_GC_DEFAULTS, ...policy }, NOW)].sort();

describe('which dead containers are too many', () => {
  const three = [dead('a', 0), dead('a', 1), dead('a', 2)];

  it('keeps the newest of each container', () => {
    expect(removed([...three, dead('b', 0)])).toEqual(['a-0', 'a-1']);
  });
  it('counts the same name in two pods as two', () => {
    expect(removed([dead('a', 0), dead('a', 1, { podUid: 'other' })])).toEqual([]);
  });
  it('never names what runs, nor sandboxes', () => {
    expect(removed([running('a'), sandbox({ state: 'exited' })], { maxPerContainer: 0, maxContainers: 0 })).toEqual([]);
  });
  it('keeps none with 0 and all with a negative number', () => {
    expect(removed(three, { maxPerContainer: 0 })).toEqual(['a-0', 'a-1', 'a-2']);
    expect(removed(three, { maxPerContainer: -1 })).toEqual([]);
  });
  it('spares what is younger than the minimum age', () => {
    expect(removed(three, { minAgeMs: 1_000_001 })).toEqual([]);
    expect(removed(three, { maxPerContainer: 0, minAgeMs: 999_000 })).toEqual(['a-0', 'a-1']);
  });
  it('shares a limit of the node out among containers, one each first', () => {
    const many = [...three, dead('b', 0), dead('b', 1), dead('b', 2)];
    expect(removed(many, { maxPerContainer: -1, maxContainers: 4 })).toEqual(['a-0', 'b-0']);
  });
  it('removes the longest dead where even one each is too many', () => {
    const one = [dead('a', 5), dead('b', 3), dead('c', 4)];
    expect(removed(one, { maxContainers: 2 })).toEqual(['b-3']);
    expect(removed(one, { maxContainers: 0 })).toEqual(['a-5', 'b-3', 'c-4']);
  });
});
