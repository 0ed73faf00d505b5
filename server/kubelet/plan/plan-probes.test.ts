// What a failed probe makes of a pod.
import { describe, expect, it } from 'vitest';
import { hashContainer } from '@/lib/k8s/container-hash';
import { containerBackOffKey } from '../backoff';
import { brief } from './brief';
import { container, exited, NOW, planInput, pod, running, sandbox } from './fixtures';
import { planPod } from './plan-pod';
import { planStatus } from './plan-status';
import type { ProbeFacts, ProbeType, ProbeVerdict } from './probe-facts';

const says = (
  id: string,
  type: ProbeType,
  result: ProbeVerdict['result'],
  probed: ProbeType[] = [type],
): ProbeFacts => ({
  verdicts: new Map([[id, new Map([[type, { result, failures: result === 'Failure' ? 3 : 0, output: 'why' }]])]]),
  probed: new Map([['c1', new Set(probed)]]),
});

const plan = (probes: ProbeFacts, more: Parameters<typeof planInput>[0] = {}) =>
  planPod(planInput({ probes, ...more }));

describe('planPod', () => {
  it.each([
    ['Liveness', 'Always', ['kill c1-0 (30s): LivenessFailed', 'start c1 1: LivenessFailed']],
    ['Liveness', 'OnFailure', ['kill c1-0 (30s): LivenessFailed', 'start c1 1: LivenessFailed']],
    ['Liveness', 'Never', ['kill c1-0 (30s): LivenessFailed']],
    ['Startup', 'Always', ['kill c1-0 (30s): StartupFailed', 'start c1 1: StartupFailed']],
    ['Readiness', 'Always', []],
  ] as const)('%s has failed under %s', (type, restartPolicy, actions) => {
    expect(plan(says('c1-0', type, 'Failure'), { pod: pod({ restartPolicy }) }).map(brief)).toEqual(actions);
  });

  it.each(['Success', 'Unknown'] as const)('liveness %s changes nothing', (result) => {
    expect(plan(says('c1-0', 'Liveness', result))).toEqual([]);
  });

  it('a verdict about an earlier instance says nothing about this one', () => {
    expect(plan(says('c1-before', 'Liveness', 'Failure'))).toEqual([]);
  });

  it('the last container under Never takes its pod along', () => {
    const only = {
      pod: pod({ restartPolicy: 'Never', containers: [container('c1')] }),
      records: [sandbox(), running('c1')],
    };
    expect(plan(says('c1-0', 'Liveness', 'Failure'), only).map(brief)).toEqual([
      'kill c1-0 (30s): LivenessFailed',
      'stop sandbox: LivenessFailed',
    ]);
  });

  it('back-off counts from the instance before, which has ended already', () => {
    const c1 = container('c1');
    const key = containerBackOffKey(pod(), c1, hashContainer(c1));
    const records = [
      sandbox(),
      running('c0'),
      running('c2'),
      running('c1', { id: 'c1-1', attempt: 1 }),
      exited('c1', 137),
    ];
    records[4] = {
      ...exited('c1', 137),
      createdAt: NOW - 120_000,
      createdAtNano: new Date(NOW - 120_000).toISOString(),
    };
    const backOff = new Map([[key, { windowMs: 20_000, updatedAt: NOW - 60_000 }]]);
    const kinds = plan(says('c1-1', 'Liveness', 'Failure'), { records, backOff }).map(({ kind }) => kind);
    expect(kinds).toEqual(['KillContainer', 'Wait']);
  });

  it('a preStop hook is part of the kill, where there is time for it', () => {
    const withHook = container('c1', { lifecycle: { preStop: { exec: { command: ['true'] } } } });
    const at = (terminationGracePeriodSeconds: number, graceOverride?: number) => {
      const spec = { containers: [withHook], terminationGracePeriodSeconds };
      const records = [sandbox(), running('c1')];
      const termination = { because: { code: 'ManifestGone' as const, facts: {} }, since: NOW };
      const override = graceOverride === undefined ? {} : { graceOverride };
      const [kill] = planPod(planInput({ pod: pod(spec), records, termination, ...override }));
      return kill?.kind === 'KillContainer' ? [kill.graceSeconds, kill.hook] : [];
    };
    expect(at(30)).toEqual([30, { seconds: 30, spendsGrace: true }]);
    expect(at(1)).toEqual([2, { seconds: 1, spendsGrace: true }]);
    expect(at(0)).toEqual([2, undefined]);
    expect(at(30, 0)).toEqual([0, { seconds: 30, spendsGrace: false }]);
  });
});

describe('planStatus', () => {
  const status = (probes: ProbeFacts) => {
    const records = [sandbox(), running('c0'), running('c1'), running('c2')];
    const { containerStatuses = [] } = planStatus({ pod: pod(), records, startErrors: new Map(), probes, now: NOW });
    const { started, ready } = containerStatuses.find(({ name }) => name === 'c1') ?? {};
    return { started, ready };
  };

  it.each([
    ['nobody asks', { verdicts: new Map(), probed: new Map() }, true, true],
    [
      'readiness is still to answer',
      { verdicts: new Map(), probed: new Map([['c1', new Set(['Readiness'])]]) },
      true,
      false,
    ],
    ['readiness has failed', says('c1-0', 'Readiness', 'Failure'), true, false],
    ['readiness has succeeded', says('c1-0', 'Readiness', 'Success'), true, true],
    [
      'startup is still to answer',
      { verdicts: new Map(), probed: new Map([['c1', new Set(['Startup'])]]) },
      false,
      false,
    ],
    ['startup is unknown', says('c1-0', 'Startup', 'Unknown'), false, false],
    ['startup has succeeded', says('c1-0', 'Startup', 'Success'), true, true],
    [
      'startup has, readiness is still to answer',
      says('c1-0', 'Startup', 'Success', ['Startup', 'Readiness']),
      true,
      false,
    ],
    [
      'readiness has, startup is still to answer',
      says('c1-0', 'Readiness', 'Success', ['Startup', 'Readiness']),
      false,
      false,
    ],
  ] as const)('%s', (_, probes, started, ready) => {
    expect(status(probes as ProbeFacts)).toEqual({ started, ready });
  });
});
