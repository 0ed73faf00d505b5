import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { goError } from './go-error';
import { setUpHostPath } from './host-path';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kulissen-host-'));
  await writeFile(join(dir, 'file'), '');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const outcome = (name: string, type: string) =>
  setUpHostPath({ path: join(dir, name), type }).then(
    () => 'ok',
    (error: unknown) => goError(error).replaceAll(dir, ''),
  );

it.each([
  ['', 'missing', 'ok'],
  ['Directory', '', 'ok'],
  ['Directory', 'missing', 'hostPath type check failed: /missing is not a directory'],
  ['DirectoryOrCreate', 'file', 'hostPath type check failed: /file is not a directory'],
  ['File', 'file', 'ok'],
  ['File', '', 'hostPath type check failed:  is not a file'],
  ['FileOrCreate', 'file', 'ok'],
  ['FileOrCreate', 'missing/file', 'open /missing/file: no such file or directory'],
  ['Socket', 'file', 'hostPath type check failed: /file is not a socket'],
  ['CharDevice', 'file', 'hostPath type check failed: /file is not a character device'],
  ['BlockDevice', 'missing', 'hostPath type check failed: /missing is not a block device'],
])('type %j of %j: %s', async (type, name, expected) => {
  expect(await outcome(name, type)).toBe(expected);
});

it('makes what it may make', async () => {
  await outcome('a/b', 'DirectoryOrCreate');
  await outcome('a/f', 'FileOrCreate');
  await chmod(join(dir, 'a'), 0o755);
  expect([(await stat(join(dir, 'a/b'))).isDirectory(), (await stat(join(dir, 'a/f'))).isFile()]).toEqual([true, true]);
});
