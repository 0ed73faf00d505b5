// JSON Schema of a v1 Pod for completion and hover, made from the same field tables that the kubelet decodes with (lib/k8s/schema).
import type { JSONSchema } from 'monaco-yaml';
import type { Locale } from '@/lib/i18n/locale';
import { podFieldTexts } from '@/lib/i18n/pod-fields';
import { type Field, type FieldType, structFields, structNames } from '@/lib/k8s/schema';

const ENUMS: Record<string, string[]> = {
  'Pod.apiVersion': ['v1'],
  'Pod.kind': ['Pod'],
  'PodSpec.restartPolicy': ['Always', 'OnFailure', 'Never'],
  'PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'Container.imagePullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'Container.terminationMessagePolicy': ['File', 'FallbackToLogsOnError'],
  'ContainerPort.protocol': ['TCP', 'UDP', 'SCTP'],
};

const SCALARS: Record<string, JSONSchema> = {
  string: { type: 'string' },
  time: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer' },
  int64: { type: 'integer' },
  quantity: { type: ['string', 'number'] },
  intOrString: { type: ['string', 'integer'] },
};

function typeSchema(type: FieldType): JSONSchema {
  switch (type.kind) {
    case 'list':
      return { type: 'array', items: typeSchema(type.of) };
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of) };
    case 'struct':
      return { $ref: `#/definitions/${type.name}` };
    case 'open':
      return { type: 'object' };
    default:
      return SCALARS[type.kind] ?? {};
  }
}

function fieldSchema(struct: string, field: Field, texts: Record<string, string>): JSONSchema {
  const key = `${struct}.${field.json}`;
  const schema = typeSchema(field.type);
  const values = ENUMS[key];
  const text = texts[key];
  return { ...schema, ...(values ? { enum: values } : {}), ...(text ? { markdownDescription: text } : {}) };
}

/** The schema with hover texts in `locale`. The status is left out: nobody writes it by hand. */
export function podSchema(locale: Locale): JSONSchema {
  const texts = podFieldTexts[locale];
  const definition = (name: string): JSONSchema => ({
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      structFields(name)
        .filter((field) => !(name === 'Pod' && field.json === 'status'))
        .map((field) => [field.json, fieldSchema(name, field, texts)]),
    ),
  });
  return {
    definitions: Object.fromEntries(structNames().map((name) => [name, definition(name)])),
    ...definition('Pod'),
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
  };
}
