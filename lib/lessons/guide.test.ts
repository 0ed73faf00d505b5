// The authors' guide leaves nothing out that the schemas know.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkSchema } from './checks/schema';
import { actionSchema, stepSchema, taskSchema } from './schema';

const guide = readFileSync('lessons/README.md', 'utf8');
const section = (title: string): string => guide.split(`### ${title}\n`)[1]?.split('\n#')[0] ?? '';
const firstColumn = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([a-z]+)`/g)].map(([, name = '']) => name));

interface Json {
  const?: string;
  anyOf?: Json[];
  oneOf?: Json[];
  properties?: Record<string, Json>;
  required?: string[];
  $ref?: string;
  definitions?: Record<string, Json>;
  $defs?: Record<string, Json>;
}
const json = (schema: z.ZodType): Json => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;

describe('lessons/README.md', () => {
  it('lists every kind of check', () => {
    const root = json(checkSchema);
    const all =
      root.oneOf ?? root.anyOf ?? Object.values(root.$defs ?? {}).flatMap((one) => one.oneOf ?? one.anyOf ?? []);
    const kinds = all.map((one) => one.properties?.kind?.const ?? '');
    expect(kinds.length).toBeGreaterThan(10);
    expect(firstColumn(section('Checks')).sort()).toEqual(kinds.sort());
  });

  it('lists every solve action', () => {
    const actions = (json(actionSchema).anyOf ?? []).map((one) => one.required?.[0] ?? '');
    expect(actions.length).toBeGreaterThan(4);
    expect(firstColumn(section('Solve actions')).sort()).toEqual(actions.sort());
  });

  it.each([
    ['step', stepSchema],
    ['task', taskSchema],
  ])('names every field of a %s', (_name, schema) => {
    for (const field of Object.keys(schema.shape)) expect(guide).toContain(`\`${field}\``);
  });
});
