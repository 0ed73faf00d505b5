// bin/kubelet: the reconciler as a program of its own. The only file of server/kubelet that knows an engine.
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { createDockerRuntime } from '@/server/runtime/docker';
import { systemClock } from '../clock';
import { createKubelet } from '../index';
import { Klog } from '../klog';
import { configFromFlags } from './config';
import { type ParsedFlags, parseFlags } from './flags';
import { openLogOutput } from './log-output';
import { startLines } from './start-lines';

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
  const result = parseFlags(argv, process.cwd());
  if ('help' in result) {
    process.stdout.write(result.help);
    return 0;
  }
  for (const line of startLines(result, systemClock, process.pid)) print(line);
  return result.ok ? run(result.config) : result.exitCode;
}

async function run(parsedFlags: ParsedFlags): Promise<number> {
  const { flags } = parsedFlags;
  const endpoint = flags['docker-endpoint'];
  const { pid } = process;
  const write = openLogOutput(flags, print, pid);
  const klog = new Klog({ clock: systemClock, pid, verbosity: flags.v, sink: write });
  if (!endpoint.startsWith(UNIX)) {
    klog.fatal('server.go:269', `failed to run Kubelet: only ${UNIX} endpoints are supported, got "${endpoint}"`);
    return FATAL_EXIT;
  }
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) klog.error('server.go:429', `kubelet needs to run as uid \`0\`. It is being run as ${uid}`);

  const parsed = configFromFlags(parsedFlags, { nodeName: hostname() });
  // The engine gets these paths as mounts, and it has another working directory.
  const config = {
    ...parsed,
    rootDir: resolve(parsed.rootDir),
    certDir: resolve(parsed.certDir),
    logDir: resolve(parsed.logDir),
  };
  const runtime = createDockerRuntime({
    socketPath: endpoint.slice(UNIX.length),
    ownership: config.ownership,
    onWarning: (message) => klog.warning('docker_service.go:273', message),
  });
  const kubelet = createKubelet(config, { runtime, clock: systemClock, pid });
  kubelet.subscribe((event) => {
    if (event.type === 'log') write(event.line);
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
