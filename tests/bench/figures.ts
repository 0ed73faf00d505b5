/** Median and p95 of a list of milliseconds. */
export const median = (values: number[]): number => quantile(values, 0.5);
export const p95 = (values: number[]): number => quantile(values, 0.95);

function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export const ms = (value: number): string => `${value.toFixed(0)} ms`.padStart(8);

/** By how much a quantity grows, units an hour: least squares over its samples. */
export function slope(samples: readonly { at: number; amount: number }[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ at }) => at)), mean(samples.map(({ amount }) => amount))];
  const up = samples.reduce((sum, { at, amount }) => sum + (at - x) * (amount - y), 0);
  const down = samples.reduce((sum, { at }) => sum + (at - x) ** 2, 0);
  return (up / down) * 3_600_000;
}
