// The command line of the kubelet, and the file that --config names, read as the real one reads them.
// Upstream: cmd/kubelet/app/server.go NewKubeletCommand (1.20).
import { decodeConfiguration } from '../configuration/decode';
import { defaultSettings, type FieldPath, type KubeletSettings } from '../configuration/fields';
import type { SettingValue } from '../configuration/kinds';
import { defaultFlags, type KubeletFlagValues } from '../configuration/kubelet-flags';
import { nodeLabelError, settingsError, standaloneError } from '../configuration/validate';
import { evictionPolicy } from '../housekeeping/eviction/policy';
import { CommandLine, FlagError } from './command-line';
import { readConfigFile } from './config-file';
import { type Confinement, confinementError, isBeneath } from './confinement';
import { knownFlag } from './known-flags';
import { usageText } from './usage';

export interface ParsedFlags {
  /** The merged KubeletConfiguration: flags win over the file, the file over the defaults. */
  settings: KubeletSettings;
  /** Flags that no configuration file has a field for. */
  flags: KubeletFlagValues;
  /** Names of the flags that were given, without dashes. */
  given: readonly string[];
}

/** One line of what is said before the kubelet starts: pflag's own, or klog's. */
export type StartLine = { plain: string } | { warning: string; source: string };

export type FlagsResult =
  | { ok: true; config: ParsedFlags; said: StartLine[] }
  /** `usage` comes first ('' if none is printed), then `said`, then the message as a fatal line of klog. */
  | { ok: false; exitCode: number; usage: string; said: StartLine[]; message: string; source: string }
  | { help: string };

/** klog's Fatal ends a process with this. */
const FATAL_EXIT_CODE = 255;

const HELP = `A kubelet that runs the Pods of a manifest directory on the Docker Engine, written for learning. It takes the flags of the real
kubelet 1.20; those that mean nothing here are taken and ignored with a warning.`;

const plain = (text: string): StartLine => ({ plain: text });

/**
 * Reads the arguments behind the program's name, and the file of --config (relative to `cwd`). Never throws; `{ help }` is to
 * be printed on stdout, with exit code 0.
 */
export function parseFlags(argv: readonly string[], cwd: string, confinement?: Confinement): FlagsResult {
  const line = new CommandLine(argv);
  const refuse = (message: string, source: string, usage: string, said: StartLine[]): FlagsResult => ({
    ok: false,
    exitCode: FATAL_EXIT_CODE,
    usage,
    said,
    message,
    source,
  });
  try {
    line.parse();
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    return refuse(error.message, 'server.go:155', usageText(), line.notices.map(plain));
  }
  if (line.values.get('help') === true) return { help: `${HELP}\n\n${usageText()}` };
  if (line.values.get('version') === true) return { help: 'Kubernetes v1.20.2\n' };
  return configured(line, cwd, refuse, confinement);
}

type Refuse = (message: string, source: string, usage: string, said: StartLine[]) => FlagsResult;

function configured(line: CommandLine, cwd: string, refuse: Refuse, confinement: Confinement | undefined): FlagsResult {
  const said: StartLine[] = line.notices.map(plain);
  const flags = { ...defaultFlags(), ...chosen(line, 'flag') } as KubeletFlagValues;
  const labels = nodeLabelError(flags['node-labels']);
  if (labels) return refuse(labels, 'server.go:187', '', said);
  let base = defaultSettings('flags');
  if (flags.config !== '') {
    const file = readConfigFile(
      flags.config,
      cwd,
      decodeConfiguration,
      (path) => !confinement || isBeneath(confinement.home, path),
    );
    if (!file.ok) return refuse(file.message, 'server.go:198', '', said);
    base = file.settings;
    if (file.warning) said.push({ warning: file.warning, source: 'codec.go:98' });
    // The command line is parsed once more into the file's values, and says everything again.
    said.push(...line.notices.map(plain));
  }
  const settings = { ...base, ...chosen(line, 'field') } as KubeletSettings;
  const invalid = settingsError(settings);
  if (invalid) return refuse(invalid, 'server.go:216', '', said);
  const alone = standaloneError(settings);
  const unfit = alone || evictionError(settings);
  if (unfit) return refuse(`failed to run Kubelet: ${unfit}`, 'server.go:269', '', said);
  const ignored = line.inert.map((name) => `Flag --${name} has nothing to act on in this kubelet and is ignored`);
  said.push(...ignored.map((warning) => ({ warning, source: 'flags.go:59' })));
  const config = { settings, flags, given: [...line.values.keys()] };
  const reaches = confinement && confinementError(config, cwd, confinement);
  if (reaches) return refuse(`failed to run Kubelet: ${reaches}`, 'server.go:269', '', said);
  return { ok: true, config, said };
}

/** Thresholds are read only when the kubelet is about to run. */
function evictionError(settings: KubeletSettings): string | null {
  try {
    evictionPolicy(settings);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What was given on the command line for fields, or for flags of their own, under the name of what it sets. */
function chosen(line: CommandLine, what: 'field' | 'flag'): Record<string, SettingValue> {
  const rows: [string, SettingValue][] = [];
  for (const [name, value] of line.values) {
    const sets = knownFlag(name)?.sets;
    const key: FieldPath | string | undefined =
      sets && what in sets ? ('field' in sets ? sets.field : sets.flag) : undefined;
    if (key !== undefined) rows.push([key, value]);
  }
  return Object.fromEntries(rows);
}
