import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readLdd } from './debian-files';
import { imageArchive } from './image-archive';
import { pauseImage } from './local-images';
import { pauseBinary } from './pause-binary';
import { tarArchive } from './tar';

const run = promisify(execFile);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kulissen-tar-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function unpack(archive: Buffer): Promise<void> {
  await writeFile(join(folder, 'archive.tar'), archive);
  await run('tar', ['-xf', 'archive.tar'], { cwd: folder });
}

describe('tarArchive', () => {
  it('is read by tar: files with mode and content, folders, links', async () => {
    const content = Buffer.alloc(1_000, 'x');
    await unpack(
      tarArchive([
        { kind: 'directory', path: 'a' },
        { kind: 'file', path: 'a/run', content, mode: 0o755 },
        { kind: 'file', path: 'a/empty', content: '' },
        { kind: 'symlink', path: 'a/link', target: 'run' },
      ]),
    );
    expect(await readFile(join(folder, 'a/link'))).toEqual(content);
    const { stdout } = await run('tar', ['-tvf', 'archive.tar', '--numeric-owner'], { cwd: folder });
    expect(stdout.split('\n').map((line) => line.split(/\s+/).slice(0, 3).join(' '))).toEqual([
      'drwxr-xr-x 0/0 0',
      '-rwxr-xr-x 0/0 1000',
      '-rw-r--r-- 0/0 0',
      'lrwxrwxrwx 0/0 0',
      '',
    ]);
  });

  it('refuses a path that does not fit', () => {
    expect(() => tarArchive([{ kind: 'file', path: 'p'.repeat(101), content: '' }])).toThrow('too long');
  });
});

it('imageArchive names the image, labels it as built here, and points at its layer', async () => {
  await unpack(imageArchive('a/b:1', pauseImage('arm64'), '2026-01-01T00:00:00Z'));
  const [manifest] = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  expect(manifest.RepoTags).toEqual(['a/b:1']);
  const config = JSON.parse(await readFile(join(folder, manifest.Config), 'utf8'));
  expect(config).toMatchObject({
    architecture: 'arm64',
    os: 'linux',
    config: { Entrypoint: ['/pause'], Labels: { 'dev.kulissen.image': 'local-build' } },
    rootfs: { diff_ids: [`sha256:${manifest.Layers[0].split('/')[0]}`] },
  });
});

describe('pauseBinary', () => {
  const isHost = process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64');

  it.runIf(isHost).each(['SIGTERM', 'SIGINT'] as const)(
    'runs, outlives SIGCHLD, and ends with 0 on %s',
    async (signal) => {
      const file = join(folder, 'pause');
      await writeFile(file, pauseBinary(process.arch === 'arm64' ? 'arm64' : 'amd64'), { mode: 0o755 });
      const pause = spawn(file);
      const ended = new Promise((resolve) => pause.on('exit', (code, killedBy) => resolve([code, killedBy])));
      // It sleeps only in its wait for signals; before that it has not blocked them, and SIGTERM would simply end it.
      const waits = async () => expect(await readFile(`/proc/${pause.pid}/stat`, 'utf8')).toContain('(pause) S');
      await vi.waitFor(waits, { timeout: 4_000, interval: 5 });
      pause.kill('SIGCHLD');
      pause.kill(signal);
      expect(await ended).toEqual([0, null]);
    },
  );

  it.each(['amd64', 'arm64'] as const)('for %s is one small static segment', (architecture) => {
    const file = pauseBinary(architecture);
    expect(file.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
    expect(file.length).toBeLessThan(512);
    expect(Number(file.readBigUInt64LE(96))).toBe(file.length);
  });
});

it('readLdd reads libraries, the loader and what is missing', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f)',
    '\tlibssl.so.3 => not found',
    '\t/lib64/ld-linux-x86-64.so.2 (0x00007f)',
    '',
  ].join('\n');
  expect(readLdd(output)).toEqual([
    { name: 'libz.so.1', path: '/lib/x86_64-linux-gnu/libz.so.1' },
    { name: 'libssl.so.3', path: '' },
    { name: '/lib64/ld-linux-x86-64.so.2', path: '/lib64/ld-linux-x86-64.so.2' },
  ]);
});
