import { describe, expect, it } from 'vitest';
import { checkSchema } from './schema';

describe('checkSchema', () => {
  it.each([
    [{ kind: 'pods', pod: 'nginx' }],
    [{ kind: 'pod', pod: 'nginx', fase: 'Running' }],
    [{ kind: 'all', of: [] }],
    [{ kind: 'command', line: '(' }],
    [{ kind: 'after', check: { kind: 'pod' } }],
  ])('refuses %j', (check) => {
    expect(checkSchema.safeParse(check).success).toBe(false);
  });
});
