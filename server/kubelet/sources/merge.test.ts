import { describe, expect, it } from 'vitest';
import type { StaticPod } from '@/lib/k8s/types';
import { mergeSet } from './merge';

const pod = (uid: string, image = 'a', seen = '1'): StaticPod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: uid, namespace: 'default', uid, annotations: { 'kubernetes.io/config.seen': seen } },
  spec: { containers: [{ name: 'c', image }] },
});
const before = new Map([
  ['stays', pod('stays')],
  ['changes', pod('changes')],
  ['goes', pod('goes')],
]);

describe('mergeSet', () => {
  const { after, changes } = mergeSet(before, [pod('stays', 'a', '2'), pod('changes', 'b'), pod('comes')]);
  const uids = (pods: StaticPod[]) => pods.map(({ metadata }) => metadata.uid);

  it('tells additions, updates and removals apart by uid', () => {
    expect([uids(changes.added), uids(changes.updated), uids(changes.removed)]).toEqual([
      ['comes'],
      ['changes'],
      ['goes'],
    ]);
    expect([...after.keys()]).toEqual(['stays', 'changes', 'comes']);
  });

  it('keeps a pod that was only seen again', () => {
    expect(after.get('stays')).toBe(before.get('stays'));
  });
});
