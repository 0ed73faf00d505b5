// Statuses as the real kubelet 1.20.2 reported them (GET /pods, recorded), up to ids and times.
import { describe, expect, it } from 'vitest';
import type { ContainerStatus, PodSpec, PodStatus } from '@/lib/k8s/types';
import { container, exited, NOW, pod, running, sandbox } from './fixtures';
import type { PodStatusInput, StartError } from './plan-input';
import { planStatus } from './plan-status';
import { podPhase } from './pod-phase';
import { toTimestamp } from './timestamp';

const one = (spec: Partial<PodSpec> = {}) => pod({ containers: [container('c')], ...spec });
const status = (more: Partial<PodStatusInput>): PodStatus =>
  planStatus({ pod: one(), records: [], startErrors: new Map(), now: NOW, ...more });
const time = (seconds: number) => toTimestamp(NOW + seconds * 1000);
const terminated = (exitCode: number, reason: string, name = 'c') => ({
  exitCode,
  reason,
  startedAt: time(-60),
  finishedAt: time(-10),
  containerID: `docker://${name}-0`,
});
const condition = (type: string, value: 'True' | 'False', more = {}) => ({
  type,
  status: value,
  lastProbeTime: null,
  lastTransitionTime: time(0),
  ...more,
});
const unready = { reason: 'ContainersNotReady', message: 'containers with unready status: [c]' };

describe('planStatus', () => {
  it('reports a running pod field by field, in the order of the API', () => {
    const expected = {
      phase: 'Running',
      conditions: [
        condition('Initialized', 'True'),
        condition('Ready', 'True'),
        condition('ContainersReady', 'True'),
        condition('PodScheduled', 'True'),
      ],
      podIP: '10.0.0.2',
      podIPs: [{ ip: '10.0.0.2' }],
      startTime: time(0),
      containerStatuses: [
        {
          name: 'c',
          state: { running: { startedAt: time(-60) } },
          lastState: {},
          ready: true,
          restartCount: 0,
          image: 'busybox:1',
          imageID: 'docker://sha256:1',
          containerID: 'docker://c-0',
          started: true,
        },
      ],
      qosClass: 'BestEffort',
    };
    expect(JSON.stringify(status({ records: [sandbox(), running('c')] }))).toBe(JSON.stringify(expected));
  });

  it('reports a pod of which nothing exists yet as ContainerCreating', () => {
    const { phase, conditions, containerStatuses, podIP } = status({});
    expect(phase).toBe('Pending');
    expect(podIP).toBeUndefined();
    expect(conditions).toContainEqual(condition('Ready', 'False', unready));
    expect(containerStatuses).toEqual([
      {
        name: 'c',
        state: { waiting: { reason: 'ContainerCreating' } },
        lastState: {},
        ready: false,
        restartCount: 0,
        image: 'busybox:1',
        imageID: '',
        started: false,
      },
    ]);
  });

  it('shows how a container ended until it is known to wait', () => {
    const records = [sandbox(), exited('c', 137)];
    expect(status({ records }).containerStatuses?.[0]).toMatchObject({
      state: { terminated: terminated(137, 'Error') },
      lastState: {},
      ready: false,
      started: false,
    });
    expect(status({ records }).phase).toBe('Running');
  });

  it('moves the end to lastState when the container waits for its back-off', () => {
    const message = 'back-off 40s restarting failed container=c pod=web-node1_default(uid)';
    const startErrors = new Map<string, StartError>([['c', { reason: 'CrashLoopBackOff', message }]]);
    const records = [
      sandbox(),
      exited('c', 0, { attempt: 3 }),
      exited('c', 0, { id: 'c-old', attempt: 2, createdAt: NOW - 90_000 }),
    ];
    const { phase, containerStatuses } = status({ records, startErrors });
    expect(phase).toBe('Running');
    expect(containerStatuses?.[0]).toMatchObject({
      state: { waiting: { reason: 'CrashLoopBackOff', message } },
      lastState: { terminated: terminated(0, 'Completed') },
      restartCount: 3,
      containerID: 'docker://c-0',
    });
  });

  it('is Pending while an image can not be pulled', () => {
    const startErrors = new Map<string, StartError>([['c', { reason: 'ErrImagePull', message: 'rpc error' }]]);
    const { phase, podIP, containerStatuses } = status({ records: [sandbox()], startErrors });
    expect([phase, podIP]).toEqual(['Pending', '10.0.0.2']);
    expect(containerStatuses?.[0]).toMatchObject({ state: { waiting: { reason: 'ErrImagePull' } }, imageID: '' });
  });

  it('completes: Succeeded with PodCompleted, and stays so whatever happens to the records', () => {
    const never = one({ restartPolicy: 'Never' });
    const done = status({ pod: never, records: [sandbox(), exited('c', 0)] });
    expect(done).toMatchObject({
      phase: 'Succeeded',
      podIP: '10.0.0.2',
      conditions: [
        condition('Initialized', 'True', { reason: 'PodCompleted' }),
        condition('Ready', 'False', { reason: 'PodCompleted' }),
        condition('ContainersReady', 'False', { reason: 'PodCompleted' }),
        condition('PodScheduled', 'True'),
      ],
    });
    expect(status({ pod: never, records: [], previous: done, now: NOW + 60_000 })).toBe(done);
  });

  it('gives the reason of an end', () => {
    const reasonOf = (more: Parameters<typeof exited>[2], code = 1) =>
      status({ pod: one({ restartPolicy: 'Never' }), records: [sandbox(), exited('c', code, more)] })
        .containerStatuses?.[0]?.state.terminated;
    expect(reasonOf({ oomKilled: true }, 137)).toMatchObject({ reason: 'OOMKilled', exitCode: 137 });
    expect(reasonOf({ message: 'DONE' })).toMatchObject({ reason: 'Error', message: 'DONE' });
    expect(reasonOf({ startedAt: null, finishedAt: null, error: 'no such file' }, 127)).toEqual({
      exitCode: 127,
      reason: 'ContainerCannotRun',
      message: 'no such file',
      startedAt: time(-60),
      finishedAt: time(-60),
      containerID: 'docker://c-0',
    });
  });

  it('remembers restarts and the last state of a container that someone removed', () => {
    const previous = status({
      records: [sandbox(), running('c', { attempt: 2 }), exited('c', 1, { id: 'c-old', createdAt: 0 })],
    });
    expect(status({ records: [sandbox()], previous }).containerStatuses?.[0]).toMatchObject({
      state: { waiting: { reason: 'ContainerCreating' } },
      restartCount: 2,
      lastState: { terminated: { exitCode: 1 } },
    });
  });

  it('keeps the time of a condition until its status changes', () => {
    const previous = status({ records: [sandbox()] });
    const { conditions, startTime } = status({ records: [sandbox(), running('c')], previous, now: NOW + 5_000 });
    expect(startTime).toBe(time(0));
    expect(conditions?.map(({ type, lastTransitionTime }) => [type, lastTransitionTime])).toEqual([
      ['Initialized', time(0)],
      ['Ready', time(5)],
      ['ContainersReady', time(5)],
      ['PodScheduled', time(0)],
    ]);
  });

  it('fails a pod that was active for too long, without conditions, as observed', () => {
    const deadline = one({ activeDeadlineSeconds: 6 });
    const previous = status({ pod: deadline, records: [sandbox(), running('c')] });
    const late = status({ pod: deadline, records: [sandbox(), running('c')], previous, now: NOW + 6_000 });
    expect(late).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
    expect(late.conditions).toBeUndefined();
    expect(late.containerStatuses?.[0]?.state.running).toBeDefined();
  });

  it("has no address on the host's network", () => {
    const host = sandbox({ hostNetwork: true, ip: '' });
    expect(status({ pod: one({ hostNetwork: true }), records: [host, running('c')] }).podIPs).toBeUndefined();
  });
});

describe('planStatus with init containers', () => {
  const spec = { initContainers: [container('i1'), container('i2')], containers: [container('c')] };
  const of = (more: Partial<PodStatusInput>, policy: Partial<PodSpec> = {}) =>
    status({ pod: pod({ ...spec, ...policy }), ...more });
  const initialized = (more: Partial<PodStatusInput>) =>
    of(more).conditions?.find(({ type }) => type === 'Initialized');
  const incomplete = (names: string) =>
    condition('Initialized', 'False', {
      reason: 'ContainersNotInitialized',
      message: `containers with incomplete status: [${names}]`,
    });
  const waits = { waiting: { reason: 'PodInitializing' } };

  it('lets everything wait as PodInitializing, in the order of the spec, and leaves out `started`', () => {
    const { phase, initContainerStatuses, containerStatuses, conditions } = of({});
    expect(phase).toBe('Pending');
    const waiting = { state: waits, lastState: {}, ready: false, restartCount: 0, image: 'busybox:1', imageID: '' };
    expect(initContainerStatuses).toEqual([
      { name: 'i1', ...waiting },
      { name: 'i2', ...waiting },
    ]);
    expect(containerStatuses).toEqual([{ name: 'c', ...waiting, started: false }]);
    expect(conditions?.[0]).toEqual(incomplete('i1 i2'));
  });

  it('counts the ones that have succeeded as ready and complete', () => {
    const records = [sandbox(), exited('i1', 0), running('i2')];
    expect(of({ records }).phase).toBe('Pending');
    expect(of({ records }).initContainerStatuses?.map(({ ready, started }) => [ready, started])).toEqual([
      [true, undefined],
      [false, undefined],
    ]);
    expect(initialized({ records })).toEqual(incomplete('i2'));
    const all = { records: [sandbox(), exited('i1', 0), exited('i2', 0), running('c')] };
    expect(of(all).phase).toBe('Running');
    expect(initialized(all)).toEqual(condition('Initialized', 'True'));
  });

  it('keeps the pod Pending while a failed one waits, with how it ended as last state', () => {
    const startErrors = new Map<string, StartError>([['i1', { reason: 'CrashLoopBackOff', message: 'back-off 40s' }]]);
    const records = [sandbox(), exited('i1', 3, { attempt: 3 })];
    const { phase, initContainerStatuses } = of({ records, startErrors });
    expect(phase).toBe('Pending');
    expect(initContainerStatuses?.[0]).toMatchObject({
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } },
      lastState: { terminated: terminated(3, 'Error', 'i1') },
      ready: false,
      restartCount: 3,
    });
  });

  it('fails a pod that gives a failed one no second run', () => {
    const failed = of({ records: [sandbox(), exited('i1', 1)] }, { restartPolicy: 'Never' });
    expect(failed.phase).toBe('Failed');
    expect(failed.containerStatuses?.[0]?.state).toEqual(waits);
  });

  it('reports one that has succeeded as it ended, whatever a later start had said', () => {
    const startErrors = new Map<string, StartError>([['i1', { reason: 'CrashLoopBackOff', message: '' }]]);
    const records = [sandbox(), exited('i1', 0), running('i2')];
    expect(of({ records, startErrors }).initContainerStatuses?.[0]?.state).toEqual({
      terminated: terminated(0, 'Completed', 'i1'),
    });
  });

  it('is complete when the pod has succeeded', () => {
    const records = [sandbox(), exited('i1', 0), exited('i2', 0), exited('c', 0)];
    expect(of({ records }, { restartPolicy: 'Never' }).conditions?.[0]).toEqual(
      condition('Initialized', 'True', { reason: 'PodCompleted' }),
    );
  });
});

describe('planStatus with readiness gates', () => {
  it('is not ready: nobody sets the conditions without an API server', () => {
    const gated = one({ readinessGates: [{ conditionType: 'example.com/a' }, { conditionType: 'Initialized' }] });
    const { conditions } = status({ pod: gated, records: [sandbox(), running('c')] });
    expect(conditions?.slice(1, 3)).toEqual([
      condition('Ready', 'False', {
        reason: 'ReadinessGatesNotReady',
        message: 'corresponding condition of pod readiness gate "example.com/a" does not exist.',
      }),
      condition('ContainersReady', 'True'),
    ]);
  });
});

const RUN: ContainerStatus['state'] = { running: { startedAt: '' } };
const ended = (exitCode: number): ContainerStatus['state'] => ({
  terminated: { exitCode, startedAt: null, finishedAt: null },
});
const WAIT: ContainerStatus['state'] = { waiting: { reason: 'x' } };
type Case = [policy: PodSpec['restartPolicy'], a: ContainerStatus['state'], b: ContainerStatus['state'], phase: string];

describe('podPhase', () => {
  const cases: Case[] = [
    ['Always', RUN, RUN, 'Running'],
    ['Always', ended(1), ended(1), 'Running'],
    ['Always', RUN, WAIT, 'Pending'],
    ['OnFailure', ended(0), ended(0), 'Succeeded'],
    ['OnFailure', ended(0), ended(1), 'Running'],
    ['Never', ended(0), ended(1), 'Failed'],
    ['Never', ended(1), RUN, 'Running'],
    ['Never', ended(0), {}, 'Pending'],
  ];
  it.each(cases)('%s %j %j → %s', (restartPolicy, a, b, phase) => {
    const spec = pod({ restartPolicy, containers: [container('a'), container('b')] } as Partial<PodSpec>).spec;
    const of = (name: string, state: ContainerStatus['state']): ContainerStatus => ({
      name,
      state,
      lastState: {},
      ready: false,
      restartCount: 0,
      image: '',
      imageID: '',
    });
    expect(podPhase(spec, [of('a', a), of('b', b)])).toBe(phase);
  });
});
