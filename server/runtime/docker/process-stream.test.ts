import { describe, expect, it } from 'vitest';
import { FrameReader } from './process-stream';

const frame = (type: number, text: string): Buffer => {
  const header = Buffer.alloc(8);
  header[0] = type;
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

describe('FrameReader', () => {
  const bytes = Buffer.concat([frame(1, 'out'), frame(1, ''), frame(2, 'wörds'), frame(1, 'end')]);

  it.each([1, 2, 3, 7, 8, 9, 100])('reads frames that arrive in pieces of %i bytes', (size) => {
    const reader = new FrameReader();
    const seen = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
    for (let at = 0; at < bytes.length; at += size) {
      for (const { stream, data } of reader.read(bytes.subarray(at, at + size))) seen[stream].push(data);
    }
    expect(Buffer.concat(seen.stdout).toString()).toBe('outend');
    expect(Buffer.concat(seen.stderr).toString()).toBe('wörds');
  });
});
