import { describe, expect, it } from 'vitest';
import { readManifest } from '@/lib/manifest/read-manifest';
import { applyRemedy, remedyOf } from './remedies';

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n';
const TAIL = '  containers:\n    - name: c\n      image: a\n';

function cured(text: string): string | undefined {
  const { problems } = readManifest(text, {
    nodeName: 'n',
    source: 'file',
    file: 'f',
    seenAt: 0,
    md5: () => '0'.repeat(32),
  });
  const [first] = problems;
  const remedy = first && remedyOf(first, text);
  return remedy && applyRemedy(text, remedy);
}

describe('remedies', () => {
  it('deletes the line of a field that a Pod does not know', () => {
    expect(cured(`${HEAD}  replicas: 2\n${TAIL}`)).toBe(HEAD + TAIL);
  });
  it('deletes it with all that stands below it', () => {
    expect(cured(`${HEAD}  selector:\n    matchLabels:\n      app: web\n${TAIL}`)).toBe(HEAD + TAIL);
    expect(cured(`${HEAD}  things:\n  - one\n  - two\n${TAIL}`)).toBe(HEAD + TAIL);
  });
  it('corrects a field that is nearly right', () => {
    expect(cured(`${HEAD + TAIL}      imagePullPolice: Never\n`)).toBe(`${HEAD + TAIL}      imagePullPolicy: Never\n`);
  });
  it('puts spaces for tabs', () => {
    expect(cured('kind: Pod\nspec:\n\tcontainers: []\n')).toBe('kind: Pod\nspec:\n  containers: []\n');
  });
  it('leaves the dash of a list alone', () => {
    expect(cured(`${HEAD}  containers:\n    - zzzzzz: 1\n      name: c\n      image: a\n`)).toBeUndefined();
  });
});
