import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../configuration/fields';
import { parseThresholds, type ThresholdSettings } from './thresholds';

const parse = (settings: Partial<ThresholdSettings>) =>
  parseThresholds({ hard: {}, soft: {}, softGracePeriod: {}, minimumReclaim: {}, ...settings });

describe('thresholds', () => {
  it('are the defaults of the real kubelet', () => {
    expect(parse({ hard: defaultSettings('flags').evictionHard })).toEqual([
      { signal: 'memory.available', value: { amount: 104_857_600 }, graceMs: 0 },
      { signal: 'nodefs.available', value: { share: 0.1 }, graceMs: 0 },
      { signal: 'nodefs.inodesFree', value: { share: 0.05 }, graceMs: 0 },
      { signal: 'imagefs.available', value: { share: 0.15 }, graceMs: 0 },
    ]);
  });
  it('have a grace period when soft, and a reserve where one is asked for', () => {
    const soft = { 'memory.available': '1Gi' };
    expect(
      parse({ soft, softGracePeriod: { 'memory.available': '1m30s' }, minimumReclaim: { 'memory.available': '5%' } }),
    ).toEqual([
      { signal: 'memory.available', value: { amount: 2 ** 30 }, graceMs: 90_000, minReclaim: { share: 0.05 } },
    ]);
  });
  it('of 0% and 100% are none', () => {
    expect(parse({ hard: { 'nodefs.available': '0%', 'imagefs.available': '100%' } })).toEqual([]);
  });
  it.each<[Partial<ThresholdSettings>, string]>([
    [{ hard: { 'cpu.available': '1' } }, 'unsupported eviction signal cpu.available'],
    [{ hard: { 'memory.available': '0' } }, 'eviction threshold memory.available must be positive: 0'],
    [{ hard: { 'memory.available': '-5%' } }, 'eviction percentage threshold memory.available must be >= 0%: -5%'],
    [{ hard: { 'memory.available': '101%' } }, 'eviction percentage threshold memory.available must be <= 100%: 101%'],
    [
      { soft: { 'memory.available': '1Gi' } },
      'grace period must be specified for the soft eviction threshold memory.available',
    ],
    [
      { minimumReclaim: { 'memory.available': '-1' } },
      'negative eviction minimum reclaim specified for memory.available',
    ],
    [
      { softGracePeriod: { 'memory.available': '-1s' } },
      'invalid eviction grace period specified: -1s, must be a positive value',
    ],
  ])('refuses %j', (settings, message) => {
    expect(() => parse(settings)).toThrow(message);
  });
});
