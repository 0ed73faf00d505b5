// How much of a CPU is used at present: from two measurements of the time it has used in all.

interface Measured {
  at: number;
  nanos: number;
  rate: number | undefined;
}

/** A shorter pause says little, ms. */
const SHORTEST_MS = 100;
/** After a longer one it is no longer the present, ms. */
const LONGEST_MS = 30_000;

export class CpuRates {
  private known = new Map<string, Measured>();

  /** Takes a measurement in; returns billionths of a CPU, undefined as long as there is nothing to compare with. */
  rate(id: string, at: number, nanos: number): number | undefined {
    const before = this.known.get(id);
    const elapsed = before ? at - before.at : 0;
    if (before && elapsed < SHORTEST_MS) return before.rate;
    const isRecent = before !== undefined && elapsed <= LONGEST_MS && nanos >= before.nanos;
    const rate = isRecent ? Math.round(((nanos - before.nanos) / elapsed) * 1000) : undefined;
    this.known.set(id, { at, nanos, rate });
    return rate;
  }

  /** Forgets all others. */
  keep(ids: ReadonlySet<string>): void {
    this.known = new Map([...this.known].filter(([id]) => ids.has(id)));
  }
}
