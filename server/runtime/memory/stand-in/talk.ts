/** Where a stand-in's words go. */
export interface StandInTalk {
  out(text: string): void;
  err(text: string): void;
  /** Ctrl-C, or the terminal is gone. */
  signal: AbortSignal;
}
