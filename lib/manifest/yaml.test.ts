import { describe, expect, it } from 'vitest';
import { BUSYBOX, codes, NGINX, podOf, read, refusalOf } from './testdata/manifests';

describe('YAML as the real kubelet reads it', () => {
  const labels = (yaml: string) => podOf(BUSYBOX.replace('  name: bb', `  name: bb\n${yaml}`)).metadata.labels;

  it('takes the last of two equal keys, and says so', () => {
    const text = BUSYBOX.replace('name: bb', 'name: first\n  name: bb');
    expect(podOf(text).metadata.name).toBe('bb-worker1');
    expect(codes(text)).toEqual(['DuplicateKey']);
  });

  it('reads the first of several documents, and says so', () => {
    expect(podOf(`# first\n---\n${BUSYBOX}`).metadata.name).toBe('bb-worker1');
    expect(codes(`${BUSYBOX}---\n${NGINX}`)).toEqual(['MoreDocuments']);
    expect(podOf(`${BUSYBOX}---\na: [\n`).metadata.name).toBe('bb-worker1');
  });

  it.each(['yes', 'on', 'y', 'Off', 'NO', 'true'])('takes %s for a boolean', (word) => {
    const result = refusalOf(BUSYBOX.replace('  name: bb', `  name: bb\n  labels: {a: ${word}}`));
    expect(result.problems[0]).toMatchObject({ code: 'WrongType', facts: { found: 'boolean', value: word } });
  });

  it('takes 1:30 and dates for text, 010 for eight, and quoted numbers for text', () => {
    expect(labels('  labels: {a: 2020-01-01, b: "1", c: \'yes\'}')).toEqual({ a: '2020-01-01', b: '1', c: 'yes' });
    expect(podOf(BUSYBOX.replace('Seconds: 2', 'Seconds: 010')).spec.terminationGracePeriodSeconds).toBe(8);
  });

  it('knows anchors and merge keys', () => {
    expect(labels('  annotations: &a {x: "1", y1: "2"}\n  labels: {<<: *a, y1: "3"}')).toEqual({ x: '1', y1: '3' });
  });

  it('is not harmed by __proto__', () => {
    const text = `${BUSYBOX}  __proto__: {polluted: true}\n  nodeSelector: {__proto__: x}\n`;
    expect(read(text).ok).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

// A quadratic reader would take minutes; a busy machine takes some seconds.
describe('hostile input', { timeout: 60_000 }, () => {
  it('follows no more than a hundred aliases', () => {
    const lines = ['a0: &a0 [x, x]'];
    for (let i = 1; i < 10; i += 1)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(codes(lines.join('\n'))).toEqual(['TooManyAliases']);
  });

  it('stops at an anchor that contains itself', () => {
    expect(codes('a: &a [*a]\n')).toEqual(['YamlUnknownAnchor']);
    expect(codes('a: &a {b: *a}\n')).toEqual(['YamlUnknownAnchor']);
  });

  it.each([
    ['flow', 'a: '.concat('['.repeat(5000))],
    ['closed flow', `a: ${'['.repeat(100)}${']'.repeat(100)}`],
    ['block', Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['JSON', `{"a":${'['.repeat(5000)}`],
    ['a megabyte of brackets', `a: ${'['.repeat(1_000_000)}`],
    ['a megabyte of dashes', '- '.repeat(500_000)],
    ['question marks', '? '.repeat(20_000)],
  ])('stops at deep nesting: %s', (_, text) => expect(codes(text)).toContain('TooDeep'));

  it('stops at the first of a million faults', { timeout: 60_000 }, () => {
    expect(refusalOf(']'.repeat(1_000_000)).problems).toHaveLength(1);
    expect(refusalOf('%'.repeat(1_000_000)).problems).toHaveLength(1);
  });

  it('names at most a hundred unknown fields', () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `  contaners${i}: 1`);
    expect(codes(`${BUSYBOX}${lines.join('\n')}\n`)).toHaveLength(100);
  });

  it('refuses what is too large', () => {
    expect(refusalOf(`# ${'x'.repeat(1024 * 1024)}`)).toMatchObject({ message: 'the read limit is reached' });
    expect(codes(`{${' '.repeat(1024 * 1024)}}`)).toEqual(['TooLarge']);
  });
});

describe('common slips of the hand', () => {
  const slip = (spec: string) => {
    const { problems, message } = refusalOf(`apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n${spec}`);
    return { code: problems[0]?.code, line: problems[0]?.line, cause: /pod\((.*)\), please/.exec(message)?.[1] };
  };
  it.each([
    [
      'a field one column short',
      '  containers:\n  - name: c\n   image: i\n',
      'YamlIndent',
      7,
      "yaml: line 6: did not find expected '-' indicator",
    ],
    [
      'a field one column far',
      '  containers:\n  - name: c\n     image: i\n',
      'YamlNestedMapping',
      7,
      'yaml: line 7: mapping values are not allowed in this context',
    ],
    [
      'no colon',
      '  containers\n  - name: c\n',
      'YamlNestedMapping',
      6,
      'yaml: line 6: mapping values are not allowed in this context',
    ],
    [
      'a field less deep than its neighbour',
      '  a:\n    b: 1\n   c: 2\n',
      'YamlIndent',
      7,
      'yaml: line 6: did not find expected key',
    ],
    ['a bracket before the end', '  x: [', 'YamlUnclosed', 5, 'yaml: line 5: did not find expected node content'],
    ['an open bracket', '  x: {a: 1\n', 'YamlUnclosed', 6, "yaml: line 5: did not find expected ',' or '}'"],
    ['an open quote', '  x: "a\n', 'YamlUnclosed', 6, 'yaml: line 6: found unexpected end of stream'],
    ['a reserved character', '  x: @a\n', 'YamlSyntax', 5, 'yaml: line 5: found character that cannot start any token'],
  ])('%s', (_, spec, code, line, cause) => expect(slip(spec)).toEqual({ code, line, cause }));

  it('brackets that close at the margin are none', () => {
    const flow = 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {\n  containers: [{name: c, image: i}]\n}\n';
    expect(codes(flow)).toEqual([]);
    expect(codes(BUSYBOX.replaceAll('\n', '\r\n'))).toEqual([]);
    expect(codes(`\ufeff${BUSYBOX}`)).toEqual([]);
  });
});
