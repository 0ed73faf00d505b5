import { describe, expect, it } from 'vitest';
import { evaluateCheck } from './evaluate';
import { context, labView, manifest, NOW } from './view-fixture';

const broken = {
  file: 'sign.yaml',
  state: 'rejected',
  problems: [{ code: 'UnknownKind', severity: 'error', message: 'no kind "Pot"', line: 2 }],
} as const;
/** A broken manifest yields no pod that it could be told by. */
const { podUid: _uid, podName: _name, ...sign } = manifest({ ...broken, problems: [...broken.problems] });

describe('a manifest check without a file', () => {
  it('means the file that is called like the pod while it yields none', () => {
    const view = labView({ manifests: { 'nginx.yaml': manifest({ modifiedAt: NOW }), 'sign.yaml': sign } });
    const { unmet } = evaluateCheck({ kind: 'manifest', pod: 'sign' }, context(view), 'task');
    expect(unmet).toMatchObject({ key: 'manifest.rejected', facts: { file: 'sign.yaml', line: 2 } });
  });

  it('prefers the file that yields the pod, whatever it is called', () => {
    const other = manifest({ file: 'new.yaml', podUid: 'u2', podName: 'sign-worker1' });
    const view = labView({ manifests: { 'new.yaml': other, 'sign.yaml': sign } });
    expect(evaluateCheck({ kind: 'manifest', pod: 'sign' }, context(view), 'task').state).toBe('met');
  });
});
