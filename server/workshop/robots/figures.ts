// What a rehearsal measures, and what the room is meant to keep. Pure.

/** The value that this share (0–1) of all is not above; 0 of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

export interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 's' | 'MB' | 'kB/s' | '';
  /** The value is meant to stay below; undefined: only told. */
  limit?: number;
}

export const isKept = ({ value, limit }: Figure): boolean => limit === undefined || value <= limit;

const amount = ({ value, unit }: Figure): string =>
  `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)}${unit && ` ${unit}`}`;

/** One line for each, with its limit and whether it was kept. */
export function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map((figure) => {
      const bound =
        figure.limit === undefined
          ? ''
          : `   ≤ ${amount({ ...figure, value: figure.limit })}${isKept(figure) ? '' : '   MISSED'}`;
      return `  ${figure.name.padEnd(width)}  ${amount(figure).padStart(10)}${bound}\n`;
    })
    .join('');
}
