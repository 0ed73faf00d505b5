// JSON text to a located value, with the errors of Go's encoding/json: a manifest that begins with `{` is never read as YAML.
import { goQuote } from '@/lib/k8s/go-quote';
import type { ManifestNode, MapEntry, Position } from './node';
import { type CodedProblem, ManifestError, problem } from './problems';
import { MAX_DEPTH } from './read-yaml';
import { tooDeep } from './yaml-errors';

const SPACE = ' \t\r\n';
const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const LITERALS = ['true', 'false', 'null'];

/** A character as Go quotes it in JSON errors. */
const goCharacter = (c: string): string => {
  if (c === "'") return "'\\''";
  return c === '"' ? "'\"'" : `'${goQuote(c).slice(1, -1)}'`;
};

class JsonReader {
  readonly warnings: CodedProblem[] = [];
  private index = 0;
  private readonly lineStarts: number[] = [0];

  constructor(private readonly text: string) {
    for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) this.lineStarts.push(i + 1);
  }

  private place(offset: number): Position {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1 };
  }

  private fail(where: string): never {
    const rune = this.text.codePointAt(this.index);
    const reason =
      rune === undefined
        ? 'unexpected end of JSON input'
        : `invalid character ${goCharacter(String.fromCodePoint(rune))} ${where}`;
    const at = this.place(Math.min(this.index, Math.max(0, this.text.length - 1)));
    throw new ManifestError(`couldn't get version/kind; json parse error: ${reason}`, [
      problem('JsonSyntax', at, { reason }),
    ]);
  }

  private skipSpace(): string {
    while (this.index < this.text.length && SPACE.includes(this.text.charAt(this.index))) this.index += 1;
    return this.text.charAt(this.index);
  }

  /** The whole text: one value, nothing behind it. */
  document(): ManifestNode {
    const node = this.value(0);
    this.skipSpace();
    if (this.index < this.text.length) this.fail('after top-level value');
    return node;
  }

  private value(depth: number): ManifestNode {
    const c = this.skipSpace();
    const at = this.place(this.index);
    if (depth > MAX_DEPTH) throw tooDeep(at, MAX_DEPTH);
    if (c === '{') return { kind: 'map', at, entries: this.object(depth) };
    if (c === '[') return { kind: 'list', at, items: this.array(depth) };
    if (c === '"') return { kind: 'string', at, value: this.string() };
    if (c === '-' || /^\d$/.test(c)) return this.number(at);
    const literal = LITERALS.find((word) => c !== '' && word.startsWith(c));
    return literal ? this.literal(literal, at) : this.fail('looking for beginning of value');
  }

  private literal(word: string, at: Position): ManifestNode {
    for (const [i, expected] of Array.from(word).entries()) {
      if (this.text.charAt(this.index) !== expected) {
        this.fail(`in literal ${word} (expecting ${goCharacter(word.charAt(i))})`);
      }
      this.index += 1;
    }
    return word === 'null' ? { kind: 'null', at } : { kind: 'bool', at, value: word === 'true', written: word };
  }

  private number(at: Position): ManifestNode {
    const digits = (where: string): void => {
      if (!/^\d$/.test(this.text.charAt(this.index))) this.fail(where);
      while (/^\d$/.test(this.text.charAt(this.index))) this.index += 1;
    };
    const start = this.index;
    if (this.text.charAt(this.index) === '-') this.index += 1;
    if (this.text.charAt(this.index) === '0') this.index += 1;
    else digits('in numeric literal');
    if (this.text.charAt(this.index) === '.') {
      this.index += 1;
      digits('after decimal point in numeric literal');
    }
    if (/^[eE]$/.test(this.text.charAt(this.index))) {
      this.index += 1;
      if (/^[-+]$/.test(this.text.charAt(this.index))) this.index += 1;
      digits('in exponent of numeric literal');
    }
    const text = this.text.slice(start, this.index);
    return { kind: 'number', at, text, written: text };
  }

  private string(): string {
    this.index += 1;
    let result = '';
    for (;;) {
      const c = this.text.charAt(this.index);
      if (c === '' || c < ' ') this.fail('in string literal');
      this.index += 1;
      if (c === '"') return result;
      result += c === '\\' ? this.escape() : c;
    }
  }

  private escape(): string {
    const c = this.text.charAt(this.index);
    if (c === 'u') {
      this.index += 1;
      for (let i = 0; i < 4; i += 1, this.index += 1) {
        if (!/^[0-9a-fA-F]$/.test(this.text.charAt(this.index))) this.fail('in \\u hexadecimal character escape');
      }
      return String.fromCharCode(Number.parseInt(this.text.slice(this.index - 4, this.index), 16));
    }
    const plain = Object.hasOwn(ESCAPES, c) ? ESCAPES[c] : undefined;
    if (plain === undefined) this.fail('in string escape code');
    this.index += 1;
    return plain;
  }

  private array(depth: number): ManifestNode[] {
    const items: ManifestNode[] = [];
    this.index += 1;
    if (this.skipSpace() === ']') {
      this.index += 1;
      return items;
    }
    for (;;) {
      items.push(this.value(depth + 1));
      const c = this.skipSpace();
      if (c !== ',' && c !== ']') this.fail('after array element');
      this.index += 1;
      if (c === ']') return items;
    }
  }

  private object(depth: number): Map<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    this.index += 1;
    if (this.skipSpace() === '}') {
      this.index += 1;
      return entries;
    }
    for (;;) {
      if (this.skipSpace() !== '"') this.fail('looking for beginning of object key string');
      const key = this.place(this.index);
      const name = this.string();
      if (this.skipSpace() !== ':') this.fail('after object key');
      this.index += 1;
      if (entries.has(name)) this.warnings.push(problem('DuplicateKey', key, { key: name }));
      entries.set(name, { key, value: this.value(depth + 1) });
      const c = this.skipSpace();
      if (c !== ',' && c !== '}') this.fail('after object key:value pair');
      this.index += 1;
      if (c === '}') return entries;
    }
  }
}

/** Does the real kubelet take this text for JSON? Upstream: apimachinery/pkg/util/yaml hasJSONPrefix. */
export const looksLikeJson = (text: string): boolean => text.trimStart().startsWith('{');

/** Reads JSON. Throws ManifestError with Go's words. */
export function readJson(text: string): { node: ManifestNode; warnings: CodedProblem[] } {
  const reader = new JsonReader(text);
  const node = reader.document();
  return { node, warnings: reader.warnings };
}
