// Prometheus text, format 0.0.4: counters, gauges and histograms with labels. As much of it as the kubelet needs.

/** Default buckets of the Go client, seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Labels = Readonly<Record<string, string>>;
/** Labels, value, and when it was measured (ms since the epoch) where that is told. */
export type Sample = readonly [Labels, number, number?];

const escaped = (value: string): string => value.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`));

/** As the Go client writes them: by name, and `le` after all others. */
function labelled(name: string, labels: Labels): string {
  const rank = ([key]: [string, string]): string => (key === 'le' ? '~' : key);
  const sorted = Object.entries(labels).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const pairs = sorted.map(([key, value]) => `${key}="${escaped(value)}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

/** As Go prints a float in its shortest form: six digits before the point at most. */
function goFloat(value: number): string {
  const [digits = '', exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (!Number.isFinite(value) || (power >= -4 && power < 6)) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

const headed = (name: string, type: string, help: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');

/** One metric with its samples as text; '' without samples. */
export const metricText = (name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string =>
  headed(
    name,
    type,
    help,
    samples.map(
      ([labels, value, at]) => `${labelled(name, labels)} ${goFloat(value)}${at === undefined ? '' : ` ${at}`}`,
    ),
  );

/** A counter, or a gauge that goes up and down, by label values. */
export class Counter {
  private readonly values = new Map<string, { labels: Labels; value: number }>();

  constructor(
    private readonly name: string,
    private readonly help: string,
    private readonly type: 'counter' | 'gauge' = 'counter',
  ) {}

  increase(labels: Labels = {}): void {
    this.add(1, labels);
  }

  add(amount: number, labels: Labels = {}): void {
    const key = JSON.stringify(labels);
    const known = this.values.get(key) ?? { labels, value: 0 };
    this.values.set(key, { labels, value: known.value + amount });
  }

  /** Forgets every series with these labels. */
  drop(labels: Labels): void {
    for (const [key, series] of this.values) {
      if (Object.entries(labels).every(([label, value]) => series.labels[label] === value)) this.values.delete(key);
    }
  }

  text(): string {
    return metricText(
      this.name,
      this.type,
      this.help,
      [...this.values.values()].map(({ labels, value }) => [labels, value]),
    );
  }
}

interface Distribution {
  labels: Labels;
  counts: number[];
  sum: number;
  count: number;
}

/** A histogram of seconds by label values. */
export class Histogram {
  private readonly distributions = new Map<string, Distribution>();

  constructor(
    private readonly name: string,
    private readonly help: string,
  ) {}

  observe(value: number, labels: Labels = {}): void {
    const key = JSON.stringify(labels);
    const known = this.distributions.get(key) ?? { labels, counts: BUCKETS.map(() => 0), sum: 0, count: 0 };
    known.counts = known.counts.map((count, i) => (value <= (BUCKETS[i] ?? 0) ? count + 1 : count));
    known.sum += value;
    known.count += 1;
    this.distributions.set(key, known);
  }

  text(): string {
    const lines = [...this.distributions.values()].flatMap(({ labels, counts, sum, count }) => [
      ...counts.map((n, i) => `${labelled(`${this.name}_bucket`, { ...labels, le: String(BUCKETS[i]) })} ${n}`),
      `${labelled(`${this.name}_bucket`, { ...labels, le: '+Inf' })} ${count}`,
      `${labelled(`${this.name}_sum`, labels)} ${sum}`,
      `${labelled(`${this.name}_count`, labels)} ${count}`,
    ]);
    return headed(this.name, 'histogram', this.help, lines);
  }
}
