// Amounts such as `250m`, `64Mi`, `1e3`. Upstream: apimachinery/pkg/api/resource/quantity.go. Exact: counted in nano units.

type Format = 'decimal' | 'binary' | 'exponent';

/** An amount: `nano` units (10^-9), and the notation that it was written in and is printed in. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: Format;
}

const NANO = 1_000_000_000n;
const MAX_VALUE = 9223372036854775807n * NANO;
const DECIMAL_EXPONENT: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const DECIMAL_SUFFIX = Object.entries(DECIMAL_EXPONENT).map(([suffix, exponent]) => ({ suffix, exponent }));
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
/** Upstream has no such limit; nobody writes an amount this long. */
const MAX_LENGTH = 256;
const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;

export const QUANTITY_FORMAT_ERROR =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
export const QUANTITY_SUFFIX_ERROR = "unable to parse quantity's suffix";

export class QuantityError extends Error {
  override name = 'QuantityError';
}

// Dividing rounds away from zero, as upstream rounds up.
function divideUp(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by === 0n ? quotient : quotient + (value < 0n ? -1n : 1n);
}

function scaleOf(suffix: string): { format: Format; numerator: bigint; exponent: number } {
  const binary = suffix === '' ? -1 : BINARY_SUFFIXES.indexOf(suffix);
  if (binary > 0) return { format: 'binary', numerator: 1024n ** BigInt(binary), exponent: 0 };
  if (Object.hasOwn(DECIMAL_EXPONENT, suffix)) {
    return { format: 'decimal', numerator: 1n, exponent: DECIMAL_EXPONENT[suffix] ?? 0 };
  }
  const exponent = /^[eE]([-+]?\d{1,18})$/.exec(suffix)?.[1];
  if (exponent === undefined) throw new QuantityError(QUANTITY_SUFFIX_ERROR);
  // Beyond these nothing changes any more: larger is capped, smaller is rounded up to one nano unit.
  return { format: 'exponent', numerator: 1n, exponent: Math.max(-60, Math.min(60, Number(exponent))) };
}

/** Parses a quantity. Throws QuantityError with upstream's text. Finer than a nano unit rounds up, larger than 2^63-1 is capped. */
export function parseQuantity(text: string): Quantity {
  const match = text.length <= MAX_LENGTH ? SHAPE.exec(text) : null;
  if (!match || text === '') throw new QuantityError(QUANTITY_FORMAT_ERROR);
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  const { format, numerator, exponent } = scaleOf(suffix);
  const digits = BigInt(`${whole}${fraction}` || '0') * numerator;
  const shift = exponent + 9 - fraction.length;
  const nano = shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift));
  const capped = nano > MAX_VALUE ? MAX_VALUE : nano;
  return { nano: sign === '-' ? -capped : capped, format };
}

/** Negative, zero or positive, as `a` is smaller than, equal to or larger than `b`. */
export const compareQuantities = (a: Quantity, b: Quantity): number => (a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0);

/** Rounded up to whole thousandths: what v1 defaulting does to every request and limit (SetDefaults_ResourceList). */
export const roundUpToMilli = (q: Quantity): Quantity => ({ ...q, nano: divideUp(q.nano, 1_000_000n) * 1_000_000n });

/** Thousandths, rounded up: CPU shares and quotas are computed from these. */
export const milliValue = (q: Quantity): number => Number(divideUp(q.nano, 1_000_000n));

/** Whole units, rounded up: bytes of memory. */
export const wholeValue = (q: Quantity): number => Number(divideUp(q.nano, NANO));

function formatBinary(nano: bigint): string {
  let value = divideUp(nano, NANO);
  let index = 0;
  while (value !== 0n && value % 1024n === 0n && index < BINARY_SUFFIXES.length - 1) {
    value /= 1024n;
    index += 1;
  }
  return `${value}${BINARY_SUFFIXES[index]}`;
}

function formatDecimal(nano: bigint, format: Format): string {
  if (nano === 0n) return '0';
  let value = nano;
  let exponent = -9;
  while (value % 1000n === 0n && exponent < 18) {
    value /= 1000n;
    exponent += 3;
  }
  if (format === 'exponent') return exponent === 0 ? `${value}` : `${value}e${exponent}`;
  return `${value}${DECIMAL_SUFFIX.find((s) => s.exponent === exponent)?.suffix ?? ''}`;
}

/** Canonical text, as the API prints it: `0.5` → `500m`, `1024Mi` → `1Gi`, `1000` → `1k`. */
export function formatQuantity(q: Quantity): string {
  const small = q.nano > -1024n * NANO && q.nano < 1024n * NANO;
  return q.format === 'binary' && !small ? formatBinary(q.nano) : formatDecimal(q.nano, q.format);
}
