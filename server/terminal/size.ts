import type { Clock } from './clock';

export interface Size {
  cols: number;
  rows: number;
}

const SPACING_MS = 50;
const clamp = (value: number, low: number, high: number, otherwise: number): number =>
  Number.isFinite(value) ? Math.min(high, Math.max(low, Math.floor(value))) : otherwise;

/** 2–500 columns, 1–200 rows; what is no number becomes 80 × 24. */
export const clampSize = (size: Size): Size => ({
  cols: clamp(size.cols, 2, 500, 80),
  rows: clamp(size.rows, 1, 200, 24),
});

/** Passes sizes on: the first at once, then at most one each 50 ms, always the last. Dragging a gutter sends hundreds. */
export class Resizer {
  #pending: Size | null = null;
  #cancel: (() => void) | null = null;

  constructor(
    private readonly apply: (size: Size) => void,
    private readonly clock: Clock,
  ) {}

  request(size: Size): void {
    this.#pending = clampSize(size);
    if (!this.#cancel) this.#next();
  }

  stop(): void {
    this.#cancel?.();
    this.#pending = null;
  }

  #next(): void {
    const size = this.#pending;
    this.#pending = null;
    this.#cancel = size ? this.clock.after(SPACING_MS, () => this.#next()) : null;
    if (size) this.apply(size);
  }
}
