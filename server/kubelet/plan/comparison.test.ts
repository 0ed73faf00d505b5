import { describe, expect, it } from 'vitest';
import { type ComparisonInput, comparisonOf } from './comparison';
import { container, exited, pod, running, sandbox } from './fixtures';

const input = (more: Partial<ComparisonInput> = {}): ComparisonInput => ({
  pod: pod({ restartPolicy: 'OnFailure' }),
  records: [sandbox(), running('c0'), exited('c1', 0), exited('c2', 3)],
  terminating: false,
  finished: false,
  ...more,
});
const short = (more?: Partial<ComparisonInput>) =>
  comparisonOf(input(more)).map(({ container: name, desired, actual }) => `${name}: ${desired}, is ${actual}`);

describe('comparisonOf', () => {
  it('shows what the manifest wants beside what there is', () => {
    expect(short()).toEqual([
      'POD: running, is running',
      'c0: running, is running',
      'c1: ended, is exited',
      'c2: running, is exited',
    ]);
    expect(comparisonOf(input())[3]).toMatchObject({ containerId: 'c2-0', attempt: 0, exitCode: 3 });
  });

  it('shows init containers first, and what no manifest names last', () => {
    const withInit = pod({ initContainers: [container('i0')], containers: [container('c0')] });
    expect(short({ pod: withInit, records: [sandbox(), running('old')] })).toEqual([
      'POD: running, is running',
      'i0: ended, is missing',
      'c0: running, is missing',
      'old: absent, is running',
    ]);
  });

  it('wants nothing of a pod that has to end, and no further run of a finished one', () => {
    expect(new Set(comparisonOf(input({ terminating: true })).map(({ desired }) => desired))).toEqual(
      new Set(['absent']),
    );
    expect(new Set(comparisonOf(input({ finished: true })).map(({ desired }) => desired))).toEqual(new Set(['ended']));
  });

  it('says which rows agree once there is a plan', () => {
    const because = { code: 'NeverStarted', facts: {} } as const;
    const rows = comparisonOf(input({ actions: [{ kind: 'StartContainer', container: 'c2', attempt: 1, because }] }));
    expect(rows.map(({ agrees }) => agrees)).toEqual([true, true, true, false]);
    expect(comparisonOf(input())[0]).not.toHaveProperty('agrees');
  });
});
