// The kubelet as the lab hosts it: the real command line, but the lab's engine, ownership, node name and folders.
import { join, resolve } from 'node:path';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import {
  type Confinement,
  configFromFlags,
  createKubelet,
  forgetWebManifests,
  type KubeletConfig,
  type NodeNetwork,
  openLogOutput,
  type ParsedFlags,
  parseFlags,
  startLines,
  withAbsolutePaths,
} from './kubelet';
import type { Clock } from './kubelet/clock';
import { NO_EVICTION } from './kubelet/housekeeping/eviction/policy';
import { Klog } from './kubelet/klog';
import type { Ownership, RuntimeService } from './kubelet/runtime-service';
import type { KubeletProgram } from './lab/create-lab';

export interface KubeletProgramOptions {
  /** Pods' files and log links go below it, unless the command line says otherwise: no root is needed, and nothing of a real kubelet is touched. */
  dataDir: string;
  ownership: Ownership;
  runtime: RuntimeService;
  clock: Clock;
  /** What pods of this lab may not ask for. */
  podSecurity?: PodSecurityProfile | undefined;
  /** Where many share one host: what a command line may name. */
  confinement?: Confinement;
  /** Where the kubelet listens and dials from; this machine by default. */
  network?: NodeNetwork;
  /** Pods that run at once at most, whatever the command line says. */
  maxPods?: number;
}

/** Flags that name what only the lab can give. */
const OF_THE_LAB = ['docker-endpoint', 'kulissen-lab'];

/** Reads command lines and creates kubelets for one lab. */
export function kubeletProgram(options: KubeletProgramOptions): KubeletProgram {
  const { runtime, clock } = options;
  const dependencies = { runtime, clock, pid: process.pid, network: options.network };
  return {
    read(argv, cwd) {
      const parsed = parseFlags(argv, cwd, options.confinement);
      if ('help' in parsed) return { exit: 0, stdout: parsed.help, stderr: '' };
      const lines = startLines(parsed, clock, process.pid);
      if (!parsed.ok) return { exit: parsed.exitCode, stdout: '', stderr: lines.map((line) => `${line}\n`).join('') };
      const taken = OF_THE_LAB.filter((name) => parsed.config.given.includes(name));
      const ours = taken.map((name) => `Flag --${name} is the lab's to set and is ignored`);
      const run = hostedConfig(parsed.config, cwd, options);
      return {
        run,
        warnings: [...lines, ...asLog(ours, clock)],
        openLog: (toTerminal) => openLogOutput(run.flags, toTerminal, process.pid),
      };
    },
    create: (config) => createKubelet(config, dependencies),
    forget: () => forgetWebManifests(rootDirOf(options)),
  };
}

const rootDirOf = ({ dataDir }: Pick<KubeletProgramOptions, 'dataDir'>): string => join(dataDir, 'kubelet');

/** Relative paths are those of the shell that `./kubelet` was typed in; what is not typed is the lab's. */
function hostedConfig(flags: ParsedFlags, cwd: string, options: KubeletProgramOptions): KubeletConfig {
  const { dataDir, ownership, podSecurity } = options;
  const typed = configFromFlags(flags, {
    nodeName: ownership.node,
    rootDir: rootDirOf({ dataDir }),
    certDir: join(dataDir, 'kubelet', 'pki'),
    logDir: join(dataDir, 'kubelet-logs'),
    dockershimDir: join(dataDir, 'kubelet-dockershim'),
    // The machine and the engine belong to the learner: nothing is cleared away for want of room unless it is asked for.
    imageGc: { highPercent: 100, lowPercent: 80, minAgeMs: 120_000 },
    eviction: NO_EVICTION,
  });
  const settings = withAbsolutePaths(typed.settings, cwd);
  const { 'log-file': logFile, 'log-dir': logDir } = typed.flags;
  return {
    ...typed,
    flags: {
      ...typed.flags,
      'log-file': logFile && resolve(cwd, logFile),
      'log-dir': logDir && resolve(cwd, logDir),
    },
    settings: { ...settings, maxPods: Math.min(settings.maxPods, options.maxPods ?? Number.POSITIVE_INFINITY) },
    rootDir: resolve(cwd, typed.rootDir),
    certDir: resolve(cwd, typed.certDir),
    logDir: resolve(cwd, typed.logDir),
    dockershimDir: resolve(cwd, typed.dockershimDir),
    ownership,
    podSecurity,
  };
}

function asLog(texts: string[], clock: Clock): string[] {
  const lines: string[] = [];
  const klog = new Klog({ clock, pid: process.pid, verbosity: 0, sink: (line) => lines.push(line) });
  for (const text of texts) klog.warning('flags.go:59', text);
  return lines;
}
