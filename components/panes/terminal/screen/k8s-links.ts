// Docker's names of pods' containers on the screen, also where a line wraps: pointing at one lights its block on the stage,
// a click opens the inspector.
import type { ILinkProvider, Terminal } from '@xterm/xterm';
import { parseDockerName } from '@/lib/k8s/pod-names';

export interface NamedContainer {
  podUid: string;
  /** `POD` for the sandbox. */
  container: string;
}

/** Places as xterm counts them: columns and rows from 1, the end included. */
export interface NamePlace extends NamedContainer {
  text: string;
  start: { x: number; y: number };
  end: { x: number; y: number };
}

export interface ScreenRow {
  /** As wide as the screen, blanks included. */
  text: string;
  /** Goes on from the row above. */
  wrapped: boolean;
}

const NAME = /k8s_[A-Za-z0-9_.-]+/g;
/** Rows that a name may begin before the one in question; a line longer than that is no listing. */
const MAX_ROWS = 40;

/** The names on the line that row `y` (from 1) is part of. `row` reads one row by its number from 1. */
export function namesOnLine(y: number, cols: number, row: (y: number) => ScreenRow | undefined): NamePlace[] {
  let first = y;
  while (first > 1 && y - first < MAX_ROWS && row(first)?.wrapped) first -= 1;
  let text = row(first)?.text ?? '';
  for (let next = first + 1; next - first < MAX_ROWS && row(next)?.wrapped; next += 1) text += row(next)?.text ?? '';
  const place = (at: number) => ({ x: (at % cols) + 1, y: first + Math.floor(at / cols) });
  return [...text.matchAll(NAME)].flatMap((match) => {
    const name = parseDockerName(match[0]);
    if (!name) return [];
    const { uid: podUid, container } = name;
    const end = match.index + match[0].length - 1;
    return [{ text: match[0], podUid, container, start: place(match.index), end: place(end) }];
  });
}

interface NameEvents {
  pointed(named: NamedContainer | null): void;
  opened(named: NamedContainer): void;
}

export function k8sLinks(terminal: Terminal, { pointed, opened }: NameEvents): ILinkProvider {
  const row = (y: number): ScreenRow | undefined => {
    const line = terminal.buffer.active.getLine(y - 1);
    return line && { text: line.translateToString(false), wrapped: line.isWrapped };
  };
  return {
    provideLinks(y, callback) {
      const links = namesOnLine(y, terminal.cols, row).map(({ text, start, end, podUid, container }) => ({
        text,
        range: { start, end },
        activate: () => opened({ podUid, container }),
        hover: () => pointed({ podUid, container }),
        leave: () => pointed(null),
      }));
      callback(links);
    },
  };
}
