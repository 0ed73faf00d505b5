import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyProgress, enteredStep, type Progress } from './progress';
import { ProgressFile } from './progress-file';

let dir: string;
let warnings: string[];
const fileAt = (path: string) => new ProgressFile(path, (message) => warnings.push(message));
const progress = (at: number): Progress => ({
  version: 1,
  steps: { 'walkthrough/start': enteredStep(at) },
  values: {},
});

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'progress-'));
  warnings = [];
});
afterEach(() => rmSync(dir, { recursive: true }));

it('reads what was written last, and leaves nothing else behind', async () => {
  const path = join(dir, 'deep', 'progress.json');
  const file = fileAt(path);
  for (const at of [1, 2, 3]) file.write(progress(at));
  await file.flush();
  expect(fileAt(path).read()).toEqual(progress(3));
  expect(readdirSync(join(dir, 'deep'))).toEqual(['progress.json']);
});

it('begins empty where there is nothing', () => {
  expect(fileAt(join(dir, 'none.json')).read()).toEqual(emptyProgress());
  expect(warnings).toEqual([]);
});

it.each(['', '{"version":1', '{"version":2,"steps":{}}', '[]'])(
  'puts aside what it does not understand: %j',
  (text) => {
    const path = join(dir, 'progress.json');
    writeFileSync(path, text);
    expect(fileAt(path).read()).toEqual(emptyProgress());
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text);
    expect(warnings).toHaveLength(1);
  },
);

it('reads what was kept before there was a record', () => {
  const path = join(dir, 'progress.json');
  const { record, ...old } = enteredStep(5);
  writeFileSync(path, JSON.stringify({ version: 1, steps: { 'walkthrough/start': old } }));
  expect(fileAt(path).read().steps['walkthrough/start']).toEqual({ ...old, record });
});

it('ignores a half-written temporary file, as SIGKILL leaves one', () => {
  const path = join(dir, 'progress.json');
  writeFileSync(path, JSON.stringify(progress(1)));
  writeFileSync(`${path}.tmp`, '{"vers');
  expect(fileAt(path).read()).toEqual(progress(1));
});

it('says once that it can not write, keeps the old file, and writes again when it can', async () => {
  const path = join(dir, 'disk', 'progress.json');
  // Where the folder should be there is a file: writing fails as it does on a full disk.
  writeFileSync(join(dir, 'disk'), '');
  const file = fileAt(path);
  file.write(progress(1));
  await file.flush();
  file.write(progress(2));
  await file.flush();
  expect(warnings).toHaveLength(1);
  rmSync(join(dir, 'disk'));
  file.write(progress(3));
  await file.flush();
  expect(fileAt(path).read()).toEqual(progress(3));
  expect(warnings).toHaveLength(1);
});
