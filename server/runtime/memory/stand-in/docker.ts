// A stand-in for the `docker` program in the demo: the commands of the lessons, against the engine in memory. What it does not know
// it says; it never pretends to have done something.
import { isRuntimeError, type RuntimeService } from '@/server/kubelet/runtime-service';
import type { MemoryContainer } from '../container';
import type { MemoryEngine } from '../engine';
import { type FlagSpec, type Parsed, parseFlags, UsageError } from './arguments';
import { find } from './containers';
import { inspectionOf } from './inspect';
import { LOGS_FLAGS, logs } from './logs';
import { PS_FLAGS, ps } from './ps';
import type { StandInTalk } from './talk';
import { fillTemplate, TemplateError } from './template';
import { table } from './words';

export interface DockerStandIn {
  engine: MemoryEngine;
  runtime: RuntimeService;
}

interface Call extends DockerStandIn {
  flags: Parsed;
  talk: StandInTalk;
}
interface Command {
  flags: FlagSpec;
  run(call: Call): Promise<number> | number;
}

const daemon = (text: string) => `Error response from daemon: ${text}\n`;
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Does something to each named container and prints the name, as docker does; 1 when any failed. */
function forEach(
  missing: (called: string) => string,
  act: (container: MemoryContainer, call: Call) => Promise<void> | void,
): Command['run'] {
  return async (call) => {
    let code = 0;
    for (const called of call.flags.rest) {
      const container = find(call.engine, called);
      try {
        if (!container) throw new UsageError(missing(called));
        await act(container, call);
        call.talk.out(`${called}\n`);
      } catch (error) {
        call.talk.err(`${textOf(error).replace(/\n?$/, '\n')}`);
        code = 1;
      }
    }
    return code;
  };
}

async function kill({ id, name, state }: MemoryContainer, { engine, flags }: Call): Promise<void> {
  const signal = (flags.all('signal').at(-1) ?? 'KILL').replace(/^SIG/, '');
  if (state !== 'running') throw new Error(daemon(`Cannot kill container: ${name}: Container ${id} is not running`));
  if (signal === 'KILL' || signal === '9') engine.kill(id);
  else if (signal === 'TERM' || signal === '15') engine.terminate(id);
  else throw new Error(`docker: the demo imitates the signals KILL and TERM, not ${signal}`);
}

function remove({ id, state }: MemoryContainer, { engine, flags }: Call): void {
  if (state === 'running' && !flags.on('force'))
    throw new Error(
      daemon(
        `You cannot remove a running container ${id}. Stop the container before attempting removal or force remove`,
      ),
    );
  engine.remove(id);
}

function inspect({ engine, flags, talk }: Call): number {
  const format = flags.all('format').at(-1);
  const containers = flags.rest.map((called) => ({ called, container: find(engine, called) }));
  const found = containers.flatMap(({ container }) => {
    if (!container) return [];
    const mode =
      container.joins !== undefined ? `container:${container.joins}` : container.hostNetwork ? 'host' : 'default';
    return [inspectionOf(container, mode)];
  });
  if (format === undefined) talk.out(`${JSON.stringify(found, null, 4)}\n`);
  else for (const each of found) talk.out(`${fillTemplate(format, each)}\n`);
  const missing = containers.filter(({ container }) => !container);
  for (const { called } of missing) talk.err(`Error: No such object: ${called}\n`);
  return missing.length > 0 ? 1 : 0;
}

async function exec({ engine, runtime, flags, talk }: Call): Promise<number> {
  const [called = '', ...command] = flags.rest;
  const container = find(engine, called);
  if (!container) {
    talk.err(`Error: No such container: ${called}\n`);
    return 1;
  }
  if (container.state !== 'running') {
    talk.err(daemon(`Container ${container.id} is not running`));
    return 1;
  }
  const shell = /^(?:.*\/)?(sh|bash|ash)$/.test(command[0] ?? '') && command.length === 1;
  if (shell || flags.on('interactive')) {
    talk.err(
      `docker: the demo has no container to sit in. Give the command whole: docker exec ${called} sh -c 'ls /etc'\n`,
    );
    return 1;
  }
  const { stdout, stderr, exitCode } = await runtime.execSync(container.id, command, {
    timeoutSeconds: 30,
    signal: talk.signal,
  });
  talk.out(new TextDecoder().decode(stdout));
  talk.err(new TextDecoder().decode(stderr));
  return exitCode;
}

async function images({ runtime, flags, talk }: Call): Promise<number> {
  const rows = (await runtime.images()).flatMap(({ id, repoTags }) =>
    repoTags.map((tag) => {
      const at = tag.lastIndexOf(':');
      const size = 'none (demo)';
      return [tag.slice(0, at), tag.slice(at + 1), id.replace('sha256:', '').slice(0, 12), 'N/A', size];
    }),
  );
  if (flags.on('quiet')) talk.out(rows.map((row) => `${row[2]}\n`).join(''));
  else talk.out(table(['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'], rows));
  return 0;
}

function version({ talk }: Call): number {
  talk.out(
    'Docker is not on this machine. Kulissen answers `docker` in its demo, from an engine that exists in memory only.\n',
  );
  return 0;
}

const NO_SUCH = (called: string) => daemon(`No such container: ${called}`);

export const COMMANDS: Record<string, Command> = {
  ps: {
    flags: PS_FLAGS,
    run: ({ engine, flags, talk }) => {
      talk.out(ps(engine.all(), flags, engine.clock.now()));
      return 0;
    },
  },
  inspect: { flags: { values: { format: 'f', type: '' }, switches: { size: 's' } }, run: inspect },
  kill: {
    flags: { values: { signal: 's' } },
    run: forEach((called) => daemon(`Cannot kill container: ${called}: No such container: ${called}`), kill),
  },
  stop: {
    flags: { values: { time: 't' } },
    run: forEach(NO_SUCH, async ({ id }, { runtime, flags }) =>
      runtime.stopContainer(id, Number(flags.all('time').at(-1) ?? 10)),
    ),
  },
  start: {
    flags: {},
    run: forEach(NO_SUCH, ({ id }, { engine }) => engine.start(id)),
  },
  rm: {
    flags: { switches: { force: 'f', volumes: 'v' } },
    run: forEach((called) => `Error: No such container: ${called}`, remove),
  },
  exec: {
    flags: {
      switches: { interactive: 'i', tty: 't' },
      values: { env: 'e', user: 'u', workdir: 'w' },
      stopAtArgument: true,
    },
    run: exec,
  },
  logs: { flags: LOGS_FLAGS, run: logs },
  images: { flags: { switches: { all: 'a', quiet: 'q' } }, run: images },
  version: { flags: { values: { format: 'f' } }, run: version },
  info: { flags: { values: { format: 'f' } }, run: version },
};

const NEEDS_ARGUMENT = new Set(['inspect', 'kill', 'stop', 'start', 'rm', 'exec', 'logs']);

/** `container kill` and `image ls` are the long names of `kill` and `images`. */
function shortName(argv: readonly string[]): [string, string[]] {
  const [first = '', second = '', ...rest] = argv;
  if (first === 'container') return [second === 'ls' || second === 'list' ? 'ps' : second, rest];
  if (first === 'image' && (second === 'ls' || second === 'list')) return ['images', rest];
  return [first, argv.slice(1)];
}

/** Runs one command line; returns the exit code. */
export async function docker(argv: readonly string[], standIn: DockerStandIn, talk: StandInTalk): Promise<number> {
  const [name, rest] = shortName(argv);
  const known = Object.keys(COMMANDS).join(', ');
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    talk.err(
      `docker: there is no Docker here, and the demo does not imitate \`docker ${argv.join(' ')}\`. It knows: ${known}.\n`,
    );
    return name === '' || name === '--help' || name === 'help' ? 0 : 1;
  }
  try {
    const flags = parseFlags(rest, command.flags);
    if (NEEDS_ARGUMENT.has(name) && flags.rest.length === 0) {
      throw new UsageError(`"docker ${name}" requires at least 1 argument.\nSee 'docker ${name} --help'.`);
    }
    return await command.run({ ...standIn, flags, talk });
  } catch (error) {
    const told = error instanceof UsageError || error instanceof TemplateError || isRuntimeError(error);
    if (!told) throw error;
    talk.err(`${textOf(error)}\n`);
    return error instanceof UsageError && !error.message.startsWith('Error') ? 125 : 1;
  }
}
