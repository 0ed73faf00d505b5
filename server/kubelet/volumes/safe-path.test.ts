import { mkdir, mkdtemp, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSubPath, openSubPath } from './safe-path';

let home = '';
const at = (...names: string[]) => join(home, ...names);
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kulissen-path-'));
  await mkdir(at('volume'));
  await mkdir(at('outside'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function opened(subPath: string): Promise<string> {
  const handle = await openSubPath(at('volume'), subPath);
  try {
    return await readlink(`/proc/self/fd/${handle.fd}`);
  } finally {
    await handle.close();
  }
}

describe('a part of a volume', () => {
  it('is a directory or a file', async () => {
    await mkdir(at('volume/a/b'), { recursive: true });
    await writeFile(at('volume/a/file'), '');
    expect(await opened('a/b')).toBe(at('volume/a/b'));
    expect(await opened('a/file')).toBe(at('volume/a/file'));
    expect(await opened('.')).toBe(at('volume'));
  });

  it('may lie behind a link that stays inside', async () => {
    await mkdir(at('volume/real'));
    await symlink('real', at('volume/link'));
    expect(await opened('link')).toBe(at('volume/real'));
  });

  it.each([
    ['an absolute link', '/etc', 'out'],
    ['a relative link', '../outside', 'out'],
    ['a link on the way', '..', 'out/outside'],
  ])('never lies outside: %s', async (_, target, subPath) => {
    await symlink(target, at('volume/out'));
    await expect(opened(subPath)).rejects.toThrow('not within volume path');
  });

  it('is never what a container puts there meanwhile', async () => {
    // An attacker swaps a directory and a link to the outside as fast as it can; what is opened is always the directory.
    await mkdir(at('volume/part'));
    await mkdir(at('volume/part/data'));
    await mkdir(at('outside/data'));
    await symlink(at('outside'), at('volume/link'));
    const { ino: forbidden } = await stat(at('outside/data'));
    let attacking = true;
    const attack = (async () => {
      while (attacking) {
        await rename(at('volume/part'), at('volume/away'));
        await rename(at('volume/link'), at('volume/part'));
        await rename(at('volume/part'), at('volume/link'));
        await rename(at('volume/away'), at('volume/part'));
      }
    })();
    const outcomes = { right: 0, refused: 0 };
    for (let round = 0; round < 400; round += 1) {
      const handle = await openSubPath(at('volume'), 'part/data').catch(() => null);
      if (!handle) {
        outcomes.refused += 1;
        continue;
      }
      expect((await handle.stat()).ino).not.toBe(forbidden);
      outcomes.right += 1;
      await handle.close();
    }
    attacking = false;
    await attack;
    expect(outcomes.right + outcomes.refused).toBe(400);
  });
});

describe('a part that is missing', () => {
  it('is made with the mode of the volume, each directory on the way', async () => {
    await mkdir(at('volume/there'));
    await rm(at('volume'), { recursive: true });
    await mkdir(at('volume'), { mode: 0o750 });
    await makeSubPath(at('volume'), 'a/b/c');
    for (const part of ['a', 'a/b', 'a/b/c']) expect((await stat(at('volume', part))).mode & 0o777).toBe(0o750);
  });

  it('is made behind a link that stays inside, and nowhere else', async () => {
    await mkdir(at('volume/real'));
    await symlink('real', at('volume/link'));
    await makeSubPath(at('volume'), 'link/new');
    expect((await stat(at('volume/real/new'))).isDirectory()).toBe(true);
    await symlink(at('outside'), at('volume/out'));
    await expect(makeSubPath(at('volume'), 'out/new')).rejects.toThrow();
    await symlink(at('outside/new'), at('volume/dangling'));
    await expect(makeSubPath(at('volume'), 'dangling')).rejects.toThrow();
    await expect(stat(at('outside/new'))).rejects.toThrow('ENOENT');
  });
});
