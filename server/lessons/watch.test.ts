import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchLessons } from './watch';

const clock = {
  now: Date.now,
  after(ms: number, fn: () => void) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

// On a busy machine.
const PATIENCE = 20_000;
vi.setConfig({ testTimeout: 60_000 });

let root: string;
let told: string[][];
let stop: () => void;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'authoring-'));
  mkdirSync(join(root, 'lessons', 'demo'), { recursive: true });
  writeFileSync(join(root, 'lessons', 'part.yaml'), 'id: p\ntitle: { de: Teil, en: Part }\nlessons: [demo]\n');
  told = [];
  stop = watchLessons({ root, clock, changed: (problems) => told.push(problems) });
});
afterEach(() => {
  stop();
  rmSync(root, { recursive: true });
});

it('tells what the lint says, at first and after each change, also of a file in a new folder', async () => {
  await vi.waitFor(() => expect(told).toEqual([['lessons/part.yaml: lesson demo is not there']]), PATIENCE);
  writeFileSync(join(root, 'lessons', 'demo', 'lesson.yaml'), 'steps:\n  - id: One\n');
  await vi.waitFor(() =>
    expect(told.at(-1)).toContainEqual(expect.stringMatching(/^lessons\/demo\/lesson.yaml:2: steps.0.id/)),
  );
  mkdirSync(join(root, 'lessons', 'more'));
  writeFileSync(join(root, 'lessons', 'more', 'lesson.yaml'), 'steps: []\n');
  await vi.waitFor(() => expect(told.at(-1)).toContain('lessons/part.yaml: lesson more is not listed'), PATIENCE);
});

it('tells nothing any more once it was stopped', async () => {
  await vi.waitFor(() => expect(told).toHaveLength(1), PATIENCE);
  stop();
  // Another one hears of the change: by then the first would have, too.
  let heard = 0;
  const stopOther = watchLessons({ root, clock, changed: () => (heard += 1) });
  await vi.waitFor(() => expect(heard).toBe(1), PATIENCE);
  writeFileSync(join(root, 'lessons', 'part.yaml'), '');
  await vi.waitFor(() => expect(heard).toBe(2), PATIENCE);
  stopOther();
  expect(told).toHaveLength(1);
});
