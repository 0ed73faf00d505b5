// Commands in running containers. Upstream: pkg/kubelet/dockershim/exec.go, docker_streaming.go (1.20).
import type { Duplex } from 'node:stream';
import {
  type ExecLimits,
  type ExecResult,
  type ExecStream,
  type ProcessStream,
  RuntimeError,
  type StreamOptions,
  type TerminalSize,
} from '@/server/kubelet/runtime-service';
import { execSync } from '../exec-sync';
import type { EngineConnection } from './connection';
import type { OwnedContainers } from './owned-containers';
import { HijackedStream } from './process-stream';

/** The engine may call a process running a little longer than its streams; it is asked this often (exec.go). */
const END_QUESTIONS = 5;
const END_PAUSE_MS = 2_000;

const BATCH: StreamOptions = { stdin: false, stdout: true, stderr: true, tty: false };

/** The engine's exec as the contract wants it. */
export class ContainerExec {
  constructor(
    private readonly connection: EngineConnection,
    private readonly owned: OwnedContainers,
  ) {}

  runSync(id: string, command: readonly string[], limits: ExecLimits): Promise<ExecResult> {
    return execSync(() => this.start(id, command, BATCH), limits, this.connection.clock);
  }

  async start(id: string, command: readonly string[], options: StreamOptions): Promise<ExecStream> {
    await this.verifyRunning(id);
    const { docker } = this.connection;
    const { stdin, stdout, stderr, tty } = options;
    const exec = await this.connection.call({ refused: 'Start' }, (abortSignal) =>
      docker.getContainer(id).exec({
        Cmd: [...command],
        AttachStdin: stdin,
        AttachStdout: stdout,
        AttachStderr: stderr && !tty,
        Tty: tty,
        abortSignal,
      }),
    );
    const socket = await this.connection.call({ refused: 'Start' }, (abortSignal) =>
      exec.start({ hijack: true, stdin, Tty: tty, abortSignal }),
    );
    const resize = ({ width: w, height: h }: TerminalSize) =>
      this.connection.call({ refused: 'Invalid' }, () => exec.resize({ h, w }));
    const stream = new HijackedStream(socket, options, resize);
    return Object.assign(stream, { exitCode: () => this.exitCode(exec) });
  }

  async attach(id: string, options: StreamOptions): Promise<ProcessStream> {
    await this.verifyRunning(id);
    const container = this.connection.docker.getContainer(id);
    const { stdin, stdout, stderr } = options;
    const socket = await this.connection.call({ refused: 'Start' }, (abortSignal) =>
      container.attach({ stream: true, hijack: true, stdin, stdout, stderr, abortSignal }),
    );
    const resize = ({ width: w, height: h }: TerminalSize) =>
      this.connection.call({ refused: 'Invalid' }, () => container.resize({ h, w }));
    return new HijackedStream(socket as Duplex, options, resize);
  }

  /** docker_streaming.go checkContainerStatus: the engine isn't even asked to run anything in a dead container. */
  private async verifyRunning(id: string): Promise<void> {
    await this.owned.verify(id);
    const container = this.connection.docker.getContainer(id);
    const { State } = await this.connection.read((abortSignal) => container.inspect({ abortSignal }));
    if (!State.Running) throw new RuntimeError('Conflict', `container not running (${id})`);
  }

  private async exitCode(exec: { inspect(): Promise<{ Running: boolean; ExitCode: number | null }> }): Promise<number> {
    for (let question = 1; question <= END_QUESTIONS; question++) {
      const { Running, ExitCode } = await this.connection.read(() => exec.inspect());
      if (!Running) return ExitCode ?? 0;
      if (question < END_QUESTIONS) await this.connection.clock.sleep(END_PAUSE_MS);
    }
    return 0;
  }
}
