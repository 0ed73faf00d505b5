// What a status may not say, and how much.
import { describe, expect, it } from 'vitest';
import type { ContainerState, ContainerStatus, PodStatus, RestartPolicy } from '@/lib/k8s/types';
import { container, exited, NOW, pod, sandbox } from './fixtures';
import { planStatus } from './plan-status';
import { illegalTransition } from './status-transition';

const ended = (exitCode: number): ContainerState => ({ terminated: { exitCode, startedAt: null, finishedAt: null } });
const RUNS: ContainerState = { running: { startedAt: '' } };
const statusOf = (state: ContainerState, list: 'containerStatuses' | 'initContainerStatuses'): PodStatus => {
  const one: ContainerStatus = {
    name: 'c',
    state,
    lastState: {},
    ready: false,
    restartCount: 0,
    image: '',
    imageID: '',
  };
  return { phase: 'Running', [list]: [one] };
};

describe('illegalTransition', () => {
  const cases: [policy: RestartPolicy, before: ContainerState, after: ContainerState, legal: boolean][] = [
    ['Always', ended(0), RUNS, true],
    ['OnFailure', ended(1), RUNS, true],
    ['OnFailure', ended(0), RUNS, false],
    ['Never', ended(1), RUNS, false],
    ['Never', ended(1), { waiting: {} }, false],
    ['Never', ended(1), ended(1), true],
    ['Never', RUNS, { waiting: {} }, true],
  ];
  it.each(cases)('%s: %j, then %j', (policy, before, after, legal) => {
    const why = 'terminated container c attempted illegal transition to non-terminated state';
    for (const list of ['containerStatuses', 'initContainerStatuses'] as const) {
      const found = illegalTransition(statusOf(before, list), statusOf(after, list), policy);
      expect(found).toBe(legal ? null : why);
    }
  });
});

describe('planStatus', () => {
  it('cuts last words to their share of twelve KiB', () => {
    const containers = ['a', 'b', 'c'].map((name) => container(name));
    const records = [sandbox(), exited('a', 1, { message: 'x'.repeat(4096) }), exited('b', 1, { message: 'short' })];
    const status = planStatus({
      pod: pod({ containers, initContainers: [container('i')] }),
      records: [...records, exited('i', 0)],
      startErrors: new Map(),
      now: NOW,
    });
    const messages = status.containerStatuses?.map(({ state }) => state.terminated?.message);
    expect(messages?.map((message) => message?.length)).toEqual([3072, 5, undefined]);
  });

  it('lets the containers of a pod that may not run here wait as Blocked', () => {
    const blocked = { reason: 'AppArmor' as const, message: 'Cannot enforce AppArmor: …' };
    const status = planStatus({ pod: pod(), records: [], startErrors: new Map(), blocked, now: NOW });
    expect(status).toMatchObject({ phase: 'Pending', ...blocked });
    expect(status.containerStatuses?.map(({ state }) => state.waiting?.reason)).toEqual([
      'Blocked',
      'Blocked',
      'Blocked',
    ]);
  });
});
