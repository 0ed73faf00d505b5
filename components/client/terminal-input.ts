'use client';
// The one place that types into terminals: it owns the per-socket sequence number, so that a repeated frame is dropped.
import type { Ack, Answer } from '@/lib/protocol/events';
import { MAX_INPUT_BYTES } from '@/lib/protocol/limits';
import { connectionNumber, request } from './lab-client';

/** Characters a frame; at most three bytes each in UTF-8. */
const FRAME_CHARACTERS = MAX_INPUT_BYTES / 4;

let seq = 0;
let countedOn = -1;

/** Types `text` (may hold control characters) into a terminal. Refused while offline; text over 64 KB goes in several frames. */
export async function typeIntoTerminal(terminal: string, text: string): Promise<Ack<Answer<'term:input'>>> {
  let answer: Ack<Answer<'term:input'>> = { ok: true, value: {} };
  for (let at = 0; at < text.length && answer.ok; ) {
    const end = frameEnd(text, at);
    answer = await request('term:input', { terminal, seq: nextSeq(), data: text.slice(at, end) });
    at = end;
  }
  return answer;
}

/** A new socket counts from 1 again. */
function nextSeq(): number {
  if (connectionNumber() !== countedOn) {
    countedOn = connectionNumber();
    seq = 0;
  }
  seq += 1;
  return seq;
}

/** Never between the two halves of a character: each alone would arrive as a replacement character. */
function frameEnd(text: string, from: number): number {
  const end = Math.min(text.length, from + FRAME_CHARACTERS);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
