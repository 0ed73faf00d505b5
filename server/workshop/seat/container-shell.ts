// A shell in a workstation: `docker exec` by the broker, behind the same interface as a shell on this machine.
import { randomBytes } from 'node:crypto';
import { closeSync, constants, fchownSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import type { Clock } from '@/server/kubelet/clock';
import type { TerminalsOptions } from '@/server/terminal';
import { bashRc, endSession, type Shell, type ShellProcess } from '@/server/terminal/shell';
import { SEAT_GID } from './paths';

export interface ContainerShellOptions {
  container(): Promise<Docker.Container>;
  uid: number;
  clock: Clock;
  /** Folder for start-up files, at the same path inside. */
  rc: string;
}

const INTERRUPT = '\x03';
const PATH = '/usr/local/bin:/usr/bin:/bin';
/** When memory runs out the kernel ends what the learner started, not the shell that it was started from. */
const START = 'echo 300 > /proc/self/oom_score_adj; exec bash --noprofile --rcfile "$1" -i';
const EXIT_LOOK_MS = 50;
const EXIT_LOOKS = 100;

/** How the terminals of a seat start their shells. */
export function containerShells(options: ContainerShellOptions) {
  return (
    { home, user, node, env = {} }: TerminalsOptions,
    terminal: string,
    size: { cols: number; rows: number },
  ): Shell => {
    const nonce = randomBytes(16).toString('hex');
    const path = join(options.rc, `.rc-${terminal}-${randomBytes(6).toString('hex')}`);
    writeOwned(path, bashRc({ path, nonce, user, node }), options.uid);
    const variables = {
      PATH,
      HOME: home,
      SHELL: '/bin/bash',
      USER: user,
      LOGNAME: user,
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      LANG: 'C.UTF-8',
      KULISSEN_TERMINAL: terminal,
      ...env,
    };
    const process = new ContainerShell(options, {
      cmd: ['bash', '-c', START, 'bash', path],
      env: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
      home,
      size,
    });
    return { process, nonce, forget: () => rmSync(path, { force: true }) };
  };
}

/** A new file of the learner's. Its folder is theirs too: between a name and the next use of it they could put a link, so only the open file is touched. */
function writeOwned(path: string, text: string, uid: number): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    fchownSync(file, uid, SEAT_GID);
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

interface Start {
  cmd: string[];
  env: string[];
  home: string;
  size: { cols: number; rows: number };
}

class ContainerShell implements ShellProcess {
  #stream: Duplex | undefined;
  #exec: Docker.Exec | undefined;
  /** On the host, 0 while unknown. */
  #pid = 0;
  #paused = false;
  #size: { cols: number; rows: number };
  #data: (bytes: Buffer) => void = () => {};
  #exit: (exitCode: number) => void = () => {};
  #queue: Buffer[] = [];
  #stopped = false;
  readonly #begun: Promise<void>;

  constructor(
    private readonly options: ContainerShellOptions,
    start: Start,
  ) {
    this.#size = start.size;
    this.#begun = this.#begin(start).catch((error: unknown) => {
      // A person waits at this terminal: the reason stands in it.
      this.#data(Buffer.from(`\r\n${error instanceof Error ? error.message : String(error)}\r\n`));
      this.#exit(1);
    });
  }

  onData(listener: (bytes: Buffer) => void): void {
    this.#data = listener;
  }
  onExit(listener: (exitCode: number) => void): void {
    this.#exit = listener;
  }
  pause(): void {
    this.#paused = true;
    this.#stream?.pause();
  }
  resume(): void {
    this.#paused = false;
    this.#stream?.resume();
  }
  resize(cols: number, rows: number): void {
    this.#size = { cols, rows };
    void this.#exec?.resize({ w: cols, h: rows }).catch(() => undefined);
  }

  readonly input = {
    /** What the engine has not taken yet. */
    queued: 0,
    write: (data: string): void => {
      if (this.#stopped) return;
      if (data === INTERRUPT) this.#dropQueue();
      const bytes = Buffer.from(data);
      this.#queue.push(bytes);
      this.input.queued += bytes.length;
      this.#drain();
    },
    stop: (): void => {
      this.#stopped = true;
      this.#dropQueue();
    },
  };

  async end(): Promise<void> {
    await this.#begun;
    if (this.#pid > 0) await endSession(this.#pid, this.options.clock);
    this.#stream?.destroy();
  }

  async #begin({ cmd, env, home }: Start): Promise<void> {
    const container = await this.options.container();
    const exec = await container.exec({
      Cmd: cmd,
      Env: env,
      WorkingDir: home,
      User: `${this.options.uid}:${SEAT_GID}`,
      Tty: true,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    });
    this.#exec = exec;
    const stream = await exec.start({ hijack: true, stdin: true, Tty: true });
    this.#stream = stream;
    stream.on('data', (bytes: Buffer) => this.#data(bytes));
    stream.on('error', () => stream.destroy());
    stream.once('close', () => void this.#closed(exec));
    stream.once('end', () => stream.destroy());
    if (this.#paused) stream.pause();
    await exec.resize({ w: this.#size.cols, h: this.#size.rows }).catch(() => undefined);
    this.#pid = (await exec.inspect()).Pid;
    this.#drain();
  }

  async #closed(exec: Docker.Exec): Promise<void> {
    this.#exit(await this.#exitCode(exec));
  }

  /** The engine closes the stream a moment before it knows how the process ended. */
  async #exitCode(exec: Docker.Exec): Promise<number> {
    for (let looks = 0; looks < EXIT_LOOKS; looks += 1) {
      const state = await exec.inspect().catch(() => null);
      if (!state) return 137;
      if (!state.Running) return state.ExitCode ?? 0;
      await this.options.clock.sleep(EXIT_LOOK_MS);
    }
    return 137;
  }

  #dropQueue(): void {
    this.#queue = [];
    this.input.queued = 0;
  }

  #drain(): void {
    const stream = this.#stream;
    if (!stream || stream.destroyed || stream.writableNeedDrain) return;
    for (let bytes = this.#queue.shift(); bytes; bytes = this.#queue.shift()) {
      this.input.queued -= bytes.length;
      if (stream.write(bytes)) continue;
      stream.once('drain', () => this.#drain());
      return;
    }
  }
}
