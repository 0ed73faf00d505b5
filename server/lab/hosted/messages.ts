// What `./kubelet` and the lab say to each other over the UNIX socket: one JSON object per line.

export interface RunMessage {
  type: 'run';
  argv: string[];
  cwd: string;
  /** Id of the lab terminal it was typed in, '' if unknown. */
  terminal: string;
  locale: 'de' | 'en';
}
/** Ctrl-C, kill or hang-up. */
export interface StopMessage {
  type: 'stop';
}
export type ClientMessage = RunMessage | StopMessage;

/** `err` and `out` are complete texts for the client's stderr and stdout. */
export type ServerMessage = { type: 'err' | 'out'; text: string } | { type: 'exit'; code: number };

/** Longest line in bytes: far above the kernel's limit for one argument, far below what hurts. */
export const MAX_LINE_BYTES = 1024 * 1024;

export const encode = (message: ClientMessage | ServerMessage): string => `${JSON.stringify(message)}\n`;

/** Splits a byte stream into lines. `onTooLong` is called once for a line above the limit; nothing is delivered after it. */
export function createLineReader(onLine: (line: string) => void, onTooLong: () => void, limit = MAX_LINE_BYTES) {
  let rest: Buffer[] = [];
  let length = 0;
  let broken = false;
  return (chunk: Buffer): void => {
    let from = 0;
    while (!broken) {
      const end = chunk.indexOf(0x0a, from);
      const piece = chunk.subarray(from, end < 0 ? chunk.length : end);
      length += piece.length;
      if (length > limit) {
        broken = true;
        onTooLong();
        return;
      }
      rest.push(piece);
      if (end < 0) return;
      const line = Buffer.concat(rest).toString('utf8');
      rest = [];
      length = 0;
      from = end + 1;
      onLine(line);
    }
  };
}
