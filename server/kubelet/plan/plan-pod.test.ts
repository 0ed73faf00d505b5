// Upstream's TestComputePodActions as a table (kuberuntime_manager_test.go): a sentence, what differs, what is decided.
import { describe, expect, it } from 'vitest';
import { hashContainer } from '@/lib/k8s/container-hash';
import { type BackOffTable, containerBackOffKey, imageBackOffKey, sandboxBackOffKey } from '../backoff';
import { brief } from './brief';
import { container, exited, NOW, planInput, pod, running, sandbox } from './fixtures';
import type { PodPlanInput } from './plan-input';
import { planPod } from './plan-pod';
import { REMAINS_MS } from './plan-removal';

const planned = (more: Partial<PodPlanInput>): string[] => planPod(planInput(more)).map(brief);

const allRunning = [running('c0'), running('c1'), running('c2')];
const allExited = (code: number) => [exited('c0', code), exited('c1', code), exited('c2', code)];
const never = pod({ restartPolicy: 'Never' });
const onFailure = pod({ restartPolicy: 'OnFailure' });
const killAll = (why: string) => ['c0', 'c1', 'c2'].map((name) => `kill ${name}-0 (30s): ${why}`);

const cases: [sentence: string, input: Partial<PodPlanInput>, decided: string[]][] = [
  ['all containers run: nothing to do', {}, []],
  [
    'a new pod: sandbox 0, then all containers in the order of the spec',
    { records: [] },
    ['sandbox 0: NoSandbox', 'start c0 0: NeverStarted', 'start c1 0: NeverStarted', 'start c2 0: NeverStarted'],
  ],
  [
    'Always: whatever exited is started again',
    { records: [sandbox(), exited('c0', 0), exited('c1', 1), running('c2')] },
    ['start c0 1: ContainerExited', 'start c1 1: ContainerExited'],
  ],
  [
    'OnFailure: only what failed is started again',
    { pod: onFailure, records: [sandbox(), exited('c0', 0), exited('c1', 111), running('c2')] },
    ['start c1 1: ContainerExited'],
  ],
  [
    'Never: nothing is started again',
    { pod: never, records: [sandbox(), exited('c0', 0), exited('c1', 111), running('c2')] },
    [],
  ],
  [
    'Never, and nothing runs any more: the sandbox is stopped',
    { pod: never, records: [sandbox(), ...allExited(1)] },
    ['stop sandbox: PodCompleted'],
  ],
  [
    'the sandbox is dead, Always: everything is killed and made anew',
    { records: [sandbox({ state: 'exited' }), ...allRunning] },
    [
      ...killAll('SandboxDead'),
      'sandbox 1: SandboxDead',
      'start c0 1: SandboxDead',
      'start c1 1: SandboxDead',
      'start c2 1: SandboxDead',
    ],
  ],
  [
    'the sandbox is dead, OnFailure: what has succeeded is not run again',
    { pod: onFailure, records: [sandbox({ state: 'exited' }), exited('c0', 1), exited('c1', 0), exited('c2', 1)] },
    ['sandbox 1: SandboxDead', 'start c0 1: ContainerExited', 'start c2 1: ContainerExited'],
  ],
  [
    'the sandbox has no address: as if it were dead',
    { records: [sandbox({ ip: '' }), ...allRunning] },
    [
      ...killAll('SandboxWithoutAddress'),
      'stop sandbox: SandboxWithoutAddress',
      'sandbox 1: SandboxWithoutAddress',
      'start c0 1: SandboxWithoutAddress',
      'start c1 1: SandboxWithoutAddress',
      'start c2 1: SandboxWithoutAddress',
    ],
  ],
  [
    "a pod on the host's network needs no address",
    { pod: pod({ hostNetwork: true }), records: [sandbox({ ip: '', hostNetwork: true }), ...allRunning] },
    [],
  ],
  [
    'the network mode changed: another sandbox',
    { pod: pod({ hostNetwork: true, containers: [container('c0')] }), records: [sandbox(), running('c0')] },
    [
      'kill c0-0 (30s): SandboxNetworkChanged',
      'stop sandbox: SandboxNetworkChanged',
      'sandbox 1: SandboxNetworkChanged',
      'start c0 1: SandboxNetworkChanged',
    ],
  ],
  [
    'two sandboxes run: both go',
    {
      pod: pod({ containers: [container('c0')] }),
      records: [sandbox({ id: 'old' }), sandbox({ id: 'new', attempt: 1, createdAt: NOW - 1 }), running('c0')],
    },
    [
      'kill c0-0 (30s): SandboxesTooMany',
      'stop new: SandboxesTooMany',
      'stop old: SandboxesTooMany',
      'sandbox 2: SandboxesTooMany',
      'start c0 1: SandboxesTooMany',
    ],
  ],
  [
    'the sandbox was removed: attempt 0 again, and the containers that lost their network are killed',
    { pod: pod({ containers: [container('c0')] }), records: [running('c0')] },
    ['kill c0-0 (30s): NoSandbox', 'sandbox 0: NoSandbox', 'start c0 1: NoSandbox'],
  ],
  [
    'the definition of a running container changed: restarted in place, whatever the policy',
    { pod: never, records: [sandbox(), running('c0'), running('c1', { hash: 'other' }), running('c2')] },
    ['kill c1-0 (30s): DefinitionChanged', 'start c1 1: DefinitionChanged'],
  ],
  [
    'a container in an unknown state is killed before its restart',
    { records: [sandbox(), running('c0'), running('c1', { state: 'unknown' }), running('c2')] },
    ['kill c1-0 (30s): ContainerUnknown', 'start c1 1: ContainerUnknown'],
  ],
  [
    'a container was removed by someone: started as if for the first time',
    {
      records: [sandbox(), running('c0'), running('c1')],
      previous: {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'c2',
            state: {},
            lastState: {},
            ready: true,
            restartCount: 0,
            image: '',
            imageID: '',
            containerID: 'docker://x',
          },
        ],
      },
    },
    ['start c2 0: ContainerMissing'],
  ],
  [
    'a container was created and never started: a new instance',
    { records: [sandbox(), running('c0'), running('c1'), running('c2', { state: 'created', startedAt: null })] },
    ['start c2 1: ContainerCreatedNotStarted'],
  ],
  [
    'Never, dead sandbox, all exited: no new sandbox',
    { pod: never, records: [sandbox({ state: 'exited' }), ...allExited(1)] },
    [],
  ],
  [
    'OnFailure, dead sandbox, all succeeded: no new sandbox',
    { pod: onFailure, records: [sandbox({ state: 'exited' }), ...allExited(0)] },
    [],
  ],
  [
    'Never, dead sandbox, no container was ever created: a new sandbox',
    { pod: never, records: [sandbox({ state: 'exited' })] },
    ['sandbox 1: SandboxDead', 'start c0 0: NeverStarted', 'start c1 0: NeverStarted', 'start c2 0: NeverStarted'],
  ],
  [
    'Never, the sandbox was removed altogether: the pod is run again',
    { pod: pod({ restartPolicy: 'Never', containers: [container('c0')] }), records: [exited('c0', 0)] },
    ['sandbox 0: NoSandbox', 'start c0 1: ContainerExited'],
  ],
  ['a container that the spec no longer has is left alone', { pod: pod({ containers: [container('c0')] }) }, []],
  [
    'a finished pod is never started again',
    { finished: { code: 'PodFinished', facts: {} }, records: [sandbox(), ...allExited(1)] },
    ['stop sandbox: PodFinished'],
  ],
];

describe('planPod', () => {
  it.each(cases)('%s', (_sentence, input, decided) => {
    expect(planned(input)).toEqual(decided);
  });

  it('kills with at least two seconds of grace', () => {
    const spec = pod({ terminationGracePeriodSeconds: 0, containers: [container('c0')] });
    expect(planned({ pod: spec, records: [running('c0')] })[0]).toBe('kill c0-0 (2s): NoSandbox');
  });
});

describe('planPod in back-off', () => {
  const c1 = container('c1');
  const key = containerBackOffKey(pod(), c1, hashContainer(c1));
  const backOff: BackOffTable = new Map([[key, { windowMs: 40_000, updatedAt: NOW - 20_000 }]]);
  const crashed = [sandbox(), running('c0'), exited('c1', 1), running('c2')];

  it('waits until the window, counted from the end of the last instance, is over', () => {
    expect(planned({ records: crashed, backOff })).toEqual(['wait c1 30s of 40s: CrashLoopBackOff']);
    expect(planned({ records: crashed, backOff, now: NOW + 30_000 })).toEqual(['start c1 1: BackOffOver']);
  });

  it('does not make a changed definition wait', () => {
    const changed = pod({ containers: [container('c0'), container('c1', { image: 'other:1' }), container('c2')] });
    expect(planned({ pod: changed, records: crashed, backOff })).toEqual(['start c1 1: ContainerExited']);
  });

  it('holds in a new sandbox as well', () => {
    const one = pod({ containers: [c1] });
    expect(planned({ pod: one, records: [exited('c1', 1)], backOff })).toEqual([
      'sandbox 0: NoSandbox',
      'wait c1 30s of 40s: CrashLoopBackOff',
    ]);
  });

  it('waits for a pull, unless the image has come in another way', () => {
    const one = pod({ containers: [container('c0')] });
    const pulls: BackOffTable = new Map([
      [imageBackOffKey(one, 'busybox:1'), { windowMs: 10_000, updatedAt: NOW - 4_000 }],
    ]);
    const input = { pod: one, records: [sandbox()], backOff: pulls };
    expect(planned(input)).toEqual(['wait c0 6s of 10s: ImagePullBackOff']);
    expect(planned({ ...input, presentImages: new Set(['busybox:1']) })).toEqual(['start c0 0: NeverStarted']);
  });

  it('waits before it tries a failing sandbox again', () => {
    const one = pod({ containers: [container('c0')] });
    const failing: BackOffTable = new Map([[sandboxBackOffKey(one), { windowMs: 20_000, updatedAt: NOW - 5_000 }]]);
    expect(planned({ pod: one, records: [], backOff: failing })).toEqual(['wait POD 15s of 20s: CrashLoopBackOff']);
  });
});

describe('planPod for the dead', () => {
  it('keeps one dead instance of each container', () => {
    const records = [
      sandbox(),
      running('c0', { id: 'c0-3', attempt: 3, createdAt: NOW - 1 }),
      exited('c0', 1, { id: 'c0-2', attempt: 2, createdAt: NOW - 2 }),
      exited('c0', 1, { id: 'c0-1', attempt: 1, createdAt: NOW - 3 }),
    ];
    expect(planned({ pod: pod({ containers: [container('c0')] }), records })).toEqual(['remove c0-1: OldInstance']);
  });

  it('removes a dead sandbox when no kept container belongs to it', () => {
    const records = [
      sandbox({ id: 'new', attempt: 1, createdAt: NOW - 1 }),
      sandbox({ id: 'old', state: 'exited' }),
      running('c0', { sandboxId: 'new' }),
    ];
    const one = pod({ containers: [container('c0')] });
    expect(planned({ pod: one, records })).toEqual(['remove old: SandboxLeftover']);
    expect(
      planned({
        pod: one,
        records: [...records, exited('c0', 1, { id: 'c0-dead', sandboxId: 'old', createdAt: NOW - 90_000 })],
      }),
    ).toEqual([]);
  });

  const termination = { because: { code: 'ManifestGone' as const, facts: { source: 'file' } }, since: NOW };

  it('ends a pod: containers, then the sandbox', () => {
    expect(planned({ termination })).toEqual([...killAll('ManifestGone'), 'stop sandbox: ManifestGone']);
  });

  it('lets what is left be looked at before it goes', () => {
    const records = [sandbox({ state: 'exited', finishedAt: NOW }), exited('c0', 143, { finishedAt: NOW })];
    expect(planned({ termination, records, now: NOW + REMAINS_MS - 1 })).toEqual([]);
    expect(planned({ termination, records, now: NOW + REMAINS_MS })).toEqual([
      'remove c0-0: ManifestGone',
      'remove sandbox: ManifestGone',
    ]);
  });

  it('does not keep what is left for an hour because the clock was set back by one', () => {
    const records = [sandbox({ state: 'exited', finishedAt: NOW })];
    expect(planned({ termination, records, now: NOW - 3_600_000 })).toEqual(['remove sandbox: ManifestGone']);
  });
});
