// What a plain YAML scalar means to the real kubelet: `yes` is true, `010` is eight. Upstream: gopkg.in/yaml.v2 resolve.go, which
// reads YAML 1.1 but neither base 60 numbers nor, into untyped values, timestamps.

export type ScalarValue =
  | { kind: 'null' }
  | { kind: 'bool'; value: boolean }
  | { kind: 'number'; text: string }
  | { kind: 'string'; value: string }
  /** Not-a-number and infinities, which JSON cannot write. */
  | { kind: 'notFinite'; text: string };

const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'];
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'];
const NULL = ['', '~', 'null', 'Null', 'NULL'];
const NOT_FINITE: Record<string, string> = { '.nan': 'NaN', '.inf': '+Inf', '+.inf': '+Inf', '-.inf': '-Inf' };
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9]\d*)$/;
const MAX_DIGITS = 70;
const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;

function integer(plain: string): bigint | null {
  const [, sign, digits = ''] = INTEGER.exec(plain) ?? [];
  // Longer ones fit no integer and are read as floating-point numbers.
  if (sign === undefined || digits.length > MAX_DIGITS) return null;
  // A leading zero means octal, as in C.
  const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  const value = sign === '-' ? -magnitude : magnitude;
  return value >= INT64_MIN && value <= UINT64_MAX ? value : null;
}

function floatText(plain: string): ScalarValue {
  const value = Number(plain.replace(/^\+/, ''));
  if (!Number.isFinite(value)) return { kind: 'notFinite', text: plain };
  return { kind: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
}

/** Value of an unquoted, untagged scalar. */
export function plainScalar(text: string): ScalarValue {
  if (NULL.includes(text)) return { kind: 'null' };
  if (TRUE.includes(text)) return { kind: 'bool', value: true };
  if (FALSE.includes(text)) return { kind: 'bool', value: false };
  const lower = text.toLowerCase();
  if (/^[-+]?\.(nan|Nan|NaN|NAN|inf|Inf|INF)$/.test(text) && Object.hasOwn(NOT_FINITE, lower)) {
    return { kind: 'notFinite', text: NOT_FINITE[lower] ?? text };
  }
  if (!/^[-+.\d]/.test(text)) return { kind: 'string', value: text };
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
  const whole = integer(plain);
  if (whole !== null) return { kind: 'number', text: whole.toString() };
  return FLOAT.test(plain) ? floatText(plain) : { kind: 'string', value: text };
}
