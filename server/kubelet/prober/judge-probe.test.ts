import { describe, expect, it } from 'vitest';
import type { ContainerStatus, PodStatus } from '@/lib/k8s/types';
import { NOW, pod } from '../plan/fixtures';
import type { ProbeType } from '../plan/probe-facts';
import { FRESH_MEMORY, judgeAnswer, judgeTick, type ProbeMemory, type ProbeTarget } from './judge-probe';

const target = (more: Partial<ProbeTarget> = {}): ProbeTarget => ({
  type: 'Liveness',
  pod: pod(),
  container: 'c0',
  probe: { failureThreshold: 3, successThreshold: 1 },
  ...more,
});
const known: ProbeMemory = { ...FRESH_MEMORY, containerID: 'docker://a' };

const RUNNING = { running: { startedAt: new Date(NOW - 60_000).toISOString() } };
const DEAD = {
  terminated: { exitCode: 1, reason: 'Error', startedAt: null, finishedAt: null, containerID: 'docker://a' },
};

const sight = (
  container: Partial<ContainerStatus> = {},
  phase: PodStatus['phase'] = 'Running',
  startedAt = new Map(),
) => ({
  status: {
    phase,
    containerStatuses: [
      {
        name: 'c0',
        state: RUNNING,
        lastState: {},
        ready: false,
        started: true,
        restartCount: 0,
        image: '',
        imageID: '',
        containerID: 'docker://a',
        ...container,
      },
    ],
    qosClass: 'BestEffort' as const,
  },
  startedAt,
});

describe('judgeTick', () => {
  it('waits while nothing is reported, and while the container has no id', () => {
    expect(judgeTick(target(), FRESH_MEMORY, { status: undefined, startedAt: new Map() }, NOW).next).toBe('wait');
    expect(judgeTick(target(), FRESH_MEMORY, sight({ containerID: '' }), NOW).next).toBe('wait');
    expect(judgeTick(target({ container: 'other' }), FRESH_MEMORY, sight(), NOW).next).toBe('wait');
  });

  it.each(['Failed', 'Succeeded'] as const)('ends with a pod that is %s', (phase) => {
    expect(judgeTick(target(), known, sight({}, phase), NOW).next).toBe('end');
  });

  it.each([
    ['Liveness', 'Success'],
    ['Readiness', 'Failure'],
    ['Startup', 'Unknown'],
  ] as const)('%s begins with %s for every instance, and forgets the one before', (type, result) => {
    const first = judgeTick(target({ type }), FRESH_MEMORY, sight({ started: type !== 'Startup' }), NOW);
    expect(first.changes).toEqual([{ containerID: 'docker://a', verdict: { result, failures: 0, output: '' } }]);
    const held = { ...first.memory, onHold: true };
    const second = judgeTick(target({ type }), held, sight({ containerID: 'docker://b' }), NOW);
    expect(second.memory).toMatchObject({ containerID: 'docker://b', onHold: false });
    expect(second.changes).toEqual([
      { containerID: 'docker://a', verdict: null },
      { containerID: 'docker://b', verdict: { result, failures: 0, output: '' } },
    ]);
  });

  it('asks nothing on hold', () => {
    expect(judgeTick(target(), { ...known, onHold: true }, sight(), NOW)).toMatchObject({ next: 'wait', changes: [] });
  });

  it.each([
    ['Always', 'wait'],
    ['Never', 'end'],
  ] as const)('a dead container counts as a failure; restartPolicy %s: %s', (restartPolicy, next) => {
    const decision = judgeTick(target({ pod: pod({ restartPolicy }) }), known, sight({ state: DEAD }), NOW);
    expect(decision).toMatchObject({ next, changes: [{ verdict: { result: 'Failure', failures: 0 } }] });
  });

  it('a waiting container counts as a failure too, and is looked at again', () => {
    const state = { waiting: { reason: 'CrashLoopBackOff' } };
    const decision = judgeTick(target({ pod: pod({ restartPolicy: 'Never' }) }), known, sight({ state }), NOW);
    expect(decision).toMatchObject({ next: 'wait', changes: [{ verdict: { result: 'Failure' } }] });
  });

  it('the initial delay counts in whole seconds from the exact start', () => {
    const slow = target({ probe: { initialDelaySeconds: 10 } });
    const at = (age: number) => judgeTick(slow, known, sight({}, 'Running', new Map([['a', NOW - age]])), NOW).next;
    expect(at(9_999)).toBe('wait');
    expect(at(10_000)).toBe('probe');
  });

  it.each<[ProbeType, boolean, string]>([
    ['Startup', false, 'probe'],
    ['Startup', true, 'wait'],
    ['Liveness', false, 'wait'],
    ['Liveness', true, 'probe'],
    ['Readiness', false, 'wait'],
    ['Readiness', true, 'probe'],
  ])('%s with started=%s: %s', (type, started, next) => {
    expect(judgeTick(target({ type }), known, sight({ started }), NOW).next).toBe(next);
  });
});

describe('judgeAnswer', () => {
  const run = (type: ProbeType, answers: ('Success' | 'Failure')[], before = known) => {
    let memory = before;
    const verdicts: string[] = [];
    for (const answer of answers) {
      const probe = { failureThreshold: 3, successThreshold: 2 };
      const step = judgeAnswer({ type, probe }, memory, answer, 'why');
      memory = step.memory;
      verdicts.push(step.changes[0]?.verdict?.result ?? '-');
    }
    return { memory, verdicts: verdicts.join(' ') };
  };

  it.each([
    ['Failure Failure Failure', '- - Failure'],
    ['Failure Failure Success Failure Failure Failure', '- - - - - Failure'],
    ['Success Success', '- Success'],
    ['Success Failure Success Success', '- - - Success'],
  ])('readiness %s', (answers, verdicts) => {
    expect(run('Readiness', answers.split(' ') as 'Success'[]).verdicts).toBe(verdicts);
  });

  it('says how often and why', () => {
    const before: ProbeMemory = { ...known, last: 'Failure', run: 2 };
    expect(judgeAnswer(target(), before, 'Failure', 'HTTP probe failed with statuscode: 500').changes).toEqual([
      {
        containerID: 'docker://a',
        verdict: { result: 'Failure', failures: 3, output: 'HTTP probe failed with statuscode: 500' },
      },
    ]);
  });

  it.each(['Liveness', 'Startup'] as const)('%s asks no more after it has failed, and counts from 0', (type) => {
    expect(run(type, ['Failure', 'Failure', 'Failure']).memory).toMatchObject({ onHold: true, run: 0 });
  });

  it('readiness goes on after it has failed', () => {
    expect(run('Readiness', ['Failure', 'Failure', 'Failure']).memory).toMatchObject({ onHold: false, run: 3 });
  });

  it('a streak goes on over a restart of the container', () => {
    const before: ProbeMemory = { ...known, last: 'Failure', run: 2 };
    const { memory } = judgeTick(target(), before, sight({ containerID: 'docker://b' }), NOW);
    expect(judgeAnswer(target(), memory, 'Failure', '').memory.onHold).toBe(true);
  });
});
