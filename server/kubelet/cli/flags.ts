// The command line of the kubelet, read as the real one reads its own. Upstream: github.com/spf13/pflag flag.go,
// cmd/kubelet/app/server.go NewKubeletCommand (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import { type FlagType, type FlagValue, readFlagValue } from './flag-values';
import { FOREIGN_FLAGS } from './foreign-flags';
import { OWN_FLAGS, REFUSED_FLAGS } from './own-flags';

export interface ParsedFlags {
  /** --hostname-override; '' where it is not given: the machine's host name counts. */
  nodeName: string;
  /** --pod-manifest-path as typed; '' = no file source. */
  manifestPath: string;
  /** --file-check-frequency, ms. */
  fileCheckMs: number;
  address: string;
  /** 0 = off. */
  readOnlyPort: number;
  /** 0 = off. */
  healthzPort: number;
  healthzAddress: string;
  dockerEndpoint: string;
  rootDir: string;
  /** --kulissen-log-dir */
  logDir: string;
  sandboxImage: string;
  /** --kulissen-lab */
  lab: string;
  /** --v */
  verbosity: number;
  /** Names of the flags that were given, without dashes. */
  given: readonly string[];
}

export type FlagsResult =
  | { ok: true; config: ParsedFlags; warnings: string[] }
  /** `stderr` is complete: usage, an empty line, and `message`, which the real kubelet prints as a fatal klog line. */
  | { ok: false; exitCode: number; stderr: string; message: string }
  | { help: string };

/** klog's Fatal ends a process with this. */
const FATAL_EXIT_CODE = 255;

class FlagError extends Error {
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

class CommandLine {
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

function flagLine({ name, type, standard, usage, shown }: (typeof OWN_FLAGS)[number]): string {
  const kind = { string: ' string', int32: ' int32', bool: '', duration: ' duration', ip: ' ip' }[type];
  const value = shown ?? (type === 'string' && standard !== '' ? goQuote(String(standard)) : String(standard));
  const preset = standard === '' || standard === 0 ? '' : ` (default ${value})`;
  const lead = name === 'v' ? '  -v, --v Level' : `      --${name}${kind}`;
  return `${lead.padEnd(42)} ${usage}${preset}`;
}

/** What is printed before an error and by --help. */
export const usageText = (): string =>
  [
    'Usage:',
    '  kubelet',
    '',
    'Flags:',
    '  -h, --help                                 Print this text',
    ...OWN_FLAGS.map(flagLine),
    '      --version                              Print the version and quit',
    '',
  ].join('\n');

const HELP = `A kubelet that runs the Pods of a manifest directory on the Docker Engine, written for learning. It takes the flags of the real
kubelet 1.20; those that are not listed here are taken and ignored with a warning.`;

function textOf(line: CommandLine, name: string): string {
  const value = line.values.get(name) ?? OWN_FLAGS.find((flag) => flag.name === name)?.standard;
  return typeof value === 'string' ? value : '';
}

function numberOf(line: CommandLine, name: string): number {
  const value = line.values.get(name) ?? OWN_FLAGS.find((flag) => flag.name === name)?.standard;
  return typeof value === 'number' ? value : 0;
}

/** The real kubelet validates these after parsing (KubeletConfiguration). */
function checkRanges(config: ParsedFlags): void {
  const ports = { 'healthz-port': config.healthzPort, 'read-only-port': config.readOnlyPort };
  for (const [name, port] of Object.entries(ports)) {
    if (port < 0 || port > 65535) {
      throw new FlagError(`invalid configuration: --${name} ${port} must be between 0 and 65535, inclusive`);
    }
  }
  if (config.fileCheckMs <= 0)
    throw new FlagError('invalid configuration: --file-check-frequency must be longer than 0s');
}

function toConfig(line: CommandLine): ParsedFlags {
  const config: ParsedFlags = {
    nodeName: textOf(line, 'hostname-override').trim().toLowerCase(),
    manifestPath: textOf(line, 'pod-manifest-path'),
    fileCheckMs: numberOf(line, 'file-check-frequency'),
    address: textOf(line, 'address'),
    readOnlyPort: numberOf(line, 'read-only-port'),
    healthzPort: numberOf(line, 'healthz-port'),
    healthzAddress: textOf(line, 'healthz-bind-address'),
    dockerEndpoint: textOf(line, 'docker-endpoint'),
    rootDir: textOf(line, 'root-dir'),
    logDir: textOf(line, 'kulissen-log-dir'),
    sandboxImage: textOf(line, 'pod-infra-container-image'),
    lab: textOf(line, 'kulissen-lab'),
    verbosity: numberOf(line, 'v'),
    given: [...line.values.keys()],
  };
  checkRanges(config);
  return config;
}

/** Reads the arguments behind the program's name. Never throws; `{ help }` is to be printed on stdout, with exit code 0. */
export function parseFlags(argv: readonly string[]): FlagsResult {
  const line = new CommandLine(argv);
  try {
    line.parse();
    if (line.values.get('help') === true) return { help: `${HELP}\n\n${usageText()}` };
    if (line.values.get('version') === true) return { help: 'Kubernetes v1.20.2\n' };
    return { ok: true, config: toConfig(line), warnings: line.warnings };
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    const { message } = error;
    return { ok: false, exitCode: FATAL_EXIT_CODE, stderr: `${usageText()}\n${message}\n`, message };
  }
}
