import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from './to-yaml';

it('reads back as what it was', () => {
  const json = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { minKeys: 1 });
  fc.assert(
    fc.property(json, (value) => {
      expect(parse(toYaml(value), { version: '1.2' })).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('is written as people write it', () => {
  expect(toYaml({ phase: 'Running', podIPs: [{ ip: '172.17.0.2' }], empty: [], on: 'no' })).toBe(
    'phase: Running\npodIPs:\n- ip: "172.17.0.2"\nempty: []\n"on": "no"',
  );
});
