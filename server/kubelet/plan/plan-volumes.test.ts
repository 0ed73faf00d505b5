import { describe, expect, it } from 'vitest';
import type { StaticPod } from '@/lib/k8s/types';
import { contentOf } from '../volumes/payload';
import { brief } from './brief';
import { container, exited, NO_VOLUMES, NOW, planInput, pod, running, sandbox } from './fixtures';
import { planPod } from './plan-pod';
import { type PodVolumeFacts, VOLUMES_TIMEOUT_MS } from './plan-volumes';

const downwardAPI = { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] };
const spec = {
  volumes: [
    { name: 'a', emptyDir: {} },
    { name: 'b', downwardAPI },
    { name: 'unused', emptyDir: {} },
  ],
  containers: [container('c0', { volumeMounts: ['b', 'a'].map((name) => ({ name, mountPath: `/${name}` })) })],
};
const labelled = (labels: Record<string, string>): StaticPod => {
  const one = pod(spec);
  return { ...one, metadata: { ...one.metadata, labels } };
};
const facts = (more: Partial<PodVolumeFacts>): PodVolumeFacts => ({ ...NO_VOLUMES, ...more });
const content = (one: StaticPod) => contentOf({ name: 'b', downwardAPI }, one, NO_VOLUMES.allocatable);
const mounted = new Map([
  ['a', ''],
  ['b', content(labelled({}))],
]);
const failure = (seconds: number) => ({ message: 'no', until: NOW + seconds * 1000, windowMs: 500 });
const plan = (more: Parameters<typeof planInput>[0]) => planPod(planInput({ pod: labelled({}), ...more })).map(brief);

describe('volumes', () => {
  it('come first, in the order of the spec, and only those in use', () => {
    expect(plan({ records: [] })).toEqual([
      'mount a: VolumeNotMounted',
      'mount b: VolumeNotMounted',
      'sandbox 0: NoSandbox',
      'start c0 0: NeverStarted',
    ]);
  });

  it('that are there need nothing', () => {
    expect(plan({ records: [sandbox(), running('c0')], volumes: facts({ mounted }) })).not.toContain(
      'mount a: VolumeNotMounted',
    );
  });

  it('are written anew when what they hold is no longer true', () => {
    const changed = labelled({ a: '1' });
    const [first] = plan({ pod: changed, records: [], volumes: facts({ mounted }) });
    expect(first).toBe('mount b: VolumeOutdated');
  });

  it('in back-off hold up the whole pod, but not each other', () => {
    const failed = new Map([['a', failure(0.5)]]);
    expect(plan({ records: [], volumes: facts({ failed }) })).toEqual([
      'mount b: VolumeNotMounted',
      'wait POD 0.5s of 0.5s: VolumesNotReady',
    ]);
  });

  it('are named when the pod has waited for two minutes', () => {
    const failed = new Map([['a', failure(60)]]);
    const waits = (since: number) =>
      planPod(
        planInput({
          pod: labelled({}),
          records: [],
          volumes: facts({ mounted: new Map([['b', mounted.get('b') ?? '']]), failed, waitingSince: NOW - since }),
        }),
      );
    expect(waits(VOLUMES_TIMEOUT_MS - 10_000)).toMatchObject([{ kind: 'Wait', until: NOW + 10_000 }]);
    expect(waits(VOLUMES_TIMEOUT_MS)).toMatchObject([{ kind: 'Wait', until: NOW + 60_000, unmounted: 'a' }]);
  });

  it('go when nothing of the pod runs any more', () => {
    const volumes = facts({ mounted, present: ['a', 'b'] });
    const termination = { because: { code: 'ManifestGone', facts: {} } as const, since: NOW };
    const running0 = [sandbox(), running('c0')];
    const done = [sandbox({ state: 'exited', finishedAt: NOW }), exited('c0', 0)];
    expect(plan({ records: running0, volumes, termination })).not.toContain('unmount a: ManifestGone');
    expect(plan({ records: done, volumes, termination }).slice(0, 2)).toEqual([
      'unmount a: ManifestGone',
      'unmount b: ManifestGone',
    ]);
    const finished = { code: 'PodCompleted', facts: {} } as const;
    expect(plan({ records: done, volumes, finished })).toContain('unmount a: PodCompleted');
  });
});
