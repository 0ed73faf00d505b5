// Finds the shell's own marks (shell/rc.ts) in its output. The output is hostile: anything a program prints passes here too.

/** `ESC ] 633 ; E ; nonce ; command BEL` before a command runs, `ESC ] 633 ; D ; nonce ; exit code BEL` after it. */
export type CommandMark = { kind: 'started'; line: string } | { kind: 'ended'; exitCode: number };

const PREFIX = Buffer.from('\x1b]633;');
const ESC = 0x1b;
const BEL = 0x07;
/** Longer than the longest mark that the shell writes; a program's endless sequence is given up here. */
const LIMIT = 64 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Returns a function that takes the output chunk by chunk (split anywhere) and returns the marks completed in it. Only marks
 * with the shell's nonce count: a program can print such a sequence, but it doesn't know the nonce.
 */
export function commandMarks(nonce: string): (chunk: Buffer) => CommandMark[] {
  let rest: Buffer = NOTHING;
  return (chunk) => {
    const text = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const marks: CommandMark[] = [];
    let at = text.indexOf(PREFIX);
    rest = NOTHING;
    while (at >= 0) {
      const body = at + PREFIX.length;
      const end = bodyEnd(text, body);
      if (end === 'open') {
        rest = Buffer.from(text.subarray(at));
        return marks;
      }
      const mark = end.whole ? parse(text.toString('utf8', body, end.at), nonce) : null;
      if (mark) marks.push(mark);
      at = text.indexOf(PREFIX, end.at);
    }
    rest = beginning(text);
    return marks;
  };
}

/** Where the sequence ends. Any ESC ends it, so that an open sequence of a program can't swallow a real mark behind it. */
function bodyEnd(text: Buffer, from: number): { at: number; whole: boolean } | 'open' {
  const to = Math.min(text.length, from + LIMIT);
  for (let at = from; at < to; at += 1) {
    if (text[at] === BEL) return { at, whole: true };
    if (text[at] === ESC) return { at, whole: false };
  }
  return to === text.length ? 'open' : { at: to, whole: false };
}

/** The last bytes, if a prefix may begin in them. */
function beginning(text: Buffer): Buffer {
  for (let length = Math.min(PREFIX.length - 1, text.length); length > 0; length -= 1) {
    const tail = text.subarray(text.length - length);
    if (tail.equals(PREFIX.subarray(0, length))) return Buffer.from(tail);
  }
  return NOTHING;
}

function parse(body: string, nonce: string): CommandMark | null {
  const kind = body.slice(0, 2);
  const rest = body.slice(2);
  if (!rest.startsWith(`${nonce};`)) return null;
  const value = rest.slice(nonce.length + 1);
  if (kind === 'E;') return { kind: 'started', line: unescaped(value) };
  return kind === 'D;' && /^[0-9]{1,3}$/.test(value) ? { kind: 'ended', exitCode: Number(value) } : null;
}

/** The shell writes a backslash as `\\`, a newline as `\n` and a tab as `\t`. */
const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char));
