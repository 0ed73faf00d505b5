import { expect, it } from 'vitest';
import { shownLine, splitTime } from './log-text';

it.each([
  ['plain', 'plain'],
  ['\u001b[31mred\u001b[0m and \u001b]8;;http://x\u0007link\u001b]8;;\u0007', 'red and link'],
  ['bell\u0007 null\u0000 del\u007f', 'bell␇ null␀ del␡'],
  ['user\u202egpj.exe', 'user⟨U+202E⟩gpj.exe'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['progress 10%\r', 'progress 10%'],
])('%j is shown as %j', (line, shown) => expect(shownLine(line)).toBe(shown));

it('a line as long as a book is cut', () => expect(shownLine('x'.repeat(100_000)).length).toBeLessThan(2100));

it('time stands before the text, where there is one', () => {
  expect(splitTime('2026-01-02T03:04:05.123456789Z hello world')).toEqual({
    at: Date.UTC(2026, 0, 2, 3, 4, 5, 123),
    text: 'hello world',
  });
  expect(splitTime('no time').text).toBe('no time');
});
