// What a container of the memory engine does with its life: an image's command, read well enough to run, end and die as
// the real one would. Not a shell: loops run for ever, conditions and expansions are not evaluated.
import { runApplet, type World } from './applets';
import { parseScript, type ShellCommand } from './shell';

/** One stretch of a program's life. */
export interface Step {
  /** null: for ever. */
  durationMs: number | null;
  /** May a handled signal end it at once? A shell runs its trap only after the command in the foreground. */
  interruptible: boolean;
}

/** Something that a program does at a point of its life: a file written (null: removed), or words printed. */
export type Effect = { afterMs: number } & (
  | { path: string; text: string | null }
  | { stream: 'stdout' | 'stderr'; text: string }
);

export interface WebServer {
  port: number;
  /** Folder of what it serves. */
  root: string;
  /** When in the program's life it begins, ms. */
  fromMs: number;
}

export interface Program {
  steps: Step[];
  exitCode: number;
  /** Exit code after SIGTERM; null where PID 1 has no handler, for the kernel then drops the signal. */
  onTerm: number | null;
  /** In order. */
  effects: Effect[];
  /** It came to an `exit`. */
  left?: boolean;
  /** Web servers that it runs. */
  serves?: WebServer[];
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
  effects: [],
});
const ends = (exitCode: number): Program => ({ steps: [], exitCode, onTerm: null, effects: [] });

const SERVERS = new Set(['pause', 'nginx']);
/** Busybox applets that stay, and have no handler for SIGTERM. */
const STAY = new Set(['top', 'tail', 'nc', 'watch', 'yes']);
const STAYS: Step[] = [{ durationMs: null, interruptible: false }];

const HTTP_PORT = 80;
const NGINX: WebServer = { port: HTTP_PORT, root: '/usr/share/nginx/html', fromMs: 0 };

/** `httpd -f -p 8080 -h /www` */
function httpd(argv: readonly string[]): WebServer {
  const option = (name: string) => argv[argv.indexOf(name) + 1] ?? '';
  const port = argv.includes('-p') ? Number(option('-p').split(':').pop()) : HTTP_PORT;
  return { port, root: argv.includes('-h') ? option('-h') : '/', fromMs: 0 };
}

const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `sleep 1.5`, `sleep 2m`, `sleep infinity`; undefined for what sleep would refuse. */
function sleepMs(argument: string | undefined): number | null | undefined {
  if (argument === 'infinity' || argument === 'inf') return null;
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(argument ?? '') ?? [];
  return amount === undefined ? undefined : Number(amount) * (UNIT_MS[unit] ?? 1_000);
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function simpleProgram(argv: readonly string[], world: World): Program | null {
  const name = baseName(argv[0] ?? '');
  if (name === 'sleep') {
    const durationMs = sleepMs(argv[1]);
    if (durationMs === undefined) return ends(1);
    return { ...ends(0), steps: [{ durationMs, interruptible: false }] };
  }
  if (SERVERS.has(name)) return { ...server(), ...(name === 'nginx' && { serves: [NGINX] }) };
  if (name === 'httpd') return { ...ends(0), steps: STAYS, serves: [httpd(argv)] };
  if (STAY.has(name)) return { ...ends(0), steps: STAYS };
  if (name === 'sh' || name === 'ash') return argv[1] === '-c' ? shellProgram(argv[2] ?? '', world) : ends(0);
  if (name === 'busybox') return argv.length > 1 ? simpleProgram(argv.slice(1), world) : ends(0);
  const applet = runApplet(name, argv.slice(1), world);
  if (applet === null) return null;
  const { exitCode, effects } = applet;
  return { ...ends(exitCode), effects: effects.map((effect) => ({ afterMs: 0, ...effect })) };
}

/** Plays a script: how long each command takes and what it does, what remains as exit code, which trap holds. */
function shellProgram(script: string, { files, hostname }: World): Program {
  const shell = new ShellRun({ files: new Map(files), hostname });
  let skipped = false;
  for (const command of parseScript(script)) {
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
  private elapsedMs = 0;

  constructor(private readonly world: World) {}

  /** Adds one command's share to the program; `ended` when nothing after it is reached. */
  run(command: ShellCommand): 'ended' | 'goes on' {
    const [name = '', ...rest] = command.words;
    switch (name) {
      case 'exit':
        this.program.exitCode = Number(rest[0] ?? this.program.exitCode) & 255;
        this.program.left = true;
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
    this.program.onTerm = shellProgram(action, this.world).exitCode;
  }

  private exec(argv: string[]): void {
    const { steps, effects, exitCode, onTerm, serves = [] } = this.started(argv);
    for (const effect of effects) this.keep(effect);
    this.program = { ...this.program, steps: [...this.program.steps, ...steps], exitCode, onTerm };
    this.serve(serves);
  }

  private child(command: ShellCommand): void {
    const { words, output, errors, append, operator } = command;
    const child = this.started(words);
    if (output !== undefined && !append) this.keep({ afterMs: 0, path: output, text: '' });
    if (errors !== undefined) this.keep({ afterMs: 0, path: errors, text: '' });
    for (const effect of child.effects) this.take(effect, command);
    this.serve(child.serves ?? []);
    if (operator === '&') this.background = child.steps;
    else this.addSteps(child.steps, false);
    this.program.exitCode = operator === '&' ? 0 : child.exitCode;
  }

  private serve(servers: readonly WebServer[]): void {
    if (servers.length === 0) return;
    const begun = servers.map((server) => ({ ...server, fromMs: this.elapsedMs }));
    this.program.serves = [...(this.program.serves ?? []), ...begun];
  }

  private started(argv: readonly string[]): Program {
    const program = simpleProgram(argv, this.world);
    if (program !== null) return program;
    return { ...ends(127), effects: [{ afterMs: 0, stream: 'stderr', text: `sh: ${argv[0]}: not found\n` }] };
  }

  /** What a command does, where its redirections send it. */
  private take(effect: Effect, redirections: ShellCommand): void {
    this.keep('path' in effect ? effect : this.redirected(effect, redirections));
  }

  private redirected(effect: Extract<Effect, { stream: unknown }>, { output, errors, merge }: ShellCommand): Effect {
    const stream = merge ?? effect.stream;
    const path = stream === 'stdout' ? output : errors;
    if (path === undefined) return { ...effect, stream };
    return { afterMs: effect.afterMs, path, text: (this.world.files.get(path) ?? '') + effect.text };
  }

  private keep(effect: Effect): void {
    if ('path' in effect) {
      if (effect.path === '/dev/null') return;
      if (effect.text === null) this.world.files.delete(effect.path);
      else this.world.files.set(effect.path, effect.text);
    }
    this.program.effects.push({ ...effect, afterMs: effect.afterMs + this.elapsedMs });
  }

  private addSteps(steps: readonly Step[], interruptible: boolean): void {
    this.program.steps.push(...steps.map((step) => ({ ...step, interruptible })));
    for (const { durationMs } of steps) this.elapsedMs += durationMs ?? Number.POSITIVE_INFINITY;
  }
}

/** Reads a whole command line, to be run in this world. The world itself is left as it is. */
export function programOf(
  argv: readonly string[],
  world: World = { files: new Map(), hostname: 'localhost' },
): Program | StartFailure {
  const program = simpleProgram(argv, world);
  if (program !== null) return program;
  const binary = argv[0] ?? '';
  const why = binary.includes('/') ? `stat ${binary}: no such file or directory` : 'executable file not found in $PATH';
  return {
    startError: `failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "${binary}": ${why}: unknown`,
    exitCode: 127,
  };
}

/** How long it lives by itself, ms; null: for ever. */
export const lifetimeOf = ({ steps }: Program): number | null =>
  steps.reduce<number | null>(
    (sum, { durationMs }) => (sum === null || durationMs === null ? null : sum + durationMs),
    0,
  );
