// A shell behind a terminal, wherever it runs: on a PTY of this machine, or in a container.

/** What is typed. Never blocks and never throws. */
export interface ShellInput {
  /** Bytes that the shell's side has not taken yet. */
  readonly queued: number;
  write(data: string): void;
  /** Nothing more is taken; what waits is dropped. */
  stop(): void;
}

export interface ShellProcess {
  /** One listener; called from now on, never inside the call. */
  onData(listener: (bytes: Buffer) => void): void;
  /** One listener; 128 + n after a signal n. Everything that was printed has been delivered before. */
  onExit(listener: (exitCode: number) => void): void;
  pause(): void;
  resume(): void;
  resize(cols: number, rows: number): void;
  readonly input: ShellInput;
  /** Ends every process that the shell has started; also what it left behind when it exited. */
  end(): Promise<void>;
}

export interface Shell {
  process: ShellProcess;
  /** Proves that a command mark comes from this shell. */
  nonce: string;
  /** Removes the start-up file if the shell died before it did. */
  forget(): void;
}
