// bin/kubelet: the reconciler as a program of its own. The only file of server/kubelet that knows an engine.
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { createDockerRuntime } from '@/server/runtime/docker';
import { systemClock } from '../clock';
import { createKubelet } from '../index';
import { Klog } from '../klog';
import { configFromFlags } from './config';
import { type ParsedFlags, parseFlags } from './flags';

/** As klog ends a process after a fatal line. */
const FATAL_EXIT = 255;
/** A second signal does not wait. */
const SECOND_SIGNAL_EXIT = 1;
const UNIX = 'unix://';

const print = (line: string) => process.stderr.write(`${line}\n`);
// Whoever read the log has gone: that is no reason to end.
process.stderr.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2));
process.exit();

async function main(argv: string[]): Promise<number> {
  const result = parseFlags(argv);
  if ('help' in result) {
    process.stdout.write(result.help);
    return 0;
  }
  if (!result.ok) {
    process.stderr.write(result.stderr);
    return result.exitCode;
  }
  for (const warning of result.warnings) print(warning);
  return run(result.config);
}

async function run(flags: ParsedFlags): Promise<number> {
  const { pid } = process;
  const klog = new Klog({ clock: systemClock, pid, verbosity: flags.verbosity, sink: print });
  if (!flags.dockerEndpoint.startsWith(UNIX)) {
    klog.fatal(
      'server.go:269',
      `failed to run Kubelet: only ${UNIX} endpoints are supported, got "${flags.dockerEndpoint}"`,
    );
    return FATAL_EXIT;
  }
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) klog.error('server.go:429', `kubelet needs to run as uid \`0\`. It is being run as ${uid}`);

  const parsed = configFromFlags(flags, { nodeName: hostname() });
  // The engine gets these paths as mounts, and it has another working directory.
  const config = {
    ...parsed,
    rootDir: resolve(parsed.rootDir),
    logDir: resolve(parsed.logDir),
    dockershimDir: resolve(parsed.dockershimDir),
  };
  const runtime = createDockerRuntime({
    socketPath: flags.dockerEndpoint.slice(UNIX.length),
    ownership: config.ownership,
    onWarning: (message) => klog.warning('docker_service.go:273', message),
  });
  const kubelet = createKubelet(config, { runtime, clock: systemClock, pid });
  kubelet.subscribe((event) => {
    if (event.type === 'log') print(event.line);
  });
  try {
    await kubelet.start(signalled());
  } catch {
    // The fatal line has said why.
    return FATAL_EXIT;
  }
  await kubelet.done;
  return 0;
}

/** Aborts at the first SIGTERM or SIGINT; a second one ends the process. */
function signalled(): AbortSignal {
  const ended = new AbortController();
  const onSignal = () => {
    if (ended.signal.aborted) process.exit(SECOND_SIGNAL_EXIT);
    ended.abort();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return ended.signal;
}
