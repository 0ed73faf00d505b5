import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labIdIn } from './lab-id';
import { LabInUse, takeLock } from './lock';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-l-data-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the id of a lab', () => {
  it('is drawn once', async () => {
    const id = await labIdIn(dir);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(await labIdIn(dir)).toBe(id);
  });
  it('is never replaced when the file is damaged', async () => {
    writeFileSync(join(dir, 'lab-id'), 'x');
    await expect(labIdIn(dir)).rejects.toThrow(/lab-id/);
    expect(readFileSync(join(dir, 'lab-id'), 'utf8')).toBe('x');
  });
});

describe('the lock', () => {
  const path = () => join(dir, 'server.pid');

  it('keeps a second server out until it is given back', async () => {
    const release = await takeLock(path());
    expect(Number.parseInt(readFileSync(path(), 'utf8'), 10)).toBe(process.pid);
    await expect(takeLock(path())).rejects.toThrow(LabInUse);
    release();
    expect(existsSync(path())).toBe(false);
    (await takeLock(path()))();
  });

  it('is given to exactly one of many that start together', async () => {
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => takeLock(path())));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect(readdirSync(dir)).toEqual(['server.pid']);
  });

  it('is taken over from a process that is gone, and from one that got its number', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.on('exit', resolve));
    writeFileSync(path(), `${child.pid}\n1\n`);
    (await takeLock(path()))();
    // The parent lives, but started at another time than the file says.
    writeFileSync(path(), `${process.ppid}\n1\n`);
    (await takeLock(path()))();
    writeFileSync(path(), `${process.ppid}\n`);
    await expect(takeLock(path())).rejects.toMatchObject({ pid: process.ppid });
  });
});
