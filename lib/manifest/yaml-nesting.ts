// Nesting bombs are found before anything is built of them: the parser's memory grows with the depth, and a few hundred kilobytes of
// opening brackets would end the process.
import { Lexer } from 'yaml';

/** Marks that the lexer puts between pieces of the text; they stand for no characters of it. */
const DOCUMENT = '\u0002';
const FLOW_END = '\u0018';
const SCALAR = '\u001f';

/** Offset at which brackets, or block indicators on one line, nest deeper than `limit`; -1 if they do not. */
export function nestingOffset(text: string, limit: number): number {
  let offset = 0;
  let brackets = 0;
  let indicators = 0;
  let scalarFollows = false;
  for (const piece of new Lexer().lex(text)) {
    if (piece === DOCUMENT || piece === FLOW_END || piece === SCALAR) {
      scalarFollows = piece === SCALAR;
      continue;
    }
    if (!scalarFollows) {
      if (piece === '[' || piece === '{') brackets += 1;
      else if (piece === ']' || piece === '}') brackets = Math.max(0, brackets - 1);
      else if (piece === '\n' || piece === '\r\n') indicators = 0;
      else if (brackets === 0 && (piece === '-' || piece === '?' || piece === ':')) indicators += 1;
      if (brackets > limit || indicators > limit) return offset;
    }
    scalarFollows = false;
    offset += piece.length;
  }
  return -1;
}
