// Go's %q and JSON string forms: upstream's messages and hashes are made with them.

const ESCAPES: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\u000b': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

// Go's strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

function quoteRune(rune: string): string {
  const known = ESCAPES[rune];
  if (known !== undefined) return known;
  if (PRINTABLE.test(rune)) return rune;
  const code = rune.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

/** Go's `%q` of a string (strconv.Quote). */
export const goQuote = (text: string): string => `"${Array.from(text, quoteRune).join('')}"`;

/** A string as Go's encoding/json writes it: like JSON.stringify, with `<`, `>`, `&`, U+2028 and U+2029 escaped. */
export const goJsonString = (text: string): string =>
  JSON.stringify(text)
    .replace(/\\b/g, '\\u0008')
    .replace(/\\f/g, '\\u000c')
    .replace(/[<>&\u2028\u2029]/g, (c) => `\\u${hex(c.charCodeAt(0), 4)}`);
