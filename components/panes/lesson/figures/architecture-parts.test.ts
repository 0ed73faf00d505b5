import { describe, expect, it } from 'vitest';
import { figureTexts } from '@/lib/i18n/figures';
import { blockedAt, LINES, PARTS, WAY } from './architecture-parts';

describe('the way of a deployment', () => {
  it('goes through parts and along lines that are drawn, and says each stop', () => {
    const ids = PARTS.map(({ id }) => id);
    for (const { parts, lines } of WAY) {
      for (const part of parts) expect(ids).toContain(part);
      for (const line of lines) expect(Object.keys(LINES)).toContain(line);
    }
    for (const texts of Object.values(figureTexts)) expect(texts.architecture.way).toHaveLength(WAY.length);
  });

  it.each([
    [undefined, WAY.length],
    ['proxy1', WAY.length],
    ['kubectl', 0],
    ['etcd', 1],
    ['controller', 2],
    ['scheduler', 3],
    ['kubelet2', 4],
    ['runtime1', 5],
  ])('without %s ends at stop %i', (part, stop) => {
    expect(blockedAt(part)).toBe(stop);
  });
});
