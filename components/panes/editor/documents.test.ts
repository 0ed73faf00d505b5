import { beforeEach, describe, expect, it, vi } from 'vitest';
import { loadDocument, proposeText, useDocuments } from './documents';

const MINE = '# my own nginx\nkind: Pod\n';
const BLOCK = 'apiVersion: v1\nkind: Pod\n';

const { answers, asked } = vi.hoisted(() => ({
  answers: [] as ((content: string) => void)[],
  asked: [] as string[],
}));
vi.mock('@/components/client', () => ({
  request: (event: string, { file }: { file: string }) => {
    asked.push(`${event} ${file}`);
    return new Promise((resolve) => {
      answers.push((content) => resolve({ ok: true, value: { content, revision: 'r1' } }));
    });
  },
}));

const document = () => useDocuments.getState().byFile['nginx.yaml'];
const comparing = () => useDocuments.getState().comparing['nginx.yaml'];

beforeEach(() => {
  answers.length = 0;
  asked.length = 0;
  useDocuments.setState({ comparing: {}, byFile: {}, replaced: {} });
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

describe('a lesson’s block', () => {
  it('waits for a file that is still being read, and is held against it', async () => {
    const reading = loadDocument('nginx.yaml');
    const proposing = proposeText('nginx.yaml', BLOCK, true);
    answers[0]?.(MINE);
    await Promise.all([reading, proposing]);
    expect(asked).toEqual(['file:read nginx.yaml']);
    expect(comparing()).toEqual({ kind: 'proposal', text: BLOCK });
    expect(document()?.text).toBe(MINE);
  });

  it('has a file read that nobody has opened yet', async () => {
    const proposing = proposeText('nginx.yaml', BLOCK, true);
    answers[0]?.(MINE);
    await proposing;
    expect(comparing()).toEqual({ kind: 'proposal', text: BLOCK });
  });

  it('goes straight into a new or an empty file', async () => {
    await proposeText('nginx.yaml', BLOCK, false);
    expect([document()?.text, document()?.saved, comparing()]).toEqual([BLOCK, '', undefined]);
    expect(asked).toEqual([]);
  });

  it('that says what stands there already changes nothing', async () => {
    const proposing = proposeText('nginx.yaml', MINE, true);
    answers[0]?.(MINE);
    await proposing;
    expect(comparing()).toBeUndefined();
    expect(document()).toMatchObject({ text: MINE, saved: MINE, status: 'ready' });
  });
});

it('a file that is read again is read again, also while its first reading is remembered', async () => {
  const first = loadDocument('nginx.yaml');
  answers[0]?.('one\n');
  await first;
  const second = loadDocument('nginx.yaml');
  answers[1]?.('two\n');
  await second;
  expect(document()?.text).toBe('two\n');
});
