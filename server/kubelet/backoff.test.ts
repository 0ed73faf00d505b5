import { describe, expect, it } from 'vitest';
import { type BackOffEntry, BackOffStore, backOffSince, backOffSinceUpdate, nextBackOff } from './backoff';

const SECOND = 1000;

describe('container back-off', () => {
  it('doubles from 10 s to 300 s', () => {
    let entry: BackOffEntry | undefined;
    const windows: number[] = [];
    for (let restart = 0; restart < 8; restart += 1) {
      entry = nextBackOff(entry, restart, restart);
      windows.push(entry.windowMs / SECOND);
    }
    expect(windows).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('lets the first restart go at once', () => {
    expect(backOffSince(undefined, 5, 5)).toBeNull();
  });

  it('counts the window from the end of the last instance', () => {
    const entry = { windowMs: 10 * SECOND, updatedAt: 0 };
    expect(backOffSince(entry, 4 * SECOND, 5 * SECOND)).toEqual({ until: 14 * SECOND, windowMs: 10 * SECOND });
    expect(backOffSince(entry, 4 * SECOND, 14 * SECOND)).toBeNull();
  });

  it('starts over after an instance that ran for more than ten minutes', () => {
    const entry = { windowMs: 160 * SECOND, updatedAt: 0 };
    const finishedAt = 600 * SECOND + 1;
    expect(backOffSince(entry, finishedAt, finishedAt)).toBeNull();
    expect(nextBackOff(entry, finishedAt, finishedAt).windowMs).toBe(10 * SECOND);
  });
});

describe('pull back-off', () => {
  it('counts the window from the last failure', () => {
    const entry = { windowMs: 20 * SECOND, updatedAt: 100 * SECOND };
    expect(backOffSinceUpdate(entry, 119 * SECOND)).toEqual({ until: 120 * SECOND, windowMs: 20 * SECOND });
    expect(backOffSinceUpdate(entry, 120 * SECOND)).toBeNull();
  });
});

describe('a clock that is set back', () => {
  const entry = { windowMs: 20 * SECOND, updatedAt: 3_600 * SECOND };

  it('makes nobody wait for an end that lies in the future', () => {
    expect(backOffSince(entry, 3_600 * SECOND, 10 * SECOND)).toBeNull();
    expect(backOffSinceUpdate(entry, 10 * SECOND)).toBeNull();
  });
  it('by less than the window only lengthens it', () => {
    expect(backOffSinceUpdate(entry, 3_590 * SECOND)).toEqual({ until: 3_620 * SECOND, windowMs: 20 * SECOND });
  });
});

describe('BackOffStore', () => {
  it('forgets what was idle for ten minutes', () => {
    const store = new BackOffStore();
    store.advance('old', 0, 0);
    store.advance('new', 0, 500 * SECOND);
    store.collect(601 * SECOND);
    expect([...store.table.keys()]).toEqual(['new']);
  });
});
