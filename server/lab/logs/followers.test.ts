import { describe, expect, it } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import { createLogFollowers } from './followers';
import { LogLines } from './log-lines';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('log lines', () => {
  it('are whole, however the bytes arrive, and numbered', () => {
    const lines = new LogLines();
    const [head, tail] = [bytes('eins\nzw').slice(0, 6), bytes('ü\ndrei')];
    for (const part of [head, tail.slice(0, 1), tail.slice(1)]) lines.push(part);
    expect(lines.read(0, 9)).toEqual({ lines: ['eins', 'zü'], next: 2 });
    expect(lines.read(2, 9)).toEqual({ lines: [], next: 2 });
    lines.end();
    expect(lines.read(2, 9)).toEqual({ lines: ['drei'], next: 3 });
  });
  it('are forgotten when they were read, and cut when they never end', () => {
    const lines = new LogLines();
    lines.push(bytes(`${'x'.repeat(70_000)}\na\nb\n`));
    expect(lines.read(0, 9).lines.map(({ length }) => length)).toEqual([32_768, 32_768, 4464, 1, 1]);
    lines.read(5, 9);
    expect(lines.unread).toBe(0);
  });
});

describe('followers', () => {
  it('hold a chatty container up while nobody reads, and lose nothing', async () => {
    let made = 0;
    const runtime = {
      async logs() {
        return (async function* () {
          for (; made < 400; made += 1) yield bytes(`${'x'.repeat(9999)}${made}\n`);
        })();
      },
    };
    const followers = createLogFollowers(runtime, systemClock);
    let next = 0;
    let seen = 0;
    let most = 0;
    for (;;) {
      const answer = await followers.read('tab', 'c', next);
      seen += answer.lines.length;
      next = answer.next;
      most = Math.max(most, made - seen);
      if (answer.over) break;
    }
    expect(seen).toBe(400);
    expect(most).toBeLessThan(250);
    followers.close();
  });
  it('tell what the engine said when there is no log', async () => {
    const runtime = { logs: async () => Promise.reject(new Error('No such container')) };
    const followers = createLogFollowers(runtime, systemClock);
    await expect(followers.read('tab', 'c', 0)).rejects.toThrow('No such container');
    followers.close();
  });
});
