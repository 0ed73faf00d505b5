import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupTexts, type RefusalFacts } from '@/lib/i18n/backup';
import { LOCALES } from '@/lib/i18n/locale';
import { Refused } from './refused';
import { restoreBackup } from './restore';
import { saveBackup } from './save';
import { BLOCK, encodeHeader, padded } from './tar-header';

let dir: string;
let data: string;
let file: string;
let target: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'backup-'));
  [data, file, target] = [join(dir, 'data'), join(dir, 'backup'), join(dir, 'elsewhere', 'restored')];
});
afterEach(() => rm(dir, { recursive: true }));

const put = async (path: string, text: string | Buffer, mode = 0o644) => {
  await mkdir(join(data, path, '..'), { recursive: true });
  await writeFile(join(data, path), text);
  await chmod(join(data, path), mode);
};
const save = () => saveBackup(data, file, '1.2.3', new Date('2026-11-27T12:00:00Z'));

/** Why it is refused; fails when it is not, or when anything is left behind. */
async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw error ?? new Error('it was not refused');
  expect(await readdir(join(dir, 'elsewhere')).catch(() => [])).toEqual([]);
  return error.refusal;
}

describe('save and restore', () => {
  it('bring everything back: contents, modes, empty folders, long and odd names', async () => {
    const long = `home/${'x'.repeat(120)}/${'ä'.repeat(60)}.yaml`;
    const big = Buffer.alloc(700_001, 'kulissen');
    await put('progress.json', '{}', 0o600);
    await put(long, 'kind: Pod\n');
    await put('home/run me.sh', '#!/bin/sh\n', 0o755);
    await put('home/bin/tool', 'of the learner');
    await put('home/-rf', '');
    await put('broker/seats/ab12cd34/home/big', big);
    await mkdir(join(data, 'home/empty'));
    const saved = await save();
    expect(saved).toEqual({ files: 6, bytes: 2 + 10 + 10 + 14 + big.length, leftOut: [] });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await restoreBackup(file, target)).toEqual({ files: 6, bytes: saved.bytes, version: '1.2.3' });
    expect(await readFile(join(target, long), 'utf8')).toBe('kind: Pod\n');
    expect((await readFile(join(target, 'broker/seats/ab12cd34/home/big'))).equals(big)).toBe(true);
    expect((await stat(join(target, 'home/run me.sh'))).mode & 0o777).toBe(0o755);
    expect((await stat(join(target, 'progress.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(target, 'home/empty'))).toEqual([]);
    expect(await readdir(join(target, 'home'))).toHaveLength(5);
  });

  it('leave out what passes, and say what can’t be saved', async () => {
    await put('server.pid', '1');
    await put('bin/docker', 'made at each start');
    await put('kubelet/pods/x', 'the engine’s');
    await put('broker/seats/ab12cd34/disk/kubelet/pods/x', 'the engine’s');
    await put('home/a', 'kept');
    await symlink('/etc/passwd', join(data, 'home/link'));
    const socket = createServer();
    await new Promise<void>((resolve) => socket.listen(join(data, 'home/door'), resolve));
    const { leftOut, files } = await save();
    await new Promise((resolve) => socket.close(resolve));
    expect({ leftOut, files }).toEqual({ leftOut: ['home/door', 'home/link'], files: 1 });
    await restoreBackup(file, target);
    expect((await readdir(target)).sort()).toEqual(['broker', 'home']);
  });

  it('never overwrite: neither a backup nor a folder that has something in it', async () => {
    await put('a', '1');
    await save();
    expect(await refusal(save())).toEqual({ code: 'fileExists', facts: { file } });
    await mkdir(join(dir, 'full'));
    await writeFile(join(dir, 'full/x'), 'mine');
    expect((await refusal(restoreBackup(file, join(dir, 'full')))).code).toBe('targetNotEmpty');
    expect(await readdir(join(dir, 'full'))).toEqual(['x']);
    await mkdir(join(dir, 'empty'));
    await restoreBackup(file, join(dir, 'empty'));
    expect(await readdir(join(dir, 'empty'))).toEqual(['a']);
  });

  it('leave no half backup where the folder can’t be read', async () => {
    await expect(save()).rejects.toThrow(/ENOENT/);
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('a damaged backup', () => {
  it.each([0.1, 0.5, 0.9, 0.999])('cut at %f of its length changes nothing', async (part) => {
    await put('a', Buffer.from(Array.from({ length: 40_000 }, (_, at) => (at * 7919) % 251)));
    await put('b', 'behind');
    await save();
    const { size } = await stat(file);
    await truncate(file, Math.floor(size * part));
    expect((await refusal(restoreBackup(file, target))).code).toBe('cutOff');
  });
  it('with a changed byte is noticed', async () => {
    await put('a', 'contents that matter');
    await save();
    const bytes = gunzipSync(await readFile(file));
    const spoiled = gzipSync(bytes, { level: 0 });
    const at = spoiled.indexOf('contents that');
    spoiled[at] = 0x43;
    await writeFile(file, spoiled);
    expect((await refusal(restoreBackup(file, target))).code).toBe('notAnArchive');
  });
  it.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a foreign archive', gzipSync(encodeHeader({ path: 'x', kind: '0', mode: 0o644, size: 0 }))],
  ])('that is %s is refused', async (_name, bytes) => {
    await writeFile(file, bytes);
    expect((await refusal(restoreBackup(file, target))).code).toMatch(/notAnArchive|cutOff/);
  });
});

describe('a hostile backup', () => {
  type Entry = { path: string; kind?: string; text?: string; size?: number };
  const FIRST = { format: 1, version: '1', at: '', seats: ['ab12cd34'] };
  const make = async (entries: readonly Entry[], first: object = FIRST) => {
    const all = [{ path: 'kulissen-backup.json', text: JSON.stringify(first) }, ...entries] as Entry[];
    const blocks = all.flatMap(({ path, kind = '0', text = '', size }) => {
      const content = Buffer.from(text);
      return [encodeHeader({ path, kind, mode: 0o777, size: size ?? content.length }), padded(content)];
    });
    await writeFile(file, gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)])));
  };

  it.each([
    '../x',
    'home/../../x',
    '/etc/cron.d/x',
    './x',
    'a//b',
    '..',
    '',
    `${'../'.repeat(60)}tmp/a-path-that-needs-an-extended-header`,
    `${'a'.repeat(256)}`,
  ])('can’t write to %j', async (path) => {
    await make([{ path, text: 'x' }]);
    expect((await refusal(restoreBackup(file, target))).code).toBe('badPath');
  });

  it.each(['1', '2', '3', '4', '6', '7', 'L', 'K', 'g', 'S'])('has no entry of kind %s', async (kind) => {
    await make([{ path: 'home/x', kind }]);
    expect(await refusal(restoreBackup(file, target))).toEqual({ code: 'badKind', facts: { path: 'home/x', kind } });
  });

  it.each([
    {
      entries: [
        { path: 'a', text: '1' },
        { path: 'a', text: '2' },
      ],
      code: 'twice',
    },
    {
      entries: [
        { path: 'a', text: '1' },
        { path: 'a/b', text: '2' },
      ],
      code: 'twice',
    },
    {
      entries: [
        { path: 'a', text: '1' },
        { path: 'a/', kind: '5' },
      ],
      code: 'twice',
    },
    {
      entries: [
        { path: 'a', text: '1' },
        { path: 'a/b/', kind: '5' },
      ],
      code: 'twice',
    },
    { entries: [{ path: 'broker/seats/ab12cd34/x' }, { path: 'broker/seats/intruder/x' }], code: 'foreignSeat' },
    { entries: [{ path: 'broker/seats/intruder/', kind: '5' }], code: 'foreignSeat' },
    { entries: [{ path: 'a', size: 1e9 }], code: 'tooLarge' },
    { entries: [{ path: 'a' }, { path: 'b' }, { path: 'c' }, { path: 'd' }], code: 'tooMany' },
  ])('is refused: $code', async ({ entries, code }) => {
    await make(entries);
    expect((await refusal(restoreBackup(file, target, { entries: 3, bytes: 1e6 }))).code).toBe(code);
  });

  it('is no bomb: what unpacks to more than the limit is never written', async () => {
    const text = '\0'.repeat(200_000);
    await make(Array.from({ length: 50 }, (_, at) => ({ path: `zeros${at}`, text })));
    expect((await stat(file)).size).toBeLessThan(100_000);
    expect((await refusal(restoreBackup(file, target, { entries: 1000, bytes: 5e6 }))).code).toBe('tooLarge');
  });

  it('of a format to come is not guessed at', async () => {
    await make([], { ...FIRST, format: 2 });
    expect(await refusal(restoreBackup(file, target))).toEqual({ code: 'otherFormat', facts: { found: '2' } });
  });
});

describe.each(LOCALES)('the sentences (%s)', (locale) => {
  it('say sizes and counts as people read them', () => {
    const facts: RefusalFacts['tooLarge'] = { path: 'a', limit: 2.5e6 };
    expect(backupTexts[locale].tooLarge(facts)).toContain(locale === 'de' ? '2,5 MB' : '2.5 MB');
    expect(backupTexts[locale].saved({ file: '/x', files: 1, bytes: 0 })).toMatch(/1 (Datei|file),/);
  });
});
