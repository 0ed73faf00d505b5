// What a container of the memory engine does with its life: an image's command, read well enough to run, end and die as
// the real one would. Not a shell: loops run for ever, conditions and expansions are not evaluated.
import { parseScript, type ShellCommand } from './shell';

/** One stretch of a program's life. */
export interface Step {
  /** null: for ever. */
  durationMs: number | null;
  /** May a handled signal end it at once? A shell runs its trap only after the command in the foreground. */
  interruptible: boolean;
}

export interface Program {
  steps: Step[];
  exitCode: number;
  /** Exit code after SIGTERM; null where PID 1 has no handler, for the kernel then drops the signal. */
  onTerm: number | null;
  /** What it writes to which file, e.g. the termination message. */
  writes: { path: string; text: string }[];
}

/** The engine could not start it: docker's text and exit code. */
export interface StartFailure {
  startError: string;
  exitCode: number;
}

const server = (): Program => ({
  steps: [{ durationMs: null, interruptible: true }],
  exitCode: 0,
  onTerm: 0,
  writes: [],
});
const ends = (exitCode: number): Program => ({ steps: [], exitCode, onTerm: null, writes: [] });

const SERVERS = new Set(['pause', 'nginx']);
/** Busybox applets that do their work and end. */
const SUCCEED = new Set(
  'true : echo printf ls cat date id hostname env pwd mkdir touch rm cp mv ln chmod chown uname whoami set export test sync'.split(
    ' ',
  ),
);
/** Busybox applets that stay, and have no handler for SIGTERM. */
const STAY = new Set(['top', 'tail', 'httpd', 'nc', 'watch', 'yes']);

const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `sleep 1.5`, `sleep 2m`, `sleep infinity`; undefined for what sleep would refuse. */
function sleepMs(argument: string | undefined): number | null | undefined {
  if (argument === 'infinity' || argument === 'inf') return null;
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(argument ?? '') ?? [];
  return amount === undefined ? undefined : Number(amount) * (UNIT_MS[unit] ?? 1_000);
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function simpleProgram(argv: readonly string[]): Program | null {
  const name = baseName(argv[0] ?? '');
  if (name === 'sleep') {
    const durationMs = sleepMs(argv[1]);
    if (durationMs === undefined) return ends(1);
    return { ...ends(0), steps: [{ durationMs, interruptible: false }] };
  }
  if (SERVERS.has(name)) return server();
  if (SUCCEED.has(name)) return ends(0);
  if (name === 'false') return ends(1);
  if (STAY.has(name)) return { ...ends(0), steps: [{ durationMs: null, interruptible: false }] };
  if (name === 'sh' || name === 'ash') return argv[1] === '-c' ? shellProgram(parseScript(argv[2] ?? '')) : ends(0);
  if (name === 'busybox') return argv.length > 1 ? simpleProgram(argv.slice(1)) : ends(0);
  return null;
}

/** Plays a list of commands: how long each takes, what remains as exit code, which trap holds. */
function shellProgram(commands: readonly ShellCommand[]): Program {
  const shell = new ShellRun();
  let skipped = false;
  for (const command of commands) {
    if (!skipped && shell.run(command) === 'ended') break;
    const failed = shell.program.exitCode !== 0;
    if (command.operator === '&&') skipped = failed;
    else if (command.operator === '||') skipped = !failed;
    else skipped = false;
  }
  return shell.program;
}

class ShellRun {
  program = ends(0);
  private background: Step[] = [];

  /** Adds one command's share to the program; `ended` when nothing after it is reached. */
  run(command: ShellCommand): 'ended' | 'goes on' {
    const [name = '', ...rest] = command.words;
    switch (name) {
      case 'exit':
        this.program.exitCode = Number(rest[0] ?? this.program.exitCode) & 255;
        return 'ended';
      case 'trap':
        this.trap(rest);
        return 'goes on';
      case 'wait':
        this.addSteps(this.background, true);
        this.background = [];
        return 'goes on';
      case 'while':
      case 'until':
        // A loop's body usually sleeps a little at a time, so that a trap is served soon.
        this.addSteps([{ durationMs: null, interruptible: true }], true);
        return 'ended';
      case 'exec':
        this.exec(rest);
        return 'ended';
      default:
        this.child(command);
        return 'goes on';
    }
  }

  private trap([action = '', ...signals]: string[]): void {
    if (!signals.some((signal) => /^(SIG)?TERM$/.test(signal))) return;
    this.program.onTerm = shellProgram(parseScript(action)).exitCode;
  }

  private exec(argv: string[]): void {
    const next = simpleProgram(argv) ?? ends(127);
    this.program = { ...next, steps: [...this.program.steps, ...next.steps] };
  }

  private child({ words, operator, output }: ShellCommand): void {
    const child = simpleProgram(words) ?? ends(127);
    if (output !== undefined && words[0] === 'echo') {
      this.program.writes.push({ path: output, text: `${words.slice(1).join(' ')}\n` });
    }
    if (operator === '&') this.background = child.steps;
    else this.addSteps(child.steps, false);
    this.program.exitCode = operator === '&' ? 0 : child.exitCode;
  }

  private addSteps(steps: readonly Step[], interruptible: boolean): void {
    this.program.steps.push(...steps.map((step) => ({ ...step, interruptible })));
  }
}

/** Reads the whole command line of a container. */
export function programOf(argv: readonly string[]): Program | StartFailure {
  const program = simpleProgram(argv);
  if (program !== null) return program;
  const binary = argv[0] ?? '';
  const why = binary.includes('/') ? `stat ${binary}: no such file or directory` : 'executable file not found in $PATH';
  return {
    startError: `failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "${binary}": ${why}: unknown`,
    exitCode: 127,
  };
}
