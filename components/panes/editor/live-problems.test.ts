import { describe, expect, it } from 'vitest';
import type { ContainerView, ManifestView, PodView } from '@/lib/protocol/view';
import { liveProblems } from './live-problems';

const TEXT = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: c
      image: nowhere/nothing:1
`;
const manifest = (change: Partial<ManifestView>): ManifestView => ({
  file: 'web.yaml',
  bytes: 1,
  revision: 'r',
  modifiedAt: 0,
  state: 'applied',
  podUid: 'u',
  podName: 'web-worker1',
  problems: [],
  ...change,
});
const container: ContainerView = {
  name: 'c',
  image: 'nowhere/nothing:1',
  state: 'waiting',
  attempt: 0,
  ready: false,
  restartCount: 0,
  reason: 'ErrImagePull',
  message: 'manifest unknown',
  instances: [],
};
// Only what liveProblems looks at.
const pod = (container: ContainerView) => ({
  u: { file: 'web.yaml', containers: [container] } as Partial<PodView> as PodView,
});

describe('problems after reading', () => {
  it('an image that is not there stands at its line, with the engine’s words', () => {
    const [found] = liveProblems(TEXT, manifest({}), { manifests: {}, pods: pod(container) }, 'de');
    expect(found).toMatchObject({ severity: 'error', line: 8 });
    expect(found?.text).toMatch(/nowhere\/nothing:1.*manifest unknown/);
  });
  it('a container that waits for its turn is no problem', () => {
    const waiting = { ...container, reason: 'CrashLoopBackOff' };
    expect(liveProblems(TEXT, manifest({}), { manifests: {}, pods: pod(waiting) }, 'en')).toEqual([]);
  });
  it('a pod that another file names stands at the name and says which file wins', () => {
    const loser = manifest({ state: 'conflict' });
    const manifests = { a: loser, b: manifest({ file: 'z.yaml' }) };
    const [found] = liveProblems(TEXT, loser, { manifests, pods: {} }, 'en');
    expect(found).toMatchObject({ severity: 'warning', line: 4 });
    expect(found?.text).toContain('z.yaml');
  });
});
