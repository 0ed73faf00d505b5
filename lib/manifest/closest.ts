// The known word that someone probably meant.

/** Optimal string alignment: insertions, deletions, replacements and swapped neighbours, each counted once. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const plain = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(swapped ? Math.min(plain, cell(i - 2, j - 2) + 1) : plain);
    }
  }
  return cell(a.length, b.length);
}

/** The candidate that differs in case only, or in at most two letters (one in short words); undefined if none does. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  if (lower.length > 40) return undefined;
  const allowed = lower.length <= 4 ? 1 : 2;
  let best: { candidate: string; away: number } | undefined;
  for (const candidate of candidates) {
    const away = distance(lower, candidate.toLowerCase());
    if (away <= allowed && (!best || away < best.away)) best = { candidate, away };
  }
  return best?.candidate;
}
