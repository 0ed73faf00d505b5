import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { directoriesUse } from './measure-layers';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-layers-'));
  for (const name of ['a', 'b']) mkdirSync(join(dir, name));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});
const at = (...names: string[]) => join(dir, ...names);

// Brokers of a workshop run on Linux, where du is that of GNU.
describe.runIf(process.platform === 'linux')('directories', () => {
  it('are counted each by itself, a file with two names once, links not followed', async () => {
    writeFileSync(at('a', 'one'), Buffer.alloc(1_000_000, 1));
    linkSync(at('a', 'one'), at('a', 'two'));
    symlinkSync('/usr', at('a', 'usr'));
    const use = await directoriesUse([at('a'), at('b')]);
    expect(use.get(at('a'))).toEqual({ bytes: expect.closeTo(1_010_000, -5), files: 3 });
    expect(use.get(at('b'))?.files).toBe(1);
  });

  it('that are gone are missing', async () => {
    expect([...(await directoriesUse([at('a'), at('gone')])).keys()]).toEqual([at('a')]);
  });

  it.each([
    ['', 'exec sleep 60'],
    [', also by a du that ends as if all were well', 'trap "exit 0" TERM; while :; do sleep 0.02; done'],
  ])('that can’t be counted in time have no end%s', async (_, program) => {
    writeFileSync(at('du'), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${dir}:${process.env.PATH}`);
    const endless = { bytes: Number.POSITIVE_INFINITY, files: Number.POSITIVE_INFINITY };
    expect(await directoriesUse([at('a')], 100)).toEqual(new Map([[at('a'), endless]]));
  });

  it('are told of when nothing can be counted at all', async () => {
    vi.stubEnv('PATH', dir);
    await expect(directoriesUse([at('a')])).rejects.toThrow('ENOENT');
  });
});
