import { describe, expect, it } from 'vitest';
import { FILE, lab, nginx } from './lab-fixture';

describe('a manifest', () => {
  const file = { file: 'nginx.yaml', bytes: 9, revision: 'r1', modifiedAt: 5, ignored: false, problems: [] };
  const problem = { code: 'Required', severity: 'error', message: 'spec.containers: Required value', line: 4 } as const;
  const withFile = (fields = {}) =>
    lab()
      .runKubelet()
      .change((s) => ({ ...s, workspace: { exists: true, files: { 'nginx.yaml': { ...file, ...fields } } } }));
  const manifest = (node: ReturnType<typeof lab>) => node.view().manifests['nginx.yaml'];

  it('is unread until the kubelet has read this very content', () => {
    const node = withFile();
    expect(manifest(node)).toMatchObject({ state: 'unread', problems: [] });
    node.say({ type: 'manifestRead', file: FILE, revision: 'r1', pod: nginx, problems: [], state: 'applied' });
    expect(manifest(node)).toMatchObject({ state: 'applied', podUid: 'u1', podName: 'nginx-worker1' });
    node.say({ type: 'podAdded', pod: nginx, file: FILE });
    node.change((s) => ({ ...s, workspace: { exists: true, files: { 'nginx.yaml': { ...file, revision: 'r2' } } } }));
    expect(manifest(node)).toMatchObject({ state: 'unread', podUid: 'u1' });
    expect(manifest(node.endKubelet(0))).toMatchObject({ state: 'unread' });
  });

  it('is rejected with its problems, and says until when its old pod lives', () => {
    const node = withFile().say({ type: 'podAdded', pod: nginx, file: FILE });
    node.say({
      type: 'manifestRead',
      file: FILE,
      revision: 'r1',
      problems: [problem],
      state: 'rejected',
      dropsAt: 20_000,
    });
    expect(manifest(node)).toMatchObject({ state: 'rejected', problems: [problem], dropsAt: 20_000, podUid: 'u1' });
    expect(Object.values(node.view().decisions)).toMatchObject([
      { kind: 'observed', what: 'ManifestRejected', facts: { file: 'nginx.yaml', line: 4 } },
    ]);
    node.say({
      type: 'manifestRead',
      file: FILE,
      revision: 'r1',
      problems: [problem],
      state: 'rejected',
      dropsAt: 20_000,
    });
    expect(Object.keys(node.view().decisions)).toHaveLength(1);
    node.say({ type: 'manifestGone', file: FILE });
    expect(manifest(node)?.state).toBe('unread');
  });

  it('is ignored when no kubelet reads such a thing', () => {
    const node = withFile({ ignored: true, revision: '', problems: [{ ...problem, code: 'IsDirectory' }] });
    expect(manifest(node)).toMatchObject({ state: 'ignored', problems: [{ code: 'IsDirectory' }] });
  });
});
