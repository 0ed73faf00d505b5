import { expect, it } from 'vitest';
import { isReply } from './replies';

it('tells answers of the terminal from what a person types', () => {
  for (const reply of [
    '\x1b[?1;2c',
    '\x1b[>0;276;0c',
    '\x1b[12;40R',
    '\x1b[0n',
    '\x1b[?2026;2$y',
    '\x1b]10;rgb:e3e3/e6e6/e2e2\x07',
    '\x1bP1$r0m\x1b\\',
  ]) {
    expect(isReply(reply), JSON.stringify(reply)).toBe(true);
  }
  for (const typed of [
    'a',
    '\r',
    '\x1b',
    '\x1b[A',
    '\x1bOP',
    '\x1b[15~',
    '\x1b[200~cat\r\x1b[201~',
    '\x1bb',
    '\x03',
    'ä😀',
    '\x1b[I',
  ]) {
    expect(isReply(typed), JSON.stringify(typed)).toBe(false);
  }
});
