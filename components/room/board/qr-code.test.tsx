import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { QrCode, qrModules, qrPath } from './qr-code';

const LINK = 'https://workshop.example:3000/join#c=ABCDEF';
/** The eye in three corners by which a scanner finds it (ISO/IEC 18004, 6.3.3). */
const EYE = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];

describe('qrModules', () => {
  const rows = qrModules(LINK);
  const square = (top: number, left: number) =>
    rows.slice(top, top + 7).map((row) =>
      row
        .slice(left, left + 7)
        .map((dark) => (dark ? '#' : '.'))
        .join(''),
    );
  it('is a square of a version that exists, with an eye in three corners', () => {
    expect((rows.length - 17) % 4).toBe(0);
    expect(rows.every((row) => row.length === rows.length)).toBe(true);
    for (const [top, left] of [
      [0, 0],
      [0, rows.length - 7],
      [rows.length - 7, 0],
    ] as const)
      expect(square(top, left)).toEqual(EYE);
  });
  it('says something else for another code', () => expect(qrModules(LINK.replace('ABC', 'XYZ'))).not.toEqual(rows));
});

describe('QrCode', () => {
  it('draws a square for each dark module', () => {
    expect(
      qrPath([
        [true, false],
        [false, true],
      ]),
    ).toBe('M0 0h1v1h-1zM1 1h1v1h-1z');
  });
  it('has a name, and the quiet margin of four modules', () => {
    const html = renderToString(<QrCode text={LINK} label="to join" />);
    expect(html).toContain('aria-label="to join"');
    const size = qrModules(LINK).length + 8;
    expect(html).toContain(`viewBox="-4 -4 ${size} ${size}"`);
  });
});
