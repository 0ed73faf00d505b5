// Arguments to values, as pflag takes them apart. Upstream: github.com/spf13/pflag flag.go.
import { goQuote } from '@/lib/k8s/go-quote';
import type { SettingValue } from '../configuration/kinds';
import { readFlagValue } from './flag-values';
import { type KnownFlag, knownFlag } from './known-flags';

export class FlagError extends Error {
  override name = 'FlagError';
}

const SHORT: Readonly<Record<string, string>> = { h: 'help', v: 'v' };

/** Reads arguments into values; `parse` throws FlagError with pflag's words. */
export class CommandLine {
  /** By flag name. */
  readonly values = new Map<string, SettingValue>();
  /** What pflag itself prints, line by line, each time a deprecated flag is met. */
  readonly notices: string[] = [];
  /** Names of inert flags, each once. */
  readonly inert: string[] = [];
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
    const flag = knownFlag(name);
    if (!flag) throw new FlagError(`unknown flag: --${name}`);
    this.set(flag, at === -1 ? undefined : body.slice(at + 1), `flag needs an argument: --${name}`);
  }

  /** `-v=2`, `-v2`, `-v 2`; letters may be joined, and the first one that takes a value gets the rest. */
  private short(arg: string): void {
    for (let rest = arg.slice(1); rest !== ''; ) {
      const letter = rest.charAt(0);
      const flag = Object.hasOwn(SHORT, letter) ? knownFlag(SHORT[letter] ?? '') : undefined;
      if (!flag) throw new FlagError(`unknown shorthand flag: ${goRune(letter)} in -${rest}`);
      rest = rest.slice(1);
      if (flag.kind === 'bool' && !rest.startsWith('=')) {
        this.set(flag, undefined, '');
        continue;
      }
      const value = rest === '' ? undefined : rest.replace(/^=/, '');
      this.set(flag, value, `flag needs an argument: ${goRune(letter)} in -${letter}`);
      return;
    }
  }

  private set(flag: KnownFlag, inline: string | undefined, missing: string): void {
    const { name, kind, refusal, inert, deprecated } = flag;
    const text = inline ?? (kind === 'bool' ? 'true' : this.argv[this.index++]);
    if (text === undefined) throw new FlagError(missing);
    const read = readFlagValue(kind, text, this.values.get(name));
    if (!read.ok) {
      const shown = name === 'v' ? '-v, --v' : name === 'help' ? '-h, --help' : `--${name}`;
      throw new FlagError(`invalid argument ${goQuote(text)} for ${goQuote(shown)} flag: ${read.error}`);
    }
    // An empty value or `false` asks for nothing.
    if (refusal && read.value !== '' && read.value !== false) throw new FlagError(`--${name}: ${refusal}`);
    if (deprecated) this.notices.push(`Flag --${name} has been deprecated, ${deprecated}`);
    if (inert && !this.values.has(name)) this.inert.push(name);
    this.values.set(name, read.value);
  }
}

const goRune = (letter: string): string => `'${letter}'`;
