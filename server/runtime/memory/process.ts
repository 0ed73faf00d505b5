// A command run in a container of the memory engine, and the connection to it.
import type { Clock } from '@/server/kubelet/clock';
import type {
  ExecStream,
  OutputChunk,
  ProcessStream,
  StreamOptions,
  TerminalSize,
} from '@/server/kubelet/runtime-service';
import type { World } from './applets';
import { ChunkQueue } from './chunk-queue';
import type { MemoryContainer } from './container';
import { playEffects } from './play-effects';
import { lifetimeOf, programOf } from './program';
import { ShellSession } from './shell-session';

const KILLED = 137;
/** What docker makes of a command that it can't start in a container. */
const CANNOT_EXEC = 126;

export interface ExecSurroundings {
  container: MemoryContainer;
  /** As it is now: asked again for each command of an interactive shell. */
  world(): World;
  clock: Clock;
}

/** The end that a reader holds. Only wanted streams come through; with a tty all is stdout, with `\r\n`. */
class Connection implements ProcessStream {
  readonly output = new ChunkQueue();
  protected readonly onInput: { write(text: string): void; end(): void } | null = null;

  constructor(protected readonly options: StreamOptions) {}

  print({ stream, data }: OutputChunk): void {
    const { tty } = this.options;
    if (!this.options[tty ? 'stdout' : stream]) return;
    const text = tty ? new TextDecoder().decode(data).replace(/\r?\n/g, '\r\n') : null;
    this.output.push(text === null ? { stream, data } : stdout(text));
  }

  async write(data: Uint8Array): Promise<void> {
    if (this.options.stdin) this.onInput?.write(new TextDecoder().decode(data));
  }

  endInput(): void {
    if (this.options.stdin) this.onInput?.end();
  }

  async resize(_size: TerminalSize): Promise<void> {
    // Nothing imitated here draws.
  }

  close(): void {
    this.output.end();
  }
}

/** Connects to the container's own process; ends when the container dies. */
export function attachTo(container: MemoryContainer, options: StreamOptions): ProcessStream {
  const connection = new Connection(options);
  const read = (chunk: OutputChunk) => connection.print(chunk);
  container.readers.add(read);
  container.whenDead.push(() => {
    container.readers.delete(read);
    connection.close();
  });
  return connection;
}

/** Runs a command; the container is running. */
export function startProcess(
  argv: readonly string[],
  options: StreamOptions,
  surroundings: ExecSurroundings,
): ExecStream {
  return new ImitatedProcess(argv, options, surroundings);
}

class ImitatedProcess extends Connection implements ExecStream {
  protected override readonly onInput: { write(text: string): void; end(): void } | null;
  private readonly ended: Promise<number>;
  private finish: (exitCode: number) => void = () => undefined;

  constructor(
    argv: readonly string[],
    options: StreamOptions,
    private readonly surroundings: ExecSurroundings,
  ) {
    super(options);
    this.ended = new Promise((resolve) => {
      this.finish = (exitCode) => {
        resolve(exitCode);
        this.output.end();
      };
    });
    surroundings.container.whenDead.push(() => this.finish(KILLED));
    this.onInput = options.stdin ? this.interactive(argv) : null;
    if (this.onInput === null) void this.run(argv).then(({ exitCode }) => this.finish(exitCode));
  }

  exitCode(): Promise<number> {
    return this.ended;
  }

  /** A shell or a cat that reads; null for all that don't care about their input. */
  private interactive(argv: readonly string[]) {
    const name = argv[0]?.split('/').pop();
    if (argv.length > 1 && argv[1] !== '-i') return null;
    if (name === 'cat') {
      return { write: (text: string) => this.print(stdout(text)), end: () => this.finish(0) };
    }
    if (name !== 'sh' && name !== 'ash') return null;
    return new ShellSession({
      tty: this.options.tty,
      print: (text) => this.print(stdout(text)),
      run: (script) => this.run(['sh', '-c', script]),
      finish: (exitCode) => this.finish(exitCode),
    });
  }

  /** Plays a command line to its end. */
  private run(argv: readonly string[]): Promise<{ exitCode: number; left: boolean }> {
    const { container, world, clock } = this.surroundings;
    const program = programOf(argv, world());
    if ('startError' in program) {
      const why = program.startError.replace(/^.*?(?=unable to start)/, '');
      this.print(stdout(`OCI runtime exec failed: exec failed: ${why}\r\n`));
      return Promise.resolve({ exitCode: CANNOT_EXEC, left: false });
    }
    const { exitCode, left = false } = program;
    const cancelEffects = playEffects(program, container, clock, (chunk) => this.print(chunk));
    const lifetime = lifetimeOf(program);
    if (lifetime === 0) return Promise.resolve({ exitCode, left });
    return new Promise((resolve) => {
      const cancelEnd = lifetime === null ? undefined : clock.after(lifetime, () => resolve({ exitCode, left }));
      container.whenDead.push(() => {
        cancelEffects();
        cancelEnd?.();
      });
    });
  }
}

const stdout = (text: string): OutputChunk => ({ stream: 'stdout', data: new TextEncoder().encode(text) });
