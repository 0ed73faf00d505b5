import { describe, expect, it } from 'vitest';
import { defaultPullPolicy } from './container-defaults';
import { parseImageReference } from './image-reference';

describe('image names', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  it.each([
    ['nginx', { name: 'nginx', tag: 'latest', digest: '' }],
    ['nginx:1.25', { name: 'nginx', tag: '1.25', digest: '' }],
    ['registry:5000/team/app', { name: 'registry:5000/team/app', tag: 'latest', digest: '' }],
    ['localhost:5000/nope:1', { name: 'localhost:5000/nope', tag: '1', digest: '' }],
    ['Registry.example/app_x--y', { name: 'Registry.example/app_x--y', tag: 'latest', digest: '' }],
    [`nginx@${digest}`, { name: 'nginx', tag: '', digest }],
  ])('%s', (text, parts) => expect(parseImageReference(text)).toEqual(parts));

  it.each([
    '',
    'Nginx',
    'a b',
    'nginx:',
    ':latest',
    'a//b',
    '-x',
    'nginx@sha256:short',
    'a'.repeat(64),
    'x'.repeat(300),
  ])('%s is none', (text) => expect(parseImageReference(text)).toBeNull());

  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1', 'IfNotPresent'],
    [`nginx@${digest}`, 'IfNotPresent'],
    ['not an image', 'IfNotPresent'],
  ])('%s is pulled %s', (image, policy) => expect(defaultPullPolicy(image)).toBe(policy));
});
