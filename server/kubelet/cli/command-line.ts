// Arguments to values, as pflag takes them apart. Upstream: github.com/spf13/pflag flag.go.
import { goQuote } from '@/lib/k8s/go-quote';
import { type FlagType, type FlagValue, readFlagValue } from './flag-values';
import { FOREIGN_FLAGS } from './foreign-flags';
import { OWN_FLAGS, REFUSED_FLAGS } from './own-flags';

export class FlagError extends Error {
  override name = 'FlagError';
}

interface Known {
  name: string;
  kind: 'own' | 'foreign' | 'refused' | 'help' | 'version';
  type: FlagType;
}

// Underscores are dashes: upstream normalises names.
function known(written: string): Known | null {
  const name = written.replaceAll('_', '-');
  if (name === 'help') return { name, kind: 'help', type: 'bool' };
  if (name === 'version') return { name, kind: 'version', type: 'bool' };
  const own = OWN_FLAGS.find((flag) => flag.name === name);
  if (own) return { name, kind: 'own', type: own.type };
  if (Object.hasOwn(REFUSED_FLAGS, name)) return { name, kind: 'refused', type: 'string' };
  const foreign = FOREIGN_FLAGS.get(name);
  return foreign ? { name, kind: 'foreign', type: foreign.boolean ? 'bool' : 'string' } : null;
}

const SHORT: Readonly<Record<string, string>> = { h: 'help', v: 'v' };

/** Reads arguments into values and warnings; `parse` throws FlagError with pflag's words. */
export class CommandLine {
  readonly values = new Map<string, FlagValue>();
  readonly warnings: string[] = [];
  private index = 0;

  constructor(private readonly argv: readonly string[]) {}

  parse(): void {
    while (this.index < this.argv.length) {
      const arg = this.argv[this.index++] ?? '';
      if (arg === '--') this.refuseArguments(this.argv.slice(this.index));
      else if (arg.startsWith('--')) this.long(arg);
      else if (arg.startsWith('-') && arg.length > 1) this.short(arg);
      else this.refuseArguments([arg]);
      if (arg === '--') return;
    }
  }

  private refuseArguments([first]: readonly string[]): void {
    if (first !== undefined) throw new FlagError(`unknown command: ${first}`);
  }

  private long(arg: string): void {
    const body = arg.slice(2);
    if (body.startsWith('-') || body.startsWith('=')) throw new FlagError(`bad flag syntax: ${arg}`);
    const at = body.indexOf('=');
    const name = at === -1 ? body : body.slice(0, at);
    const flag = known(name);
    if (!flag) throw new FlagError(`unknown flag: --${name}`);
    this.set(flag, at === -1 ? undefined : body.slice(at + 1), `flag needs an argument: --${name}`);
  }

  /** `-v=2`, `-v2`, `-v 2`; letters may be joined, and the first one that takes a value gets the rest. */
  private short(arg: string): void {
    for (let rest = arg.slice(1); rest !== ''; ) {
      const letter = rest.charAt(0);
      const flag = Object.hasOwn(SHORT, letter) ? known(SHORT[letter] ?? '') : null;
      if (!flag) throw new FlagError(`unknown shorthand flag: ${goRune(letter)} in -${rest}`);
      rest = rest.slice(1);
      if (flag.type === 'bool' && !rest.startsWith('=')) {
        this.set(flag, undefined, '');
        continue;
      }
      const value = rest === '' ? undefined : rest.replace(/^=/, '');
      this.set(flag, value, `flag needs an argument: ${goRune(letter)} in -${letter}`);
      return;
    }
  }

  private set(flag: Known, inline: string | undefined, missing: string): void {
    const text = inline ?? (flag.type === 'bool' ? 'true' : this.argv[this.index++]);
    if (text === undefined) throw new FlagError(missing);
    const read = readFlagValue(flag.type, text);
    if (!read.ok) {
      const shown = flag.name === 'v' ? '-v, --v' : flag.name === 'help' ? '-h, --help' : `--${flag.name}`;
      throw new FlagError(`invalid argument ${goQuote(text)} for ${goQuote(shown)} flag: ${read.error}`);
    }
    if (flag.kind === 'refused') throw new FlagError(`--${flag.name}: ${REFUSED_FLAGS[flag.name]}`);
    if (!this.values.has(flag.name)) this.warn(flag);
    this.values.set(flag.name, read.value);
  }

  private warn(flag: Known): void {
    if (flag.kind === 'foreign')
      this.warnings.push(`Flag --${flag.name} has nothing to act on in this kubelet and is ignored`);
    if (flag.name === 'port') {
      this.warnings.push(
        'Flag --port is taken, but this kubelet does not serve its full API yet; see --read-only-port',
      );
    }
  }
}

const goRune = (letter: string): string => `'${letter}'`;
