// What is wrong with YAML that cannot be read: our code, and the words of the real parser (libyaml by way of gopkg.in/yaml.v2).
// The two parsers find the same faults at slightly different moments; the texts match for the frequent ones.
import type { LineCounter, YAMLError } from 'yaml';
import type { Position } from './node';
import { ManifestError, type ManifestProblemCode, type ProblemFacts, problem } from './problems';

interface Wording {
  code: ManifestProblemCode;
  text: string;
  /** libyaml's parser counts lines from 0 where its scanner counts from 1. */
  by: 'scanner' | 'parser';
  facts?: ProblemFacts;
  /** Speak of the end of the faulty piece rather than of its beginning. */
  atEnd?: boolean;
  linesLater?: number;
}

const NESTED: Wording = {
  code: 'YamlNestedMapping',
  text: 'mapping values are not allowed in this context',
  by: 'scanner',
  atEnd: true,
};
const CANNOT_START: Wording = {
  code: 'YamlSyntax',
  text: 'found character that cannot start any token',
  by: 'scanner',
};
const NO_KEY: Wording = { code: 'YamlIndent', text: 'did not find expected key', by: 'parser' };
const NO_DASH: Wording = { ...NO_KEY, text: "did not find expected '-' indicator" };
const NO_COLON: Wording = {
  code: 'YamlMissingColon',
  text: "could not find expected ':'",
  by: 'scanner',
  linesLater: 1,
};
const unclosed = (expected: string): Wording => ({
  code: 'YamlUnclosed',
  text: `did not find expected ',' or '${expected}'`,
  by: 'parser',
  facts: { expected },
});
const openQuote = (expected: string): Wording => ({
  code: 'YamlUnclosed',
  text: 'found unexpected end of stream',
  by: 'scanner',
  facts: { expected },
});

function missingChar(message: string): Wording {
  if (message.includes("'quote")) return openQuote("'");
  if (message.includes('"quote')) return openQuote('"');
  if (message.startsWith('Flow map')) return unclosed('}');
  if (message.startsWith('Sequence item')) return NO_DASH;
  return message.startsWith('Flow sequence') ? unclosed(']') : NO_COLON;
}

function badIndent(message: string): Wording {
  if (message.startsWith('Flow map')) return unclosed('}');
  if (message.startsWith('Flow sequence')) return unclosed(']');
  return message.includes('sequence items') ? NO_DASH : NO_KEY;
}

function wordingOf(error: YAMLError): Wording {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { code: 'YamlTab', text: 'found a tab character that violates indentation', by: 'scanner' };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return error.message.includes('sequence') ? NO_KEY : NESTED;
    case 'MULTILINE_IMPLICIT_KEY':
      return NESTED;
    case 'MISSING_CHAR':
      return missingChar(error.message);
    case 'BAD_INDENT':
      return badIndent(error.message);
    case 'BAD_DQ_ESCAPE':
      return { ...CANNOT_START, text: 'found unknown escape character' };
    case 'BAD_SCALAR_START':
      return CANNOT_START;
    case 'UNEXPECTED_TOKEN':
      return NO_KEY;
    default:
      return { code: 'YamlSyntax', text: 'did not find expected node content', by: 'parser' };
  }
}

function upstreamText({ text, by, linesLater = 0 }: Wording, at: Position): string {
  const line = by === 'scanner' ? at.line + linesLater : at.line - 1;
  // A fault in the very first line is printed without its line.
  return line > (by === 'scanner' ? 1 : 0) ? `yaml: line ${line}: ${text}` : `yaml: ${text}`;
}

/** The text ends where a value of a flow collection was to come: libyaml then misses the value, on the line that the end of the text opens. */
function missingValue(text: string): string | null {
  if (!/[[{,]\s*$/.test(text)) return null;
  return `yaml: line ${text.replace(/\n$/, '').split('\n').length}: did not find expected node content`;
}

/** The error that a list of parse errors of `text` stands for: the first one, unless the nesting was too deep to go on. */
export function yamlSyntaxError(
  errors: readonly YAMLError[],
  lines: LineCounter,
  maxDepth: number,
  text: string,
): ManifestError {
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const exhausted = errors.find((error) => error.code === 'RESOURCE_EXHAUSTION');
  const first = exhausted ?? errors[0];
  if (!first) throw new TypeError('no error given');
  if (exhausted) return tooDeep(place(exhausted.pos[0]), maxDepth);
  const wording = wordingOf(first);
  // The piece that ends latest shows where a nested mapping really is.
  const ends = errors.filter((error) => error.pos[0] === first.pos[0]).map((error) => error.pos[1]);
  const at = place(wording.atEnd ? Math.max(first.pos[0], ...ends.map((end) => end - 1)) : first.pos[0]);
  const cause = (wording.code === 'YamlUnclosed' && missingValue(text)) || upstreamText(wording, at);
  return new ManifestError(cause, [problem(wording.code, at, wording.facts ?? { reason: wording.text })]);
}

export const tooDeep = (at: Position, limit: number): ManifestError =>
  new ManifestError(`yaml: exceeded max depth of ${limit}`, [problem('TooDeep', at, { limit })]);
