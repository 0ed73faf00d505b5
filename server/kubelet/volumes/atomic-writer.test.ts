import { mkdtemp, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writePayload } from './atomic-writer';

const NOW = Date.UTC(2026, 10, 27, 2, 3, 4);
let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kulissen-atomic-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const file = (path: string, content: string, mode = 0o644) => ({ path, content, mode });
const read = (path: string) => readFile(join(dir, path), 'utf8');
const names = async () => (await readdir(dir)).map((name) => name.replace(/\.\d{9}$/, '.N')).sort();

it('shows each file through one link', async () => {
  await writePayload(dir, [file('labels', 'a'), file('sub/name', 'b', 0o400)], NOW);
  expect(await names()).toEqual(['..2026_11_27_02_03_04.N', '..data', 'labels', 'sub']);
  expect(await readlink(join(dir, 'labels'))).toBe('..data/labels');
  expect(await readlink(join(dir, 'sub'))).toBe('..data/sub');
  expect([await read('labels'), await read('sub/name')]).toEqual(['a', 'b']);
  expect((await stat(join(dir, 'sub/name'))).mode & 0o777).toBe(0o400);
});

it('changes all files at once, and what is no longer wanted goes', async () => {
  await writePayload(dir, [file('a', '1'), file('b', '1')], NOW);
  const before = await readlink(join(dir, '..data'));
  await writePayload(dir, [file('a', '2')], NOW + 1000);
  expect(await readlink(join(dir, '..data'))).not.toBe(before);
  expect(await names()).toEqual(['..2026_11_27_02_03_05.N', '..data', 'a']);
  expect(await read('a')).toBe('2');
});

it('leaves everything as it is when nothing has changed', async () => {
  await writePayload(dir, [file('a', '1')], NOW);
  const before = await readlink(join(dir, '..data'));
  await writePayload(dir, [file('a', '1')], NOW + 1000);
  expect(await readlink(join(dir, '..data'))).toBe(before);
});
