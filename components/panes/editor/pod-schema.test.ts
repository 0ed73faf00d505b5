import { describe, expect, it } from 'vitest';
import { podFieldTexts } from '@/lib/i18n/pod-fields';
import { structField } from '@/lib/k8s/schema';
import { podSchema } from './pod-schema';

describe('podSchema', () => {
  it('knows what a pod, a container and a port may hold', () => {
    const { properties, definitions } = podSchema('de');
    expect(Object.keys(properties ?? {})).toEqual(['kind', 'apiVersion', 'metadata', 'spec']);
    expect(definitions?.Container?.properties).toHaveProperty('imagePullPolicy.enum', [
      'Always',
      'IfNotPresent',
      'Never',
    ]);
    expect(definitions?.ContainerPort?.properties).toHaveProperty('containerPort.type', 'integer');
    expect(definitions?.PodSpec?.properties).toHaveProperty('containers.items.$ref', '#/definitions/Container');
    expect(definitions?.PodSpec?.additionalProperties).toBe(false);
  });
  it('speaks the language of the page', () => {
    const hover = (locale: 'de' | 'en') => podSchema(locale).definitions?.Container?.properties?.image;
    expect(hover('de')).toHaveProperty('markdownDescription', expect.stringContaining('entsteht'));
    expect(hover('en')).toHaveProperty('markdownDescription', expect.stringContaining('made from'));
  });
  it('has no hover text for a field that does not exist', () => {
    for (const key of Object.keys(podFieldTexts.de)) {
      const [struct = '', field = ''] = key.split('.');
      expect(structField(struct, field), key).toBeDefined();
    }
  });
});
