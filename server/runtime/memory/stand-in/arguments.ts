// Flags as docker's command line reads them: before and among the arguments, short ones together, `--` ends them.

export interface FlagSpec {
  /** Long name to short one ('' for none). */
  switches?: Record<string, string>;
  values?: Record<string, string>;
  /** Everything after the first argument belongs to the command that is run. */
  stopAtArgument?: boolean;
}

export interface Parsed {
  on(name: string): boolean;
  /** All values given, in order. */
  all(name: string): string[];
  rest: string[];
}

/** What can't be read; the message is docker's. */
export class UsageError extends Error {}

/** Reads `argv`. Throws UsageError for flags that are not in `spec`. */
export function parseFlags(argv: readonly string[], { switches = {}, values = {}, stopAtArgument }: FlagSpec): Parsed {
  const found: Record<string, string[]> = {};
  const rest: string[] = [];
  const longOf = (names: Record<string, string>, short: string) => Object.keys(names).find((n) => names[n] === short);
  const add = (name: string, value: string) => {
    found[name] = [...(found[name] ?? []), value];
  };
  const queue = [...argv];
  const argumentOf = (flag: string, given: string | undefined) => {
    const value = given ?? queue.shift();
    if (value === undefined) throw new UsageError(`flag needs an argument: ${flag}`);
    return value;
  };
  const long = (word: string) => {
    const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name in switches) add(name, value ?? 'true');
    else if (name in values) add(name, argumentOf(word, value));
    else throw new UsageError(`unknown flag: --${name}`);
  };
  const short = (word: string) => {
    for (let at = 1; at < word.length; at += 1) {
      const letter = word[at] ?? '';
      const name = longOf(values, letter);
      if (name !== undefined)
        return add(name, argumentOf(`'${letter}' in ${word}`, word.slice(at + 1).replace(/^=/, '') || undefined));
      const toggle = longOf(switches, letter);
      if (toggle === undefined) throw new UsageError(`unknown shorthand flag: '${letter}' in ${word}`);
      add(toggle, 'true');
    }
  };
  while (queue.length > 0) {
    const word = queue.shift() ?? '';
    if (word === '--') rest.push(...queue.splice(0));
    else if (word.startsWith('--')) long(word);
    else if (word.startsWith('-') && word !== '-') short(word);
    else rest.push(word, ...(stopAtArgument ? queue.splice(0) : []));
  }
  return { on: (name) => found[name]?.at(-1) === 'true', all: (name) => found[name] ?? [], rest };
}
