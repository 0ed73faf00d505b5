// The first document of a YAML text as the parser's tree. Scalars stay text: what they mean is decided elsewhere.
import { Composer, LineCounter, Parser } from 'yaml';

type ParsedDocument = ReturnType<Composer['next']> extends Iterable<infer D> ? D : never;

interface FirstDocument {
  document: ParsedDocument | undefined;
  lines: LineCounter;
  /** Where the second document begins, if there is one. It is not read. */
  secondAt: number | undefined;
}

/** Parses up to the end of the first document, or to the first fault between documents. */
export function parseFirst(text: string): FirstDocument {
  const lines = new LineCounter();
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, strict: false, logLevel: 'silent' });
  const composed: ParsedDocument[] = [];
  let documents = 0;
  let secondAt: number | undefined;
  for (const token of new Parser(lines.addNewLine).parse(text)) {
    if (token.type === 'document') documents += 1;
    if (documents === 2) {
      secondAt = 'offset' in token ? token.offset : 0;
      break;
    }
    composed.push(...composer.next(token));
    // What follows the first fault is of no interest, and there may be a million of them.
    if (token.type === 'error') break;
  }
  composed.push(...composer.end(true, text.length));
  return { document: composed[0], lines, secondAt };
}
