import { describe, expect, it } from 'vitest';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import { PullQpsExceeded, PullQueue } from './pull-queue';

const queue = (more: { serial?: boolean; qps?: number; burst?: number } = {}) => {
  const clock = new ManualClock();
  return { clock, pulls: new PullQueue({ clock, serial: true, qps: 1, burst: 2, ...more }) };
};
/** A pull that ends when it is told to. */
function pull(log: string[], name: string) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const start = () => {
    log.push(name);
    return ended;
  };
  return { start, end };
}

describe('the queue of pulls', () => {
  it.each([
    [true, ['a']],
    [false, ['a', 'b']],
  ])('with serial %s lets begin at once: %j', async (serial, begun) => {
    const { pulls } = queue({ serial });
    const log: string[] = [];
    const [a, b] = [pull(log, 'a'), pull(log, 'b')];
    const both = [pulls.run(a.start), pulls.run(b.start)];
    await Promise.resolve();
    await Promise.resolve();
    expect(log).toEqual(begun);
    a.end();
    b.end();
    await Promise.all(both);
    expect(log).toEqual(['a', 'b']);
  });

  it('refuses what is too much for its rate, until time has passed', async () => {
    const { pulls, clock } = queue();
    const work = () => Promise.resolve('image');
    expect([await pulls.runThrottled(work), await pulls.runThrottled(work)]).toEqual(['image', 'image']);
    await expect(pulls.runThrottled(work)).rejects.toThrow(PullQpsExceeded);
    await clock.advance(1_000);
    expect(await pulls.runThrottled(work)).toBe('image');
  });

  it('has no rate at 0', async () => {
    const { pulls } = queue({ qps: 0, burst: 0 });
    expect(await pulls.runThrottled(() => Promise.resolve('image'))).toBe('image');
  });

  it('goes on after a failure', async () => {
    const { pulls } = queue();
    await expect(pulls.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await pulls.run(() => Promise.resolve('image'))).toBe('image');
  });
});
