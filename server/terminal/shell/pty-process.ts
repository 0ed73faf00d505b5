import type { IPty } from '@lydell/node-pty';
import type { Clock } from '../clock';
import { PtyInput } from './pty-input';
import { endSession } from './session-processes';
import type { ShellProcess } from './shell-process';

/** A shell on a PTY of this machine. */
export function ptyProcess(pty: IPty, clock: Clock): ShellProcess {
  return {
    onData: (listener) =>
      void pty.onData((data: string | Buffer) => listener(typeof data === 'string' ? Buffer.from(data) : data)),
    onExit: (listener) => void pty.onExit(({ exitCode, signal }) => listener(signal ? 128 + signal : exitCode)),
    pause: () => pty.pause(),
    resume: () => pty.resume(),
    resize: (cols, rows) => pty.resize(cols, rows),
    input: new PtyInput(pty, clock),
    end: () => endSession(pty.pid, clock),
  };
}
