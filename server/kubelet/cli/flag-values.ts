// Values of flags as Go reads them, with its errors. Upstream: github.com/spf13/pflag, strconv, k8s.io/component-base/cli/flag,
// pkg/util/flag (1.20).
import { parseGoDuration } from '@/lib/k8s/go-duration';
import { goQuote } from '@/lib/k8s/go-quote';
import { isIpAddress } from '@/lib/k8s/validation/names';
import type { Kind, SettingValue } from '../configuration/kinds';
import { parseVmodule } from '../log-filter';

type ValueResult = { ok: true; value: SettingValue } | { ok: false; error: string };

const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];
const INT32_MAX = 2147483647;

const accepted = (value: SettingValue): ValueResult => ({ ok: true, value });
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
  return value > INT32_MAX || value < -INT32_MAX - 1 ? syntax('ParseInt', text, 'value out of range') : accepted(value);
}

function bool(text: string): ValueResult {
  if (TRUE.includes(text)) return accepted(true);
  return FALSE.includes(text) ? accepted(false) : syntax('ParseBool', text);
}

/** `a=1,b=2`: each pair split at the first separator; what is given again is added. An empty text gives an empty map. */
function pairs(text: string, before: Readonly<Record<string, string>>, separator: string): ValueResult {
  const found: Record<string, string> = { ...before };
  for (const pair of text.split(',')) {
    if (pair === '') continue;
    const at = pair.indexOf(separator);
    if (at === -1) return refused(`malformed pair, expect string${separator}string`);
    found[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
  }
  return accepted(found);
}

function gates(text: string, before: Readonly<Record<string, boolean>>): ValueResult {
  const found: Record<string, boolean> = { ...before };
  for (const pair of text.split(',')) {
    if (pair === '') continue;
    const [name = '', written] = pair.split(/=(.*)/s).map((part) => part.trim());
    if (written === undefined) return refused(`missing bool value for ${name}`);
    const value = bool(written);
    if (!value.ok) return refused(`invalid value of ${name}=${written}, err: ${value.error}`);
    found[name] = value.value === true;
  }
  return accepted(found);
}

function modules(text: string): ValueResult {
  try {
    return accepted(parseVmodule(text));
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

function headers(text: string, before: Readonly<Record<string, readonly string[]>>): ValueResult {
  const found: Record<string, readonly string[]> = { ...before };
  for (const pair of text.split(',')) {
    if (pair === '') continue;
    const at = pair.indexOf(':');
    if (at === -1) return refused('malformed pair, expect string:string');
    const name = pair.slice(0, at).trim();
    found[name] = [...(found[name] ?? []), pair.slice(at + 1).trim()];
  }
  return accepted(found);
}

/**
 * Reads a value, or says in Go's words why it cannot. `before`: what the same flag said earlier on the command line; lists and
 * maps are added to it, everything else replaces it.
 */
export function readFlagValue(kind: Kind, text: string, before: SettingValue | undefined): ValueResult {
  const known = (typeof before === 'object' ? before : {}) as Readonly<Record<string, never>>;
  switch (kind) {
    case 'string':
      return accepted(text);
    case 'int32':
      return int32(text);
    case 'float': {
      const value = Number(text);
      return text.trim() === '' || Number.isNaN(value) ? syntax('ParseFloat', text) : accepted(value);
    }
    case 'bool':
      return bool(text);
    case 'duration': {
      const duration = parseGoDuration(text);
      return duration.ok ? accepted(duration.ms) : refused(duration.error);
    }
    case 'ip':
      return text === '' || isIpAddress(text) ? accepted(text) : refused(`${goQuote(text)} is not a valid IP address`);
    case 'strings':
      return accepted([
        ...(Array.isArray(before) ? (before as string[]) : []),
        ...(text === '' ? [] : text.split(',')),
      ]);
    case 'map':
      return pairs(text, known, '=');
    case 'thresholds':
      return pairs(text, known, '<');
    case 'gates':
      return gates(text, known);
    case 'headers':
      return headers(text, known);
    case 'modules':
      return modules(text);
  }
}
