import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldType, structFields, structNames, structType } from '@/lib/k8s/schema';
import { decodePod } from './decode';
import { podDecodeError } from './decode-error-text';
import { readJson } from './read-json';
import { readManifest } from './read-manifest';

/** Structs that are carried without being looked into. */
const OPEN = /VolumeSource$|FlexVolumeSource$|^v1\.(PodStatus|ManagedFieldsEntry|EphemeralContainer)$/;

function leaves(type: FieldType): FieldType {
  return type.kind === 'list' || type.kind === 'map' ? leaves(type.of) : type;
}

/** Hundreds of texts: a busy machine takes its time, ms. */
const PATIENCE = 60_000;

describe('the table of fields', () => {
  it('names no struct that is missing by mistake', () => {
    const types = structNames().flatMap((name) => structFields(name).map((field) => leaves(field.type)));
    const open = types.filter(({ kind }) => kind === 'open').map(({ goName }) => goName);
    expect(open.filter((name) => !OPEN.test(name))).toEqual([]);
  });

  it('has no line that cannot be read, and no name twice', () => {
    for (const name of structNames()) {
      const names = structFields(name).map(({ json }) => json);
      expect(
        names.every((json) => /^\w+$/.test(json)),
        name,
      ).toBe(true);
      expect(new Set(names).size, name).toBe(names.length);
    }
  });
});

const scalar = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('250m', '1Gi', 'x', '', '80', 1.5, 70000000000),
  fc.constant(null),
);

/** Values of about the right shape: mostly what the field takes, now and then anything. */
function fieldValue(type: FieldType, depth: number): fc.Arbitrary<unknown> {
  const right = rightValue(type, depth);
  const anything = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 2 }),
    fc.dictionary(fc.string(), scalar, { maxKeys: 2 }),
  );
  return fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: anything });
}

function rightValue(type: FieldType, depth: number): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'string':
      return fc.string({ maxLength: 8 });
    case 'bool':
      return fc.boolean();
    case 'int32':
    case 'int64':
      return fc.integer({ min: -5, max: 100_000 });
    case 'quantity':
      return fc.constantFrom('1', '250m', '64Mi', 2);
    case 'intOrString':
      return fc.constantFrom(80, 'http');
    case 'time':
      return fc.constant('2026-11-23T16:44:49Z');
    case 'list':
      return fc.array(fieldValue(type.of, depth - 1), { maxLength: 2 });
    case 'map':
      return fc.dictionary(fc.string({ maxLength: 4 }), fieldValue(type.of, depth - 1), { maxKeys: 2 });
    case 'open':
      return fc.constant({});
    case 'struct': {
      if (depth <= 0) return fc.constant({});
      const fields = structFields(type.name).map(({ json, type: of }) => [json, fieldValue(of, depth - 1)] as const);
      return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
    }
  }
}

describe('the two readers of a manifest', () => {
  const pods = fieldValue(structType('Pod'), 5);

  it(
    'agree on what cannot be decoded',
    () => {
      fc.assert(
        fc.property(pods, (pod) => {
          if (typeof pod !== 'object' || pod === null || Array.isArray(pod)) return;
          const json = JSON.stringify(pod);
          const { node } = readJson(json);
          if (node.kind !== 'map') return;
          const located = decodePod(node).problems.filter(({ severity }) => severity === 'error');
          expect(podDecodeError(json) !== null, json).toBe(located.length > 0);
        }),
        { numRuns: 300 },
      );
    },
    PATIENCE,
  );

  it(
    'never throw, whatever the text',
    () => {
      const context = { nodeName: 'n', source: 'file', file: 'f', seenAt: 0, md5: () => 'u' } as const;
      const pieces = fc.constantFrom(
        'apiVersion: v1\n',
        'kind: Pod\n',
        'spec:\n',
        '  containers:\n',
        '  - name: c\n',
        '    image: i\n',
        '{',
        '}',
        '[',
        ']',
        '"',
        '&a ',
        '*a',
        '<<: ',
        ': ',
        '- ',
        '\t',
        '|\n',
        '---\n',
        '!!int ',
        '?',
        '%',
        '@',
        '#',
        '\n',
        ' ',
        'é',
        '\u0000',
        '__proto__: ',
        '1e999',
      );
      const texts = fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 30 }).map((list) => list.join('')),
      );
      fc.assert(
        fc.property(texts, (text) => {
          const result = readManifest(text, context);
          expect(result.ok || (result.message !== '' && result.problems.length > 0)).toBe(true);
          for (const { line = 0, column = 0 } of result.problems) expect(Math.min(line, column)).toBeGreaterThan(0);
        }),
        { numRuns: 2000 },
      );
    },
    PATIENCE,
  );
});
