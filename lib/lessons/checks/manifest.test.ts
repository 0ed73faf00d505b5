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

const SIGN = { kind: 'manifest', file: 'sign.yaml', pod: 'sign' } as const;

describe('a manifest check with a file and a pod', () => {
  it('means the file while none yields the pod', () => {
    const view = labView({ manifests: { 'nginx.yaml': manifest({ modifiedAt: NOW }), 'sign.yaml': sign } });
    const { unmet } = evaluateCheck(SIGN, context(view), 'task');
    expect(unmet).toMatchObject({ key: 'manifest.rejected', facts: { file: 'sign.yaml', line: 2 } });
  });

  it('prefers the file that yields the pod, whatever it is called', () => {
    const other = manifest({ file: 'new.yaml', podUid: 'u2', podName: 'sign-worker1' });
    const view = labView({ manifests: { 'new.yaml': other, 'sign.yaml': sign } });
    expect(evaluateCheck(SIGN, context(view), 'task').state).toBe('met');
  });

  it('speaks of no other file when it is gone', () => {
    const view = labView({ manifests: { 'nginx.yaml': manifest() } });
    const { unmet } = evaluateCheck(SIGN, context(view), 'task');
    expect(unmet).toEqual({ key: 'manifest.missing', facts: { file: 'sign.yaml', pod: 'sign' } });
  });
});
