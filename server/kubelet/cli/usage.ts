// What --help prints, and what stands above the error of a bad command line.
import { formatGoDuration } from '@/lib/k8s/go-duration';
import { goQuote } from '@/lib/k8s/go-quote';
import type { Kind, Setting } from '../configuration/kinds';
import { KNOWN_FLAGS, type KnownFlag } from './known-flags';

/** As Go's flag types name themselves. */
const TYPE_NAMES: Record<Kind, string> = {
  bool: '',
  int32: ' int32',
  string: ' string',
  ip: ' ip',
  duration: ' duration',
  float: ' float',
  strings: ' strings',
  map: ' mapStringString',
  thresholds: ' mapStringString',
  gates: ' mapStringBool',
  headers: ' colonSeparatedMultimapStringString',
  modules: ' moduleSpec',
};

/** '' where the default is a zero. */
function shownDefault({ kind, standard }: Setting): string {
  if (kind === 'duration') return standard === 0 ? '' : formatGoDuration(Number(standard));
  if (kind === 'string' && standard !== '') return goQuote(String(standard));
  if (Array.isArray(standard)) return standard.length === 0 ? '' : `[${standard.join(',')}]`;
  if (typeof standard === 'object') {
    const pairs = Object.entries(standard).map(([key, value]) => `${key}${kind === 'thresholds' ? '<' : '='}${value}`);
    return pairs.join(',');
  }
  return standard === '' || standard === 0 || standard === false ? '' : String(standard);
}

function flagLine(flag: KnownFlag): string {
  const preset = shownDefault(flag);
  const lead = flag.name === 'v' ? '  -v, --v Level' : `      --${flag.name}${TYPE_NAMES[flag.kind]}`;
  return `${lead.padEnd(50)} ${flag.usage}${preset && ` (default ${preset})`}`;
}

const wrapped = (names: readonly string[]): string[] => {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length < 118) lines[lines.length - 1] = `${last} ${name}`;
    else lines.push(`      ${name}`);
  }
  return lines;
};

/** Usage and all flags. */
export function usageText(): string {
  const flags = [...KNOWN_FLAGS.values()];
  return [
    'Usage:',
    '  kubelet [flags]',
    '',
    'Flags:',
    '  -h, --help                                       Print this text',
    ...flags.filter(({ usage }) => usage).map(flagLine),
    '      --version                                    Print the version and quit',
    '',
    'Flags of the real kubelet that have nothing to act on here; they are taken with a warning:',
    ...wrapped(flags.filter(({ inert, refusal }) => inert && !refusal).map(({ name }) => `--${name}`)),
    '',
  ].join('\n');
}
