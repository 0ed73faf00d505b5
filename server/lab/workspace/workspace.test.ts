import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES } from '@/lib/protocol/limits';
import { systemClock } from '@/server/kubelet/clock';
import { type Disk, realDisk } from './save';
import { createWorkspace, type Workspace } from './workspace';

let home: string;
let dir: string;
let workspace: Workspace;
const open = (disk: Disk = realDisk) => createWorkspace({ dir, clock: systemClock, warn: () => {}, disk });
const onDisk = (file: string) => readFileSync(join(dir, file), 'utf8');
const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const codeOf = (answer: { ok: boolean; error?: { code: string } }) => answer.error?.code;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kulissen-l-ws-'));
  dir = join(home, 'kubelet-manifests');
  workspace = open();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('saving', () => {
  it('creates the folder only with the first save', async () => {
    expect(await workspace.list()).toEqual({ exists: false, files: {} });
    const { revision } = value(await workspace.save('nginx.yaml', 'kind: Pod\n', ''));
    expect(onDisk('nginx.yaml')).toBe('kind: Pod\n');
    expect((await workspace.list()).files['nginx.yaml']).toMatchObject({
      revision,
      bytes: 10,
      ignored: false,
      problems: [],
    });
    expect(value(await workspace.read('nginx.yaml'))).toEqual({ content: 'kind: Pod\n', revision });
  });

  it('never overwrites what it has not read', async () => {
    const first = value(await workspace.save('a.yaml', 'one', '')).revision;
    writeFileSync(join(dir, 'a.yaml'), 'from the shell');
    const answer = await workspace.save('a.yaml', 'two', first);
    expect(codeOf(answer)).toBe('Conflict');
    expect(onDisk('a.yaml')).toBe('from the shell');
    expect(codeOf(await workspace.save('a.yaml', 'new', ''))).toBe('Exists');
    expect(codeOf(await workspace.remove('a.yaml', first))).toBe('Conflict');
  });

  it('takes the same content twice as one save', async () => {
    const first = value(await workspace.save('a.yaml', 'one', ''));
    expect(value(await workspace.save('a.yaml', 'one', ''))).toEqual(first);
  });

  it('ends twenty saves in the last one, each whole', async () => {
    let revision = '';
    const contents = Array.from({ length: 20 }, (_, n) => `# ${n}\n`.repeat(2000));
    const answers = contents.map((content) => workspace.put('a.yaml', content));
    for (const answer of answers) revision = value(await answer).revision;
    expect(onDisk('a.yaml')).toBe(contents.at(-1));
    expect(value(await workspace.read('a.yaml')).revision).toBe(revision);
    expect(readdirSync(dir)).toEqual(['a.yaml']);
  });

  it.each(['../a.yaml', 'a/b.yaml', '.hidden', '..', '', 'a\nb', 'x'.repeat(254), 'ä'.repeat(200)])(
    'refuses the name %j',
    async (name) => {
      expect(codeOf(await workspace.save(name, 'x', ''))).toBe('BadFileName');
      expect(codeOf(await workspace.read(name))).toBe('BadFileName');
      expect(codeOf(await workspace.rename('a.yaml', name))).toMatch(/BadFileName|NotFound/);
    },
  );

  it('keeps the mode of a file', async () => {
    const { revision } = value(await workspace.save('a.yaml', 'one', ''));
    chmodSync(join(dir, 'a.yaml'), 0o600);
    value(await workspace.save('a.yaml', 'two', revision));
    expect(statSync(join(dir, 'a.yaml')).mode & 0o777).toBe(0o600);
  });

  it('writes through no link out of the folder, and into no folder that is a link', async () => {
    writeFileSync(join(home, 'outside'), 'mine');
    mkdirSync(dir);
    symlinkSync('../outside', join(dir, 'a.yaml'));
    expect(codeOf(await workspace.put('a.yaml', 'x'))).toBe('WriteFailed');
    expect(codeOf(await workspace.read('a.yaml'))).toBe('Failed');
    expect(readFileSync(join(home, 'outside'), 'utf8')).toBe('mine');
    rmSync(dir, { recursive: true });
    mkdirSync(join(home, 'elsewhere'));
    symlinkSync('elsewhere', dir);
    expect(codeOf(await workspace.put('a.yaml', 'x'))).toBe('WriteFailed');
    expect(readdirSync(join(home, 'elsewhere'))).toEqual([]);
  });

  it('refuses what the editor cannot hold', async () => {
    mkdirSync(dir);
    writeFileSync(join(dir, 'big.yaml'), Buffer.alloc(MAX_FILE_BYTES + 1, 0x23));
    expect(codeOf(await workspace.read('big.yaml'))).toBe('TooLarge');
    expect(codeOf(await workspace.put('b.yaml', 'ä'.repeat(MAX_FILE_BYTES / 2 + 1)))).toBe('TooLarge');
  });
});

describe('a full or failing disk', () => {
  const failing = (code: string, at: 'open' | 'writeFile' | 'sync' | 'rename'): Disk => {
    const fail = async () => Promise.reject(Object.assign(new Error(`${code}: injected`), { code }));
    return {
      async open(path, flags, mode) {
        if (at === 'open') return fail();
        const file = await realDisk.open(path, flags, mode);
        return {
          writeFile: at === 'writeFile' ? fail : (data) => file.writeFile(data),
          chmod: (bits) => file.chmod(bits),
          chown: (uid, gid) => file.chown(uid, gid),
          sync: at === 'sync' ? fail : () => file.sync(),
          close: () => file.close(),
        };
      },
      rename: at === 'rename' ? fail : realDisk.rename,
      mkdir: realDisk.mkdir,
    };
  };

  it.each(['open', 'writeFile', 'sync', 'rename'] as const)('keeps the old content when %s fails', async (step) => {
    const { revision } = value(await workspace.save('a.yaml', 'old', ''));
    expect(codeOf(await open(failing('ENOSPC', step)).save('a.yaml', 'new', revision))).toBe('DiskFull');
    expect(codeOf(await open(failing('EACCES', step)).save('a.yaml', 'new', revision))).toBe('WriteFailed');
    expect(onDisk('a.yaml')).toBe('old');
    expect(readdirSync(dir)).toEqual(['a.yaml']);
  });
});

describe('renaming and removing', () => {
  it('renames onto nothing else', async () => {
    const { revision } = value(await workspace.save('a.yaml', 'one', ''));
    value(await workspace.save('b.yaml', 'two', ''));
    expect(codeOf(await workspace.rename('a.yaml', 'b.yaml'))).toBe('Exists');
    value(await workspace.rename('a.yaml', 'c.yaml'));
    expect(onDisk('c.yaml')).toBe('one');
    value(await workspace.remove('c.yaml', revision));
    expect(codeOf(await workspace.remove('c.yaml', revision))).toBe('NotFound');
    expect(value(await workspace.discard('c.yaml'))).toEqual({});
    value(await workspace.clear());
    expect((await workspace.list()).exists).toBe(false);
  });
});

describe('listing', () => {
  it('shows what is no manifest, with the reason', async () => {
    mkdirSync(join(dir, 'folder'), { recursive: true });
    writeFileSync(join(dir, '.hidden'), '');
    writeFileSync(join(dir, 'huge.yaml'), Buffer.alloc(10 * 1024 * 1024 + 1));
    writeFileSync(join(dir, '__proto__'), 'x');
    symlinkSync('nowhere', join(dir, 'dangling'));
    const server = createServer().listen(join(dir, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    const { files } = await workspace.list();
    server.close();
    const codes = Object.fromEntries(
      Object.values(files).map((row) => [row.file, row.ignored && row.problems[0]?.code]),
    );
    expect(Object.entries(codes)).toEqual(
      Object.entries({
        '.hidden': 'HiddenFile',
        ['__proto__']: false,
        dangling: 'Unreadable',
        folder: 'IsDirectory',
        'huge.yaml': 'TooLarge',
        socket: 'NotRegular',
      }),
    );
  });
});

describe('watching', () => {
  it('follows the folder while it comes, changes, goes and comes back', async () => {
    const seen: string[] = [];
    let wake = () => {};
    const stop = workspace.watch((listing) => {
      seen.push(
        listing.exists
          ? Object.values(listing.files)
              .map((row) => `${row.file}=${row.bytes}`)
              .join()
          : 'absent',
      );
      wake();
    });
    const until = async (state: string) => {
      while (seen.at(-1) !== state)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    };
    await until('absent');
    mkdirSync(dir);
    await until('');
    writeFileSync(join(dir, 'a'), '12');
    await until('a=2');
    rmSync(dir, { recursive: true });
    await until('absent');
    mkdirSync(dir);
    writeFileSync(join(dir, 'b'), '123');
    await until('b=3');
    writeFileSync(join(dir, 'b'), '1234');
    await until('b=4');
    stop();
  });
});
