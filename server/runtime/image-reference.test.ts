import { describe, expect, it } from 'vitest';
import { familiarRepository, parseImageReference } from './image-reference';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('parseImageReference', () => {
  it.each([
    ['nginx', { kind: 'tag', repository: 'nginx', tag: 'latest' }],
    ['nginx:1.25-alpine', { kind: 'tag', repository: 'nginx', tag: '1.25-alpine' }],
    ['k8s.gcr.io/pause:3.2', { kind: 'tag', repository: 'k8s.gcr.io/pause', tag: '3.2' }],
    ['localhost:5000/a/b_c', { kind: 'tag', repository: 'localhost:5000/a/b_c', tag: 'latest' }],
    [`nginx@${DIGEST}`, { kind: 'digest', repository: 'nginx', digest: DIGEST }],
    [`nginx:1@${DIGEST}`, { kind: 'digest', repository: 'nginx', digest: DIGEST }],
    [DIGEST, { kind: 'id', id: DIGEST }],
    ['a'.repeat(64), { kind: 'id', id: DIGEST }],
  ])('reads %s', (ref, expected) => {
    expect(parseImageReference(ref)).toEqual(expected);
  });

  it.each([
    '',
    'NGINX',
    'a//b',
    'a..b',
    '../x',
    'a b',
    'a:',
    'a:b:c',
    'a@sha256:12',
    'a?x',
    'a#x',
    '-a',
    `a:${'t'.repeat(129)}`,
  ])('refuses "%s"', (ref) => {
    expect(() => parseImageReference(ref)).toThrow(
      expect.objectContaining({
        errorClass: 'Invalid',
        message: `couldn't parse image reference "${ref}": invalid reference format`,
      }),
    );
  });

  it('takes no time for a long name that is almost a reference', () => {
    const started = performance.now();
    expect(() => parseImageReference(`${'a-'.repeat(5_000)}!`)).toThrow('invalid reference format');
    expect(performance.now() - started).toBeLessThan(500);
  });
});

it('knows the familiar name of a repository', () => {
  const names = ['nginx', 'library/nginx', 'docker.io/library/nginx', 'index.docker.io/library/nginx'];
  expect(names.map(familiarRepository)).toEqual(['nginx', 'nginx', 'nginx', 'nginx']);
  expect(familiarRepository('docker.io/bitnami/nginx')).toBe('bitnami/nginx');
  expect(familiarRepository('k8s.gcr.io/pause')).toBe('k8s.gcr.io/pause');
});
