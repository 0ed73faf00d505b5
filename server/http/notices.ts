// Refusals are worth a line in the server's log, but a page that keeps knocking must not fill the disk with them.

export type Notice = (line: string) => void;

const PER_MINUTE = 20;

/** Passes at most 20 lines a minute on, then says once that it is silent. */
export function createNotices(log: Notice, now: () => number): Notice {
  let since = Number.NEGATIVE_INFINITY;
  let lines = 0;
  return (line) => {
    if (now() - since > 60_000) {
      since = now();
      lines = 0;
    }
    lines += 1;
    if (lines <= PER_MINUTE) log(line);
    if (lines === PER_MINUTE + 1) log('further refused requests are not logged for the rest of this minute');
  };
}

/** A header's value as it may stand in a log line: printable, quoted, short. */
export const quoted = (value: string | undefined): string =>
  value === undefined ? 'none' : JSON.stringify(value.replace(/[^\x20-\x7e]/g, '?').slice(0, 100));
