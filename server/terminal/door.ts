// What the lab sees of its terminals. Plain data and byte chunks; PTYs, shells and buffers stay behind it.
import type { ErrorCode } from '@/lib/protocol/events';
import type { CommandView, TerminalView } from '@/lib/protocol/view';
import type { Clock } from './clock';
import type { Shell } from './shell/shell-process';

export interface TerminalsOptions {
  /** Absolute path; HOME and first working directory of every shell. Must exist. */
  home: string;
  /** Absolute path; created if missing. Comes first in PATH; the rc file and the `sudo` shim are written into it. */
  shimDir: string;
  /** Names in the prompt, `user@node`. */
  user: string;
  node: string;
  /** Running shells at once; a further `open` fails with TooManyTerminals. */
  limit: number;
  /** Added to the shell's otherwise allow-listed environment. Never pass a secret. */
  env?: Record<string, string>;
  clock?: Clock;
  /** Starts the shell of a terminal; by default bash on a PTY of this machine. Throws when it can't. */
  start?(options: TerminalsOptions, terminal: string, size: { cols: number; rows: number }): Shell;
}

/** One browser tab, as far as a terminal is concerned. Structurally a LabClient. */
export interface TerminalClient {
  readonly id: string;
  /** Must not throw. `bytes` is the client's own copy. */
  terminalData(chunk: { terminal: string; offset: number; bytes: Uint8Array }): void;
}

export interface TerminalsChange {
  terminals: TerminalView[];
  /** Oldest first: the newest 50, and older ones that still go on. */
  commands: CommandView[];
}

/** `code` and `facts` are a Failure of lib/protocol/events; the lab answers with them. */
export class TerminalError extends Error {
  override name = 'TerminalError';
  constructor(
    readonly code: Extract<ErrorCode, 'TooManyTerminals' | 'TerminalGone' | 'InputTooLarge' | 'Failed'>,
    readonly facts: Record<string, string | number> = {},
  ) {
    super(`${code} ${JSON.stringify(facts)}`);
  }
}

/** The log of something that runs without a shell, as a tab. */
export interface LogTab {
  id: string;
  /** The command line that it is the log of. */
  command(text: string): void;
  /** One line, without its newline. Control characters are shown, not obeyed. */
  line(text: string): void;
  /** Nothing more will come. It stays readable. */
  end(exitCode: number): void;
}

export interface Terminals {
  /** Starts a shell; ids are t1, t2 … and are not used again. Throws TooManyTerminals, or Failed when no PTY can be had. */
  open(size: { cols: number; rows: number }): { id: string };
  /**
   * Opens a tab that shows a log; it takes the place of an earlier one that has ended and does not count as a shell.
   * `interrupted`: somebody pressed Ctrl-C in it or closed it.
   */
  openLog(title: string, interrupted: () => void): LogTab;
  /**
   * Streams to `client` everything from `offset` on (bytes since the terminal was opened). Attaching again replaces the
   * former attachment. `from` is the offset of the first byte that will come: larger than asked when the ring buffer no
   * longer holds it, smaller when the terminal has not produced that much. `end` is where replay turns into live output.
   * Chunks start after this call has returned. Throws TerminalGone.
   */
  attach(id: string, offset: number, client: TerminalClient): { from: number; end: number };
  /** Does nothing when the client is not attached. */
  detach(id: string, clientId: string): void;
  /** Types `data`. Throws TerminalGone (unknown or exited) or InputTooLarge (more than the shell reads; nothing was typed). */
  input(id: string, data: string): void;
  /** Clamped to 2–500 × 1–200; bursts are coalesced, the last one wins. Throws TerminalGone for an unknown id. */
  resize(id: string, cols: number, rows: number): void;
  /** The client's screen has taken in `bytes` more bytes of what was sent to it (flow control). Ignored when not attached. */
  taken(id: string, clientId: string, bytes: number): void;
  /** Hangs up, reaps every process of the terminal's session, forgets the terminal. Does nothing for an unknown id. */
  close(id: string): Promise<void>;
  /** Ends all attachments of a client that is gone; shells go on. */
  leave(clientId: string): void;
  /** Says whether the terminal's foreground command hosts the lab's kubelet. Shells carry their id as KULISSEN_TERMINAL. */
  setHostsKubelet(id: string, hosts: boolean): void;
  list(): TerminalsChange;
  /** Called after each change of `list()`, never inside a call of this interface's caller. Returns how to unsubscribe. */
  subscribe(listener: (change: TerminalsChange) => void): () => void;
  /** Closes all; afterwards no PTY and no process of ours is left. */
  closeAll(): Promise<void>;
}
