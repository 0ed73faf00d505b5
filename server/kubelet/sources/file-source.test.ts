// Real files, a clock that stands still: what is seen at once is seen by a hint, the rest by the listing.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import type { KubeletNews } from '../event-stream';
import { Klog } from '../klog';
import { FileSource } from './file-source';

const CHECK_MS = 20_000;
const until = (condition: () => void) => vi.waitFor(condition, { timeout: 4_000, interval: 5 });

const manifest = (name: string, image = 'busybox:1'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  containers: [{name: c, image: "${image}"}]\n`;

let home: string;
let path: string;
let clock: ManualClock;
let ended: AbortController;
let log: string[];
let news: KubeletNews[];
let sets: string[][];

const write = (file: string, content: string) => writeFile(join(path, file), content);
const pods = () => sets.at(-1);
const logged = () => log.join('\n');
const stateOf = (file: string) => {
  const last = news.findLast((item) => item.type === 'manifestRead' && item.file === file);
  return last?.type === 'manifestRead' ? last.state : undefined;
};

async function start(at = path): Promise<void> {
  const klog = new Klog({ clock, pid: 1, verbosity: 0, sink: (line) => log.push(line) });
  const source = new FileSource({
    path: at,
    nodeName: 'node1',
    checkMs: CHECK_MS,
    clock,
    klog,
    emit: (item) => news.push(item),
    wasRead: () => undefined,
    deliver: (set) => sets.push(set.map(({ metadata, spec }) => `${metadata.name} ${spec.containers[0]?.image}`)),
  });
  await source.start(ended.signal);
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kulissen-source-'));
  path = join(home, 'manifests');
  await mkdir(path);
  clock = new ManualClock();
  ended = new AbortController();
  [log, news, sets] = [[], [], []];
});
afterEach(async () => {
  ended.abort();
  await rm(home, { recursive: true, force: true });
});

describe('a manifest directory', () => {
  it('is listed at the start: any name, sorted, without dot-files', async () => {
    await write('b.yaml~', manifest('b'));
    await write('a', manifest('a'));
    await write('.hidden.yaml', manifest('hidden'));
    await start();
    expect(pods()).toEqual(['a-node1 busybox:1', 'b-node1 busybox:1']);
    expect(stateOf('.hidden.yaml')).toBeUndefined();
  });

  it('is seen to change at once', async () => {
    await start();
    await write('a.yaml', manifest('a'));
    await until(() => expect(pods()).toEqual(['a-node1 busybox:1']));
    await write('a.yaml', manifest('a', 'busybox:2'));
    await until(() => expect(pods()).toEqual(['a-node1 busybox:2']));
    await rm(join(path, 'a.yaml'));
    await until(() => expect(pods()).toEqual([]));
    expect(news.at(-1)).toEqual({ type: 'manifestGone', file: 'a.yaml' });
  });

  it('keeps the pod of a file that is renamed', async () => {
    await write('a.yaml', manifest('a'));
    await start();
    await rename(join(path, 'a.yaml'), join(path, 'b.yaml'));
    await until(() => expect(stateOf('b.yaml')).toBe('applied'));
    expect(sets.filter((set) => set.length === 0)).toEqual([]);
  });

  it('keeps the pod of a file that breaks until the next listing', async () => {
    await write('a.yaml', manifest('a'));
    await start();
    await write('a.yaml', 'kind: Pod\n');
    await until(() => expect(stateOf('a.yaml')).toBe('rejected'));
    expect(pods()).toEqual(['a-node1 busybox:1']);
    expect(logged()).toMatch(
      /file\.go:108\] Unable to process watch event: can't process config file ".*a\.yaml": .*couldn't parse as pod/,
    );
    await clock.advance(CHECK_MS);
    await until(() => expect(pods()).toEqual([]));
    expect(logged()).toMatch(/file\.go:187\] Can't process manifest file/);
  });

  it('runs the last of two files with one pod name, and tells of the conflict', async () => {
    await write('a.yaml', manifest('web', 'busybox:1'));
    await write('b.yaml', manifest('web', 'busybox:2'));
    await start();
    expect(pods()).toEqual(['web-node1 busybox:2']);
    expect([stateOf('a.yaml'), stateOf('b.yaml')]).toEqual(['conflict', 'applied']);
    await rm(join(path, 'b.yaml'));
    await until(() => expect(pods()).toEqual(['web-node1 busybox:1']));
    expect(stateOf('a.yaml')).toBe('applied');
  });

  it('refuses what is no file, and goes on', async () => {
    await mkdir(join(path, 'sub'));
    execFileSync('mkfifo', [join(path, 'pipe')]);
    await write('big.yaml', '');
    await truncate(join(path, 'big.yaml'), 10 * 1024 * 1024 + 1);
    await symlink(join(home, 'nowhere'), join(path, 'dangling.yaml'));
    await writeFile(join(home, 'elsewhere'), manifest('linked'));
    await symlink(join(home, 'elsewhere'), join(path, 'linked.yaml'));
    await start();
    expect(pods()).toEqual(['linked-node1 busybox:1']);
    expect([stateOf('sub'), stateOf('pipe'), stateOf('big.yaml')]).toEqual(['ignored', 'ignored', 'rejected']);
    for (const text of [
      'Not recursing into manifest path',
      'is not a directory or file',
      'the read limit is reached',
      "Can't get metadata for",
    ]) {
      expect(logged()).toContain(text);
    }
  });

  it('sees through a link what no hint tells', async () => {
    await writeFile(join(home, 'elsewhere'), manifest('linked'));
    await symlink(join(home, 'elsewhere'), join(path, 'linked.yaml'));
    await start();
    await writeFile(join(home, 'elsewhere'), manifest('linked', 'busybox:2'));
    await clock.advance(CHECK_MS);
    await until(() => expect(pods()).toEqual(['linked-node1 busybox:2']));
  });

  it('may be missing, may go and may come again', async () => {
    await rm(path, { recursive: true });
    await start();
    expect(pods()).toEqual([]);
    expect(logged()).toContain('path does not exist, ignoring');
    await mkdir(path);
    await write('a.yaml', manifest('a'));
    await clock.advance(1_000);
    await until(() => expect(pods()).toEqual(['a-node1 busybox:1']));
    await rm(path, { recursive: true });
    await until(() => expect(pods()).toEqual([]));
    await vi.waitFor(() => clock.advance(1_000), { timeout: 1_000 });
    await mkdir(path);
    await write('b.yaml', manifest('b'));
    await vi.waitFor(async () => {
      await clock.advance(1_000);
      expect(pods()).toEqual(['b-node1 busybox:1']);
    }, 4_000);
    await write('c.yaml', manifest('c'));
    await until(() => expect(pods()).toEqual(['b-node1 busybox:1', 'c-node1 busybox:1']));
  });
});

describe('a single manifest file', () => {
  it('is one pod, followed through edits and replacements', async () => {
    const file = join(home, 'one.yaml');
    await writeFile(file, manifest('one'));
    await start(file);
    expect(pods()).toEqual(['one-node1 busybox:1']);
    await writeFile(file, manifest('one', 'busybox:2'));
    await until(() => expect(pods()).toEqual(['one-node1 busybox:2']));
    await writeFile(join(home, 'new'), manifest('one', 'busybox:3'));
    await rename(join(home, 'new'), file);
    await vi.waitFor(async () => {
      await clock.advance(1_000);
      expect(pods()).toEqual(['one-node1 busybox:3']);
    }, 4_000);
  });
});
