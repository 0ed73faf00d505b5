import { describe, expect, it } from 'vitest';
import { preflightTexts } from '@/lib/i18n/preflight';
import { checkMachine, MACHINE_CODES, type MachineFacts } from './machine';

const NOW = Date.UTC(2026, 10, 27);
const DAY = 86_400_000;
const GOOD: MachineFacts = {
  engine: { runtime: 'docker', state: 'available', version: '20.10.24', message: '' },
  images: [{ name: 'nginx:latest', present: true }],
  diskFree: 38e9,
  memory: { total: 8e9, available: 4e9 },
  clock: { now: NOW, builtAt: NOW - 30 * DAY },
  ports: [
    { port: 10255, state: 'ours' },
    { port: 10248, state: 'free' },
  ],
  home: '/home',
};
const told = (change: Partial<MachineFacts>) =>
  checkMachine({ ...GOOD, ...change }, NOW)
    .filter(({ state }) => state !== 'ok')
    .map(({ name, state, code }) => `${name} ${state} ${code}`);

describe('checkMachine', () => {
  it('has nothing to say against a good machine', () => expect(told({})).toEqual([]));
  it.each<[Partial<MachineFacts>, string]>([
    [{ engine: { ...GOOD.engine, state: 'unavailable' } }, 'engine bad EngineDown'],
    [{ engine: { ...GOOD.engine, state: 'connecting' } }, 'engine unknown EngineAsked'],
    [{ engine: { ...GOOD.engine, runtime: 'memory' } }, 'engine warn EngineDemo'],
    [{ images: null }, 'images unknown ImagesUnknown'],
    [{ images: [{ name: 'nginx:latest', present: false }] }, 'images bad ImagesMissing'],
    [{ diskFree: 1e9 }, 'disk warn DiskLow'],
    [{ diskFree: 1e8 }, 'disk bad DiskFull'],
    [{ diskFree: null }, 'disk unknown DiskUnknown'],
    [{ memory: { total: 1e9, available: 1e8 } }, 'memory warn MemoryLow'],
    [{ clock: { now: NOW + 730 * DAY, builtAt: NOW } }, 'clock warn ClockDiffers'],
    [{ clock: { now: NOW - 180_000, builtAt: null } }, 'clock warn ClockDiffers'],
    [{ clock: { now: NOW - 730 * DAY, builtAt: NOW } }, 'clock warn ClockBehind'],
    [{ ports: [{ port: 10255, state: 'taken' }] }, 'ports warn PortsTaken'],
  ])('%o: %s', (change, expected) => expect(told(change)).toEqual([expected]));

  it('lets a slow answer pass, and a program that was built where the clock is ahead of ours', () => {
    expect(told({ clock: { now: NOW - 20_000, builtAt: NOW + DAY / 2 } })).toEqual([]);
  });

  it.each(['de', 'en'] as const)('has a sentence for each code in %s', (locale) => {
    const facts = {
      version: '1',
      message: 'm',
      count: 1,
      names: 'n',
      bytes: 1e9,
      total: 2e9,
      ports: '1',
      server: 0,
      here: 1,
      built: 1,
    };
    for (const code of MACHINE_CODES) expect(preflightTexts[locale].said[code](facts)).not.toMatch(/undefined|NaN/);
  });
});
