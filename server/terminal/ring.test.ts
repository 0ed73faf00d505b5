import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayStart } from './replay-start';
import { Ring } from './ring';

describe('ring', () => {
  it('holds exactly the last bytes, at their absolute offsets', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.integer({ min: 1, max: 64 }), (chunks, capacity) => {
        const ring = new Ring(capacity);
        for (const chunk of chunks) ring.push(Buffer.from(chunk));
        const all = Buffer.concat(chunks);
        expect(ring.end).toBe(all.length);
        expect(ring.start).toBe(Math.max(0, all.length - capacity));
        expect(ring.read(0, ring.end)).toEqual(all.subarray(ring.start));
        expect(ring.read(ring.start + 1, ring.end - 1)).toEqual(
          all.subarray(ring.start + 1, Math.max(ring.start + 1, all.length - 1)),
        );
      }),
    );
  });

  it('grows to its capacity without losing a byte', () => {
    const ring = new Ring(300 * 1024);
    const all = Buffer.from(Array.from({ length: 1_000_003 }, (_, at) => at % 251));
    for (let at = 0; at < all.length; at += 4095) {
      ring.push(all.subarray(at, at + 4095));
      expect(ring.read(ring.start, ring.end).equals(all.subarray(ring.start, ring.end))).toBe(true);
    }
    expect(ring.end - ring.start).toBe(300 * 1024);
  });
});

describe('replay start', () => {
  const full = (text: string, capacity: number) => {
    const ring = new Ring(capacity);
    ring.push(Buffer.from(text));
    const from = replayStart(ring);
    return ring.read(from, ring.end).toString('utf8');
  };

  it('is the beginning while nothing is lost', () => {
    expect(full('\x1b[31mäöü', 100)).toBe('\x1b[31mäöü');
  });
  it('is behind a newline', () => {
    expect(full('first \x1b[38;2;1;2;3mlong line\r\nsecond\r\nthird', 30)).toBe('second\r\nthird');
  });
  it('is a clear of the screen where there are no lines', () => {
    expect(full('old screen;10Hx\x1b[5;5Hy\x1b[2Jnew', 20)).toBe('\x1b[2Jnew');
  });
  it('never cuts a character or a sequence', () => {
    expect(full('😀😀😀', 6)).toBe('😀');
    expect(full('aaaa;5;6mtext\x1b[1mbold', 15)).toBe('\x1b[1mbold');
  });
});
