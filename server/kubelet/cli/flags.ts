// The command line of the kubelet, read as the real one reads its own. Upstream: github.com/spf13/pflag flag.go,
// cmd/kubelet/app/server.go NewKubeletCommand (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import type { ContainerGcPolicy } from '../housekeeping/plan-container-gc';
import { CommandLine, FlagError } from './command-line';
import { OWN_FLAGS } from './own-flags';

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
  /** --experimental-dockershim-root-directory */
  dockershimDir: string;
  containerGc: ContainerGcPolicy;
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

function flagLine({ name, type, standard, usage, shown }: (typeof OWN_FLAGS)[number]): string {
  const kind = { string: ' string', int32: ' int32', bool: '', duration: ' duration', ip: ' ip' }[type];
  const value = shown ?? (type === 'string' && standard !== '' ? goQuote(String(standard)) : String(standard));
  const preset = standard === '' || standard === 0 ? '' : ` (default ${value})`;
  const lead = name === 'v' ? '  -v, --v Level' : `      --${name}${kind}`;
  return `${lead.padEnd(42)} ${usage}${preset}`;
}

/** What is printed before an error and by --help. */
const usageText = (): string =>
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
    dockershimDir: textOf(line, 'experimental-dockershim-root-directory'),
    containerGc: {
      minAgeMs: numberOf(line, 'minimum-container-ttl-duration'),
      maxPerContainer: numberOf(line, 'maximum-dead-containers-per-container'),
      maxContainers: numberOf(line, 'maximum-dead-containers'),
    },
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
