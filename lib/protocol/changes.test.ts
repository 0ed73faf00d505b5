import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, diff } from './changes';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('diff and apply', () => {
  it('turn any view into any other', () => {
    const json = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(plain(apply(before, diff(before, after)))).toEqual(plain(after));
      }),
    );
  });
  it('say nothing when nothing changed', () => {
    expect(diff({ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2 }] } })).toEqual([]);
  });
  it('name only what changed', () => {
    const before = { pods: { a: { phase: 'Pending', ip: '' }, b: { phase: 'Running' } } };
    const after = { pods: { a: { phase: 'Running', ip: '' }, c: { phase: 'Pending' } } };
    expect(diff(before, after)).toEqual([
      { op: 'set', path: ['pods', 'a', 'phase'], value: 'Running' },
      { op: 'unset', path: ['pods', 'b'] },
      { op: 'set', path: ['pods', 'c'], value: { phase: 'Pending' } },
    ]);
  });
  it('see fields that every object seems to have', () => {
    expect(diff({}, { constructor: 1 })).toEqual([{ op: 'set', path: ['constructor'], value: 1 }]);
    expect(diff({ a: { valueOf: 1 } }, { a: { toString: 1 } })).toHaveLength(2);
  });
  it('share what they do not touch, and never change the old view', () => {
    const before = { a: { x: 1 }, b: { y: 2 } };
    const after = apply(before, [{ op: 'set', path: ['a', 'x'], value: 3 }]);
    expect(after.b).toBe(before.b);
    expect(before.a.x).toBe(1);
  });
  it('cannot reach a prototype', () => {
    apply({}, [{ op: 'set', path: ['__proto__', 'polluted'], value: true }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
