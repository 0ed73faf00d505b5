// One server per lab: two reconcilers on the same labels would fight over containers. The file holds the process id and its start time,
// so that a reused id is not taken for the old server.

import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { codeOf } from '../workspace/results';

export class LabInUse extends Error {
  constructor(readonly pid: number) {
    super(`process ${pid} serves this lab already`);
    this.name = 'LabInUse';
  }
}

/** Start time of a process in clock ticks since boot, '' when there is no such process or no /proc. */
function startTime(pid: number): string {
  try {
    // The name in parentheses may hold anything; field 22 of the whole is the 20th after it.
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? ''
    );
  } catch {
    return '';
  }
}

function alive(text: string): number {
  const [pidText = '', started = ''] = text.split('\n');
  const pid = Number.parseInt(pidText, 10);
  if (!(pid > 0)) return 0;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return 0;
  }
  return started && startTime(pid) !== started ? 0 : pid;
}

/** Takes the lock at `path`; a dead server's is taken over. Throws LabInUse. Returns how to give it back (synchronously, at exit). */
export async function takeLock(path: string): Promise<() => void> {
  const own = `${process.pid}\n${startTime(process.pid)}\n`;
  const candidate = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(candidate, own, { mode: 0o600 });
  try {
    while (!(await claimed(candidate, path))) await removeStale(path, `${candidate}.stale`);
  } finally {
    await unlink(candidate);
  }
  return () => {
    if (read(path) === own) rmSync(path, { force: true });
  };
}

/** A link is made or not, never half: of two servers that start together one gets it. */
async function claimed(candidate: string, path: string): Promise<boolean> {
  try {
    await link(candidate, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(path: string, aside: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = alive(text);
  if (pid > 0) throw new LabInUse(pid);
  // Moved first: another starter may have put its own lock here meanwhile, and gets it back.
  await rename(path, aside).catch(() => undefined);
  if (read(aside) !== text) await link(aside, path).catch(() => undefined);
  await unlink(aside).catch(() => undefined);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
