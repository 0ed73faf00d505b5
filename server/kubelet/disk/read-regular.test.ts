import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRegular, readRegularSync } from './read-regular';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-read-'));
  execFileSync('mkfifo', [join(dir, 'pipe')]);
  writeFileSync(join(dir, 'text'), 'x'.repeat(100_000));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

// A blocking open of the pipe would hang here, and with it every lab of the process.
it.each([
  ['pipe', 'EINVAL'],
  ['.', 'EISDIR'],
  ['none', 'ENOENT'],
])('refuses %s with %s', async (name, code) => {
  await expect(readRegular(join(dir, name))).rejects.toMatchObject({ code });
  expect(() => readRegularSync(join(dir, name))).toThrow(expect.objectContaining({ code }));
});

it('reads a file whole, and no more than it may', async () => {
  const path = join(dir, 'text');
  expect((await readRegular(path)).length).toBe(100_000);
  expect(readRegularSync(path, 100_000).length).toBe(100_000);
  await expect(readRegular(path, 99_999)).rejects.toMatchObject({ code: 'EFBIG' });
  expect(() => readRegularSync(path, 99_999)).toThrow(expect.objectContaining({ code: 'EFBIG' }));
});
