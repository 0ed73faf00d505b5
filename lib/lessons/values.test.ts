import { describe, expect, it } from 'vitest';
import { areValuesOf, drawValues, fillValues, fillValuesIn, valuesIn } from './values';
import { valuesSchema } from './values-schema';

const DEFINED = valuesSchema.parse({ pod: { of: ['ahorn', 'birke', 'eiche'] }, port: { from: 8081, to: 8083 } });

describe('drawing', () => {
  it.each([
    [0, 'ahorn', '8081'],
    [0.34, 'birke', '8082'],
    [0.999999, 'eiche', '8083'],
  ])('reaches both ends: %f', (random, pod, port) => {
    expect(drawValues(DEFINED, () => random)).toEqual({ pod, port });
  });

  it('knows what it could have drawn', () => {
    expect(areValuesOf(DEFINED, { pod: 'birke', port: '8082' })).toBe(true);
    for (const values of [
      { pod: 'birke' },
      { pod: 'fichte', port: '8082' },
      { pod: 'birke', port: '9000' },
      { pod: 'birke', port: 'x' },
    ]) {
      expect(areValuesOf(DEFINED, values as Record<string, string>)).toBe(false);
    }
  });
});

it.each([
  { Pod: { of: ['a', 'b'] } },
  { pod: { of: ['only'] } },
  { pod: { of: ['Upper', 'case'] } },
  { port: { from: 2, to: 2 } },
  { port: { from: 1, to: 99_999 } },
  { port: { from: 1, to: 2, step: 1 } },
])('does not declare %j', (values) => {
  expect(valuesSchema.safeParse(values).success).toBe(false);
});

describe('filling', () => {
  it('puts in what is known', () => {
    expect(fillValues('{{value:pod}} {{value:other}} {{container:pod}}', { pod: 'birke' })).toBe(
      'birke {{value:other}} {{container:pod}}',
    );
  });

  it('waits for the values: prose with a mark, code as it is', () => {
    const page = {
      title: 'on {{value:port}}',
      blocks: [{ kind: 'code', role: 'run', text: 'curl :{{value:port}}' }],
      n: 1,
    };
    expect(fillValuesIn(page, undefined)).toEqual({ ...page, title: 'on …' });
    expect(fillValuesIn(page, { port: '8081' })).toEqual({
      title: 'on 8081',
      blocks: [{ kind: 'code', role: 'run', text: 'curl :8081' }],
      n: 1,
    });
  });
});

it('finds names with their lines, and what only looks like one', () => {
  expect(valuesIn('a {{value:pod}}\n{{ value:pod }} {{value:Pod}} {{values}}\n{{container:x}} {{value:port}}')).toEqual(
    [
      { line: 1, name: 'pod' },
      { line: 2, malformed: '{{ value:pod }}' },
      { line: 2, malformed: '{{value:Pod}}' },
      { line: 2, malformed: '{{values}}' },
      { line: 3, name: 'port' },
    ],
  );
});
