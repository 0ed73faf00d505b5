import type { Ring } from './ring';

const NEWLINE = 0x0a;
const ESC = 0x1b;
/** Whole-screen clears and the switch to the alternate screen: nothing before them shows any more. */
const FRESH_SCREENS = ['\x1bc', '\x1b[2J', '\x1b[H\x1b[J', '\x1b[?1049h'].map((text) => Buffer.from(text));
/** A line or a frame longer than this is cut at the next whole character instead. */
const SEARCH_BYTES = 256 * 1024;

/**
 * Offset at which a replay may begin when older output is lost: after a newline or at a clear of the whole screen, so
 * that no character and no escape sequence is cut in two.
 */
export function replayStart(ring: Ring): number {
  const start = ring.start;
  if (start === 0) return 0;
  const head = ring.read(start, start + SEARCH_BYTES);
  const newline = head.indexOf(NEWLINE);
  if (newline >= 0) return start + newline + 1;
  const fresh = FRESH_SCREENS.map((clear) => head.indexOf(clear)).filter((at) => at >= 0);
  if (fresh.length > 0) return start + Math.min(...fresh);
  const sequence = head.indexOf(ESC);
  if (sequence >= 0) return start + sequence;
  // One endless line of text: begin with the next whole UTF-8 character.
  const whole = head.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return start + Math.max(0, whole);
}
