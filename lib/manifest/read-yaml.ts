// YAML text to a located value, as sigs.k8s.io/yaml over gopkg.in/yaml.v2 reads it: the first document only, YAML 1.1 scalars, the
// last of two equal keys, merge keys in the order in which they stand.
import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { ManifestNode, MapEntry, Position } from './node';
import { type CodedProblem, ManifestError, problem } from './problems';
import { parseFirst } from './yaml-document';
import { tooDeep, yamlSyntaxError } from './yaml-errors';
import { nestingOffset } from './yaml-nesting';
import { plainScalar, type ScalarValue } from './yaml-scalar';

/** No manifest nests deeper; a bomb does. */
export const MAX_DEPTH = 64;
/** Aliases that are followed in one document, those inside other aliases included. */
const MAX_ALIASES = 100;

const TAG_PREFIX = 'tag:yaml.org,2002:';
const RESOLVABLE_TAGS = ['str', 'bool', 'int', 'float', 'null'];

interface YamlResult {
  node: ManifestNode;
  warnings: CodedProblem[];
}

class YamlReader {
  readonly warnings: CodedProblem[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly following = new Set<Node>();
  private aliases = 0;

  constructor(private readonly lines: LineCounter) {}

  place(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  read(node: Node | null | undefined, fallback: Position, depth: number): ManifestNode {
    if (!node) return { kind: 'null', at: fallback };
    const at = node.range ? this.place(node.range[0]) : fallback;
    if (depth > MAX_DEPTH) throw tooDeep(at, MAX_DEPTH);
    if (isAlias(node)) return this.follow(node.source, at, depth);
    if (node.anchor) this.anchors.set(node.anchor, node);
    if (isMap(node)) return { kind: 'map', at, entries: this.readMap(node, at, depth) };
    if (isSeq(node)) {
      return { kind: 'list', at, items: node.items.map((item) => this.read(item as Node | null, at, depth + 1)) };
    }
    return isScalar(node) ? this.readScalar(node, at) : { kind: 'null', at };
  }

  private follow(anchor: string, at: Position, depth: number): ManifestNode {
    const target = this.anchors.get(anchor);
    if (!target) {
      const text = `yaml: unknown anchor '${anchor}' referenced`;
      throw new ManifestError(text, [problem('YamlUnknownAnchor', at, { anchor })]);
    }
    this.aliases += 1;
    if (this.aliases > MAX_ALIASES) {
      const text = 'yaml: document contains excessive aliasing';
      throw new ManifestError(text, [problem('TooManyAliases', at, { limit: MAX_ALIASES })]);
    }
    if (this.following.has(target)) {
      const text = `yaml: anchor '${anchor}' value contains itself`;
      throw new ManifestError(text, [problem('YamlUnknownAnchor', at, { anchor })]);
    }
    this.following.add(target);
    // What stands behind an alias is spoken of at the alias: that is the line to look at.
    const copy = { ...this.read(target, at, depth), at };
    this.following.delete(target);
    return copy;
  }

  private readMap(map: YAMLMap, at: Position, depth: number): Map<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    const own = new Set<string>();
    // An anchored map that is still being read contains itself when an alias inside names it.
    this.following.add(map);
    for (const pair of map.items) {
      const key = pair.key as Node | null;
      const keyAt = key?.range ? this.place(key.range[0]) : at;
      const value = pair.value as Node | null;
      if (isScalar(key) && isMergeKey(key)) {
        this.merge(value, keyAt, depth, entries);
        continue;
      }
      const name = this.keyText(key, keyAt, depth);
      if (own.has(name)) this.warnings.push(problem('DuplicateKey', keyAt, { key: name }));
      own.add(name);
      entries.set(name, { key: keyAt, value: this.read(value, keyAt, depth + 1) });
    }
    this.following.delete(map);
    return entries;
  }

  /** Later keys win over merged ones and merged ones over earlier keys; in a list of maps the first wins. */
  private merge(value: Node | null, at: Position, depth: number, into: Map<string, MapEntry>): void {
    const node = this.read(value, at, depth + 1);
    const maps = node.kind === 'list' ? [...node.items].reverse() : [node];
    for (const map of maps) {
      if (map.kind !== 'map') {
        const text = 'yaml: map merge requires map or sequence of maps as the value';
        throw new ManifestError(text, [problem('YamlMergeKey', at)]);
      }
      for (const [key, entry] of map.entries) into.set(key, entry);
    }
  }

  private keyText(key: Node | null, at: Position, depth: number): string {
    const node = this.read(key, at, depth + 1);
    if (node.kind === 'string') return node.value;
    if (node.kind === 'number') return node.text;
    if (node.kind === 'bool') return String(node.value);
    const found = node.kind === 'map' ? 'object' : node.kind;
    const goType = { null: '%!s(<nil>)', map: 'map[interface {}]interface {}', list: '[]interface {}' }[node.kind];
    throw new ManifestError(`Unsupported map key of type: ${goType}`, [problem('BadMapKey', at, { found })]);
  }

  private readScalar(scalar: Scalar, at: Position): ManifestNode {
    const text = String(scalar.value ?? '');
    const value = this.resolve(scalar, text, at);
    if (value.kind === 'notFinite') {
      const cause = `json: unsupported value: ${value.text}`;
      throw new ManifestError(cause, [problem('YamlTag', at, { tag: 'float', value: text })]);
    }
    return value.kind === 'bool' || value.kind === 'number' ? { ...value, at, written: text } : { ...value, at };
  }

  private resolve(scalar: Scalar, text: string, at: Position): ScalarValue {
    const tag = scalar.tag?.startsWith(TAG_PREFIX) ? scalar.tag.slice(TAG_PREFIX.length) : scalar.tag;
    if (tag === undefined || tag === '!' || tag === '') {
      return scalar.type === 'PLAIN' || scalar.type === undefined ? plainScalar(text) : { kind: 'string', value: text };
    }
    if (!RESOLVABLE_TAGS.includes(tag)) return { kind: 'string', value: text };
    if (tag === 'str') return { kind: 'string', value: text };
    const value = plainScalar(text);
    const kind = value.kind === 'number' && !/^-?\d+$/.test(value.text) ? 'float' : YAML_TAG_OF[value.kind];
    if (kind === tag) return value;
    const cause = `yaml: cannot decode !!${kind} ${'`'}${text}${'`'} as a !!${tag}`;
    throw new ManifestError(cause, [problem('YamlTag', at, { tag, value: text })]);
  }
}

const YAML_TAG_OF = { null: 'null', bool: 'bool', number: 'int', string: 'str', notFinite: 'float' } as const;

const isMergeKey = (key: Scalar): boolean => key.value === '<<' && key.type === 'PLAIN';

const START: Position = { line: 1, column: 1 };

function placeIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Reads the first document. Throws ManifestError, with the words of the real parser, for what cannot be read. */
export function readYaml(text: string): YamlResult {
  const nestedAt = nestingOffset(text, MAX_DEPTH);
  if (nestedAt !== -1) throw tooDeep(placeIn(text, nestedAt), MAX_DEPTH);
  const { document, lines, secondAt } = parseFirst(text);
  if (!document) return { node: { kind: 'null', at: START }, warnings: [] };
  if (document.errors.length > 0) throw yamlSyntaxError(document.errors, lines, MAX_DEPTH, text);
  const reader = new YamlReader(lines);
  const node = reader.read(document.contents, START, 0);
  if (secondAt !== undefined) reader.warnings.push(problem('MoreDocuments', reader.place(secondAt)));
  return { node, warnings: reader.warnings };
}
