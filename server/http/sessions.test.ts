import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSessionStore, sessionMs } from './sessions';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-sessions-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const file = () => join(dir, 'sessions.json');

describe('start token', () => {
  it('is new for each run and only itself', () => {
    const [one, two] = [createSessionStore({ dir }), createSessionStore({ dir })];
    expect(one.startToken).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(one.startToken).not.toBe(two.startToken);
    expect(one.isStartToken(one.startToken)).toBe(true);
    for (const wrong of ['', two.startToken, `${one.startToken} `, one.startToken.slice(1)]) {
      expect(one.isStartToken(wrong)).toBe(false);
    }
  });
  it('may be given, but not short', () => {
    expect(createSessionStore({ dir, token: 'x'.repeat(32) }).startToken).toBe('x'.repeat(32));
    expect(() => createSessionStore({ dir, token: 'x' })).toThrow();
  });
});

describe('sessions', () => {
  it('outlive the server; the disk holds neither them nor the token', () => {
    const store = createSessionStore({ dir });
    const secret = store.open('owner');
    const text = readFileSync(file(), 'utf8');
    expect(text).not.toContain(secret);
    expect(text).not.toContain(store.startToken);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['sessions.json']);
    expect(createSessionStore({ dir }).find(secret)?.id).toBe(store.find(secret)?.id);
  });
  it('end once and for all (B06)', () => {
    const store = createSessionStore({ dir });
    const secret = store.open('owner');
    const session = store.find(secret);
    store.end(secret);
    expect(session?.ended.aborted).toBe(true);
    expect(store.find(secret)).toBeUndefined();
    expect(createSessionStore({ dir }).find(secret)).toBeUndefined();
  });
  it('end after their time, and survive a clock that jumps a day', () => {
    let now = 1_000_000;
    const store = createSessionStore({ dir, now: () => now });
    const secret = store.open('owner');
    now += 24 * 60 * 60 * 1000;
    expect(store.find(secret)).toBeDefined();
    now += sessionMs('owner');
    expect(store.find(secret)).toBeUndefined();
  });
  it('are not without number; the oldest goes', () => {
    const store = createSessionStore({ dir });
    const first = store.open('owner');
    const rest = Array.from({ length: 64 }, () => store.open('owner'));
    expect(store.find(first)).toBeUndefined();
    expect(rest.every((secret) => store.find(secret))).toBe(true);
  });
  it.each([
    '',
    '{',
    '{"version":3}',
    '{"version":2,"sessions":[{"hash":"x"}]}',
    '{"version":1,"sessions":[{"hash":"x","createdAt":1}]}',
  ])('start empty when the file is broken: %j', (text) => {
    writeFileSync(file(), text);
    const store = createSessionStore({ dir });
    expect(store.find(store.open('owner'))).toBeDefined();
  });
  it('of a version 1 file are the owner’s', () => {
    const store = createSessionStore({ dir });
    const secret = store.open('owner');
    const { sessions } = JSON.parse(readFileSync(file(), 'utf8')) as { sessions: Record<string, unknown>[] };
    writeFileSync(file(), JSON.stringify({ version: 1, sessions: sessions.map(({ member: _, ...rest }) => rest) }));
    expect(createSessionStore({ dir }).find(secret)?.member).toBe('owner');
  });
  it('work on when they cannot be written, and say so', () => {
    const errors: unknown[] = [];
    const store = createSessionStore({ dir, onWriteError: (error) => errors.push(error) });
    rmSync(dir, { recursive: true });
    expect(store.find(store.open('owner'))).toBeDefined();
    expect(errors).toHaveLength(1);
  });
  it('live in a private folder', () => {
    const inner = join(dir, 'private');
    createSessionStore({ dir: inner });
    expect(statSync(inner).mode & 0o777).toBe(0o700);
  });
});

describe('members', () => {
  it('have sessions of their own, also after a restart; many of one push nobody else out', () => {
    const store = createSessionStore({ dir });
    const [seat, trainer] = [store.open('s01'), store.open('trainer')];
    for (let n = 0; n < 70; n += 1) store.open('s02');
    const again = createSessionStore({ dir });
    expect([again.find(seat)?.member, again.find(trainer)?.member]).toEqual(['s01', 'trainer']);
  });
  it('that are gone have none left (B06)', () => {
    const store = createSessionStore({ dir });
    const [gone, stays] = [store.open('s01'), store.open('s02')];
    const session = store.find(gone);
    store.endOf((member) => member === 's01');
    expect(session?.ended.aborted).toBe(true);
    expect(createSessionStore({ dir }).find(gone)).toBeUndefined();
    expect(store.find(stays)).toBeDefined();
  });
  it('who lead are asked again after eight hours, also on a connection that stays', () => {
    let now = 0;
    const store = createSessionStore({ dir, now: () => now });
    const [trainer, seat] = [store.open('trainer'), store.open('s01')];
    const session = store.find(trainer);
    now += 8 * 60 * 60 * 1000;
    store.expire();
    expect(session?.ended.aborted).toBe(false);
    now += 1;
    store.expire();
    expect(session?.ended.aborted).toBe(true);
    expect(store.find(seat)).toBeDefined();
  });
});
