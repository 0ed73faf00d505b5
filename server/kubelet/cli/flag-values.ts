// Values of flags as Go's pflag reads them, with its errors. Upstream: github.com/spf13/pflag, strconv, k8s.io/klog/v2.
import { parseGoDuration } from '@/lib/k8s/go-duration';
import { goQuote } from '@/lib/k8s/go-quote';
import { isIpAddress } from '@/lib/k8s/validation/names';

export type FlagType = 'string' | 'int32' | 'bool' | 'duration' | 'ip';
/** Durations are milliseconds. */
export type FlagValue = string | number | boolean;
type ValueResult = { ok: true; value: FlagValue } | { ok: false; error: string };

const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];
const INT32_MAX = 2147483647;

const refused = (error: string): ValueResult => ({ ok: false, error });
const syntax = (fn: string, text: string, what = 'invalid syntax'): ValueResult =>
  refused(`strconv.${fn}: parsing ${goQuote(text)}: ${what}`);

function int32(text: string): ValueResult {
  // Base 0, as pflag reads integers: 0x10 and 0o17 are numbers, and so is 1_000.
  if (!/^[-+]?(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*(_\d+)*)$/.test(text))
    return syntax('ParseInt', text);
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '').toLowerCase();
  const size = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = text.startsWith('-') ? -size : size;
  return value > INT32_MAX || value < -INT32_MAX - 1
    ? syntax('ParseInt', text, 'value out of range')
    : { ok: true, value };
}

/** Reads a value, or says in Go's words why it cannot. */
export function readFlagValue(type: FlagType, text: string): ValueResult {
  switch (type) {
    case 'string':
      return { ok: true, value: text };
    case 'int32':
      return int32(text);
    case 'bool':
      if (TRUE.includes(text)) return { ok: true, value: true };
      return FALSE.includes(text) ? { ok: true, value: false } : syntax('ParseBool', text);
    case 'duration': {
      const duration = parseGoDuration(text);
      return duration.ok ? { ok: true, value: duration.ms } : refused(duration.error);
    }
    case 'ip': {
      const address = text.trim();
      return isIpAddress(address) ? { ok: true, value: address } : refused(`failed to parse IP: ${goQuote(text)}`);
    }
  }
}
