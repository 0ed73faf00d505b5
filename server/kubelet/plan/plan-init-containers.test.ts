// Upstream's TestComputePodActionsWithInitContainers as a table (kuberuntime_manager_test.go), and what follows a new sandbox.
import { describe, expect, it } from 'vitest';
import type { PodSpec } from '@/lib/k8s/types';
import { brief } from './brief';
import { container, exited, NOW, planInput, pod, running, sandbox } from './fixtures';
import type { PodPlanInput } from './plan-input';
import { planPod } from './plan-pod';

const INITS = ['i0', 'i1', 'i2'];
const withInits = (spec: Partial<PodSpec> = {}) =>
  pod({ initContainers: INITS.map((name) => container(name)), ...spec });
const planned = (more: Partial<PodPlanInput>): string[] => planPod(planInput({ pod: withInits(), ...more })).map(brief);

const never = withInits({ restartPolicy: 'Never' });
const onFailure = withInits({ restartPolicy: 'OnFailure' });
const succeeded = INITS.map((name) => exited(name, 0));
const lastFailed = [exited('i0', 0), exited('i1', 0), exited('i2', 1)];
const dead = sandbox({ state: 'exited' });
const startRegular = ['c0', 'c1', 'c2'].map((name) => `start ${name} 0: InitContainersDone`);
const forget = (why: string) => INITS.map((name) => `remove ${name}-0: ${why}`);

const cases: [sentence: string, input: Partial<PodPlanInput>, decided: string[]][] = [
  [
    'a new pod: a sandbox and the first one',
    { records: [] },
    ['sandbox 0: NoSandbox', 'start i0 0: InitContainersFirst'],
  ],
  ['a sandbox and nothing else: the first one', { records: [sandbox()] }, ['start i0 0: InitContainersFirst']],
  ['the first one runs: nothing', { records: [sandbox(), running('i0')] }, []],
  [
    'the first one has succeeded: the second',
    { records: [sandbox(), exited('i0', 0)] },
    ['start i1 0: InitContainerDone'],
  ],
  ['the last one runs, earlier ones were collected: nothing', { records: [sandbox(), running('i2')] }, []],
  ['all have succeeded: all regular containers', { records: [sandbox(), ...succeeded] }, startRegular],
  [
    'the last one has succeeded, earlier ones were collected: they do not run again',
    { records: [sandbox(), exited('i2', 0)] },
    startRegular,
  ],
  [
    'one was created and never started: as if it were not there',
    { records: [sandbox(), exited('i0', 0), running('i1', { state: 'created', startedAt: null })] },
    ['start i1 1: InitContainerDone'],
  ],
  ['the last one failed, Always: it again', { records: [sandbox(), ...lastFailed] }, ['start i2 1: ContainerExited']],
  [
    'the last one failed, OnFailure: it again',
    { pod: onFailure, records: [sandbox(), ...lastFailed] },
    ['start i2 1: ContainerExited'],
  ],
  [
    'the last one failed, Never: the pod is over',
    { pod: never, records: [sandbox(), ...lastFailed] },
    ['stop sandbox: InitContainerFailed'],
  ],
  [
    'one that could not be started has failed',
    { records: [sandbox(), running('i0', { state: 'created', startedAt: null, exitCode: 127 })] },
    ['start i0 1: ContainerExited'],
  ],
  [
    'one in an unknown state is killed first',
    { records: [sandbox(), running('i0', { state: 'unknown' })] },
    ['kill i0-0 (30s): ContainerUnknown', 'start i0 1: ContainerUnknown'],
  ],
  [
    'one in an unknown state, Never: the pod is over',
    { pod: never, records: [sandbox(), running('i0', { state: 'unknown' })] },
    ['stop sandbox: InitContainerFailed'],
  ],
  [
    'regular containers are not looked at before initialization is done',
    { records: [sandbox(), running('i0'), running('c0', { hash: 'other' }), exited('c1', 1)] },
    [],
  ],
  [
    'the sandbox is dead while one runs: all over again',
    { records: [dead, exited('i0', 0), running('i1')] },
    [
      'kill i1-0 (30s): SandboxDead',
      'remove i0-0: SandboxDead',
      'remove i1-0: SandboxDead',
      'sandbox 1: SandboxDead',
      'start i0 1: InitContainersFirst',
    ],
  ],
  [
    'the sandbox is dead and all had succeeded, Always: initialized again',
    { records: [dead, ...succeeded, running('c0')] },
    [
      'kill c0-0 (30s): SandboxDead',
      ...forget('SandboxDead'),
      'sandbox 1: SandboxDead',
      'start i0 1: InitContainersFirst',
    ],
  ],
  [
    'the sandbox is dead, OnFailure, everything has succeeded: no new sandbox',
    { pod: onFailure, records: [dead, ...succeeded, exited('c0', 0), exited('c1', 0), exited('c2', 0)] },
    [],
  ],
  [
    'the sandbox is dead, OnFailure, one regular container has not: initialized again',
    { pod: onFailure, records: [dead, exited('i2', 0), exited('c0', 0), exited('c1', 1), exited('c2', 0)] },
    ['remove i2-0: SandboxDead', 'sandbox 1: SandboxDead', 'start i0 0: InitContainersFirst'],
  ],
  ['the sandbox is dead, Never, one has run: no new sandbox', { pod: never, records: [dead, exited('i0', 0)] }, []],
  [
    'the sandbox is dead, Never, nothing was ever created: a new one',
    { pod: never, records: [dead] },
    ['sandbox 1: SandboxDead', 'start i0 0: InitContainersFirst'],
  ],
  [
    'of each only the newest dead instance is kept',
    {
      records: [
        sandbox(),
        exited('i0', 0, { id: 'i0-1', attempt: 1 }),
        exited('i0', 1, { createdAt: NOW - 90_000 }),
        running('i1'),
      ],
    },
    ['remove i0-0: OldInstance'],
  ],
];

describe('planPod with init containers', () => {
  it.each(cases)('%s', (_sentence, input, decided) => {
    expect(planned(input)).toEqual(decided);
  });
});
