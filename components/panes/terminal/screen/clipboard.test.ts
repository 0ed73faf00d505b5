import { expect, it } from 'vitest';
import { pasteable } from './clipboard';

it('a paste keeps text and lines, and no control characters', () => {
  expect(pasteable('kind: Pod\r\n\tname: „ä“ 😀\n')).toBe('kind: Pod\r\n\tname: „ä“ 😀\n');
  expect(pasteable('a\x1b[201~\rrm -rf ~\r\x00\x03\x9b31m')).toBe('a[201~\rrm -rf ~\r31m');
});
