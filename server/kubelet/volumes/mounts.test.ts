// What touches the kernel's mounts: needs root and the right to mount.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pod } from '../plan/fixtures';
import { setUpEmptyDir } from './empty-dir';
import { MemoryFallback } from './memory-fallback';
import { mountAt, mountPoints, parseMountInfo } from './mount-table';
import { mountTmpfs, unmountTree } from './mounter';
import { giveToGroup } from './ownership';
import { readyDirectory, subPathTarget, volumeDirectory } from './paths';
import { bindSubPath } from './sub-path';
import { tearDownPod, tearDownVolume } from './tear-down';

const mayMount =
  process.geteuid?.() === 0 && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

let home = '';
const at = (...names: string[]) => join(home, ...names);
const told: string[] = [];
const fallback = () => new MemoryFallback({ rootDir: home, tell: (_, message) => told.push(message) });
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'kulissen-mounts-')));
  told.length = 0;
});
afterEach(async () => {
  if (mayMount) await unmountTree(home);
  await rm(home, { recursive: true, force: true });
});

describe('the table of mounts', () => {
  it('tells paths with blanks, and types behind any number of optional fields', () => {
    const table = [
      '36 35 98:0 / /var/a\\040b rw,noatime shared:1 master:2 - ext4 /dev/sda rw',
      '37 35 0:5 / /dev/shm rw - tmpfs tmpfs rw,size=1k',
      '',
    ];
    expect(parseMountInfo(table.join('\n'))).toEqual([
      { path: '/var/a b', fileSystem: 'ext4' },
      { path: '/dev/shm', fileSystem: 'tmpfs' },
    ]);
  });
});

describe('an emptyDir without the right to mount', () => {
  const wish = () => ({
    pod: pod(),
    directory: volumeDirectory(at('pod'), 'emptyDir', 'v'),
    readyDirectory: readyDirectory(at('pod'), 'emptyDir', 'v'),
  });

  it('is memory all the same where the machine has shared memory, says so, and goes without a trace', async () => {
    const { directory, readyDirectory: ready } = wish();
    const memory = fallback();
    expect(await setUpEmptyDir({ ...wish(), medium: '' })).toBe(true);
    await memory.provide(pod(), directory, 'mount: only root can do that');
    const path = await realpath(directory);
    await writeFile(join(path, 'file'), 'x');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/only root can do that.*volume "v" is (a directory of \/dev\/shm|on the disk)/);
    await tearDownVolume(at('pod'), { kind: 'emptyDir', name: 'v' }, memory);
    for (const gone of [path, dirname(path), directory, ready]) expect(existsSync(gone)).toBe(false);
  });

  it('removes nothing because of a link that is not its own', async () => {
    const { directory } = wish();
    await mkdir(at('precious'));
    await mkdir(join(directory, '..'), { recursive: true });
    await symlink(at('precious'), directory);
    await tearDownVolume(at('pod'), { kind: 'emptyDir', name: 'v' }, fallback());
    expect([existsSync(at('precious')), existsSync(directory)]).toEqual([true, false]);
  });
});

describe.runIf(mayMount)('with the right to mount', () => {
  it('memory is mounted once, and mounted again when it is gone', async () => {
    const directory = volumeDirectory(at('pod'), 'emptyDir', 'v');
    const wish = {
      pod: pod(),
      directory,
      readyDirectory: readyDirectory(at('pod'), 'emptyDir', 'v'),
      medium: 'Memory',
    };
    expect([await setUpEmptyDir(wish), await setUpEmptyDir(wish)]).toEqual([true, false]);
    expect(mountAt(await mountPoints(), directory)).toEqual({ path: directory, fileSystem: 'tmpfs' });
    expect((await stat(directory)).mode & 0o7777).toBe(0o1777);
    await unmountTree(directory);
    expect(await setUpEmptyDir(wish)).toBe(true);
    await tearDownVolume(at('pod'), { kind: 'emptyDir', name: 'v' }, fallback());
    expect(existsSync(directory)).toBe(false);
  });

  it('a group gets all that is there, and what is made later', async () => {
    await mkdir(at('volume/sub'), { recursive: true, mode: 0o755 });
    await writeFile(at('volume/sub/file'), '', { mode: 0o600 });
    await symlink('/etc/hostname', at('volume/link'));
    await giveToGroup(at('volume'), 1234);
    const of = async (path: string) => {
      const { gid, mode } = await stat(at(path));
      return [gid, (mode & 0o7777).toString(8)];
    };
    expect([await of('volume/sub'), await of('volume/sub/file')]).toEqual([
      [1234, '2775'],
      [1234, '660'],
    ]);
    expect((await stat('/etc/hostname')).gid).not.toBe(1234);
  });

  describe('a subPath', () => {
    const target = () => subPathTarget(at('pod'), 'v', 'c', 0);

    it('is bound once, and anew when something else has taken its place', async () => {
      await mkdir(at('host/sub'), { recursive: true });
      expect(await bindSubPath(at('host'), 'sub', target())).toBe(target());
      await writeFile(at('host/sub/file'), 'first');
      expect(await bindSubPath(at('host'), 'sub', target())).toBe(target());
      expect((await mountPoints()).filter(({ path }) => path === target())).toHaveLength(1);
      await rm(at('host/sub'), { recursive: true });
      await writeFile(at('host/sub'), 'a file now');
      await bindSubPath(at('host'), 'sub', target());
      expect(await readFile(target(), 'utf8')).toBe('a file now');
    });

    it('goes with the pod, and what it showed stays', async () => {
      await mkdir(at('host/sub'), { recursive: true });
      await writeFile(at('host/sub/precious'), 'x');
      await writeFile(at('host/conf'), 'y');
      await bindSubPath(at('host'), 'sub', target());
      await bindSubPath(at('host'), 'conf', subPathTarget(at('pod'), 'v', 'c', 1));
      await mkdir(join(volumeDirectory(at('pod'), 'emptyDir', 'e'), 'inner'), { recursive: true });
      await mountTmpfs(join(volumeDirectory(at('pod'), 'emptyDir', 'e'), 'inner'));
      await tearDownPod(at('pod'), fallback());
      expect(existsSync(at('pod'))).toBe(false);
      expect([await readFile(at('host/sub/precious'), 'utf8'), await readFile(at('host/conf'), 'utf8')]).toEqual([
        'x',
        'y',
      ]);
    });
  });
});
