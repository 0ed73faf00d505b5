import { describe, expect, it } from 'vitest';
import { exited, running } from '../plan/fixtures';
import type { ContainerRecord, ListedContainer } from '../runtime-service';
import { diffRecords } from './diff';
import { idsToInspect, nextObservation, type Observation, recordsById, recordsOf } from './pod-cache';

const byId = (...records: ContainerRecord[]) => new Map(records.map((record) => [record.id, record]));
const told = (before: ContainerRecord[], after: ContainerRecord[]) =>
  diffRecords(byId(...before), byId(...after)).map(({ what, record }) => `${what} ${record.id}`);
const up = running('c');
const down = exited('c', 1);
const created = running('c', { state: 'created', startedAt: null });

describe('diffRecords', () => {
  it.each<[string, ContainerRecord[], ContainerRecord[], string[]]>([
    ['a start', [], [up], ['ContainerStarted c-0']],
    ['a death', [up], [down], ['ContainerDied c-0']],
    ['a start and a death in between are only a death', [], [down], ['ContainerDied c-0']],
    ['a removal of what ran is also a death', [up], [], ['ContainerDied c-0', 'ContainerRemoved c-0']],
    ['a removal of what was dead', [down], [], ['ContainerRemoved c-0']],
    ['a creation is not told', [], [created], []],
    ['nothing happened', [up], [up], []],
    ['one that could not start was never alive', [created], [{ ...created, state: 'exited', exitCode: 127 }], []],
  ])('%s', (_what, before, after, events) => expect(told(before, after)).toEqual(events));
});

describe('observation', () => {
  const row = (record: ContainerRecord): ListedContainer => record;
  const observed: Observation = new Map([[up.podUid, new Map([[up.id, { record: up, listed: 'running' as const }]])]]);

  it('inspects what is new, what the listing says has changed, and what an event named', () => {
    expect([...idsToInspect([row(up)], observed, new Set())]).toEqual([]);
    expect([...idsToInspect([row(down)], observed, new Set())]).toEqual(['c-0']);
    expect([...idsToInspect([row(up)], observed, new Set(['c-0']))]).toEqual(['c-0']);
    expect([...idsToInspect([row(up)], new Map(), new Set())]).toEqual(['c-0']);
  });

  it('keeps the old record when an inspection fails, and asks again next time', () => {
    const next = nextObservation([row(down)], observed, new Map([['c-0', null]]));
    expect(recordsOf(next, up.podUid)).toEqual([up]);
    expect([...idsToInspect([row(down)], next, new Set())]).toEqual(['c-0']);
  });

  it('remembers a death that the listing did not know yet, so that a restart of the same container is seen', () => {
    const next = nextObservation([row(up)], observed, new Map([['c-0', { ...down, id: up.id }]]));
    expect([...idsToInspect([row(up)], next, new Set())]).toEqual(['c-0']);
  });

  it('drops what the listing or the inspection no longer finds', () => {
    expect(recordsById(nextObservation([], observed, new Map()).get(up.podUid)).size).toBe(0);
    expect(recordsOf(nextObservation([row(up)], observed, new Map([['c-0', undefined]])), up.podUid)).toEqual([]);
  });
});
