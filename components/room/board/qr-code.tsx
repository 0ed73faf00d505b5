'use client';
// An address as a picture for phones. In a file of its own, because the encoder is fetched with it when somebody invites.
import qrcode from 'qrcode-generator';

/** What scanners need around it, in modules (ISO/IEC 18004). */
const QUIET = 4;

/** Which modules are dark, row by row, in the smallest version that holds `text` with error correction M. */
export function qrModules(text: string): boolean[][] {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const each = Array.from({ length: code.getModuleCount() }, (_, at) => at);
  return each.map((row) => each.map((column) => code.isDark(row, column)));
}

/** One closed square for each dark module, as SVG path data. */
export const qrPath = (rows: readonly (readonly boolean[])[]): string =>
  rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');

/** Dark on light in either theme. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = qrModules(text);
  const size = rows.length + 2 * QUIET;
  return (
    <svg
      className="board-qr"
      viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      data-testid="qr"
    >
      <rect x={-QUIET} y={-QUIET} width={size} height={size} />
      <path d={qrPath(rows)} />
    </svg>
  );
}
