// A line of somebody else's log, made fit to be shown: no escape codes, nothing that turns the page's text around.

const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-_])/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
/** Marks that change the direction of what follows (Unicode bidirectional formatting), and line separators. */
const DIRECTIONS = /[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** What a page may show, characters: the rest of a longer line is in the saved file. */
const SHOWN = 2000;

/** The line without escape codes; control characters as their pictures (␀), direction marks as their numbers. */
export function shownLine(line: string): string {
  const text = line
    .slice(0, SHOWN * 4)
    .replace(/\r$/, '')
    .replace(ESCAPES, '')
    .replace(CONTROLS, (char) => (char === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + char.charCodeAt(0))))
    .replace(DIRECTIONS, (char) => `⟨U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;
}

/** Time (ms, NaN without one) and text of a line that begins with its time, as docker writes it. */
export function splitTime(line: string): { at: number; text: string } {
  const space = line.indexOf(' ');
  const at = space > 0 ? Date.parse(line.slice(0, space)) : Number.NaN;
  return Number.isNaN(at) ? { at, text: line } : { at, text: line.slice(space + 1) };
}
