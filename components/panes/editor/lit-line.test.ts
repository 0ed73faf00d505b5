import { describe, expect, it } from 'vitest';
import type { BecauseCode } from '@/lib/protocol/view';
import { litLine } from './lit-line';

const TEXT = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  restartPolicy: Always
  containers:
    - name: one
      image: a
    - image: b
      name: two
`;
const because = (code: BecauseCode) => ({ because: { code, facts: {} }, container: 'two' });

describe('the lit line', () => {
  it.each<[BecauseCode, number]>([
    ['ContainerExited', 6],
    ['BackOff', 6],
    ['NeverStarted', 11],
    ['PullBackOff', 10],
    ['NoSandbox', 4],
  ])('%s: line %i', (code, line) => {
    expect(litLine(TEXT, because(code))).toBe(line);
  });
  it('is the container when the policy is left to its default', () => {
    expect(litLine(TEXT.replace('  restartPolicy: Always\n', ''), because('ContainerExited'))).toBe(10);
  });
  it.each<[string, string, BecauseCode]>([
    ['a reason that no line causes', TEXT, 'AllAsDesired'],
    ['a text that can not be read', '{', 'NoSandbox'],
    ['an empty file', '', 'NoSandbox'],
  ])('there is none for %s', (_case, text, code) => {
    expect(litLine(text, because(code))).toBeUndefined();
  });
});
