// A located value as a v1 Pod: every field of a known name is checked for its type, every other one is reported and left out, as the
// API's decoder ignores it. Upstream: apimachinery/pkg/runtime/serializer/json (non-strict).
import { setOwn } from '@/lib/k8s/go-json';
import { parseQuantity, QuantityError } from '@/lib/k8s/quantity';
import { type FieldType, structField, structFields, structType } from '@/lib/k8s/schema';
import type { Pod } from '@/lib/k8s/types';
import { closest } from './closest';
import type { ManifestNode, MapNode, Position } from './node';
import { type CodedProblem, type ManifestProblemCode, type ProblemFacts, problem } from './problems';
import { timeError } from './time';

/** What a person calls these structs. */
const PARENT_NAMES: Record<string, string> = { PodSpec: 'Pod', ObjectMeta: 'metadata' };
const EXPECTED: Record<FieldType['kind'], string> = {
  string: 'string',
  bool: 'boolean',
  int32: 'integer',
  int64: 'integer',
  quantity: 'quantity',
  intOrString: 'integerOrString',
  time: 'time',
  list: 'list',
  map: 'object',
  struct: 'object',
  open: 'object',
};
const FOUND = {
  null: 'null',
  bool: 'boolean',
  number: 'number',
  string: 'string',
  list: 'list',
  map: 'object',
} as const;
const SHOWN_LENGTH = 60;
/** More of one severity help nobody, and looking for what was meant takes time. */
const MAX_PROBLEMS = 100;
/** No integer of the API is longer. */
const MAX_DIGITS = 25;

/** A scalar as it was written, shortened; '' for lists and objects. */
function shown(node: ManifestNode): string {
  const text = node.kind === 'string' ? node.value : 'written' in node ? node.written : '';
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}

const lastStep = (path: string): string => /([^.[\]]+)\]?$/.exec(path)?.[1] ?? path;

class PodDecoder {
  readonly errors: CodedProblem[] = [];
  readonly warnings: CodedProblem[] = [];

  private add(code: ManifestProblemCode, node: ManifestNode, path: string, facts: ProblemFacts = {}): undefined {
    if (this.errors.length < MAX_PROBLEMS) {
      this.errors.push(problem(code, node.at, { field: lastStep(path), value: shown(node), ...facts }, { path }));
    }
    return undefined;
  }

  private wrongType(node: ManifestNode, type: FieldType, path: string): undefined {
    return this.add('WrongType', node, path, { expected: EXPECTED[type.kind], found: FOUND[node.kind] });
  }

  private integer(node: ManifestNode, type: FieldType, path: string): number | undefined {
    if (node.kind !== 'number' || !/^-?\d+$/.test(node.text)) return this.wrongType(node, type, path);
    if (node.text.length > MAX_DIGITS) return this.add('NumberOutOfRange', node, path);
    const value = BigInt(node.text);
    const limit = 2n ** (type.kind === 'int64' ? 63n : 31n);
    return value < limit && value >= -limit ? Number(value) : this.add('NumberOutOfRange', node, path);
  }

  private quantity(node: ManifestNode, type: FieldType, path: string): string | undefined {
    if (node.kind !== 'number' && node.kind !== 'string') return this.wrongType(node, type, path);
    const text = node.kind === 'number' ? node.text : node.value.trim();
    try {
      parseQuantity(text);
      return text;
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      return this.add('BadQuantity', node, path);
    }
  }

  private time(node: ManifestNode, type: FieldType, path: string): string | undefined {
    if (node.kind !== 'string') return this.wrongType(node, type, path);
    return timeError(node.value) === null ? node.value : this.add('BadTime', node, path);
  }

  private struct(node: MapNode, name: string, path: string): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [key, { key: at, value }] of node.entries) {
      const field = structField(name, key);
      const own = path === '' ? key : `${path}.${key}`;
      if (field) {
        const decoded = this.value(value, field.type, own);
        if (decoded !== undefined) result[key] = decoded;
        continue;
      }
      this.unknown(key, at, name, own);
    }
    return result;
  }

  private unknown(key: string, at: Position, name: string, path: string): void {
    if (this.warnings.length >= MAX_PROBLEMS) return;
    const names = structFields(name).map(({ json }) => json);
    const facts = { field: key, parent: PARENT_NAMES[name] ?? name, suggestion: closest(key, names) ?? '' };
    this.warnings.push(problem('UnknownField', at, facts, { path, message: `found unknown field: ${key}` }));
  }

  /** The value as plain data; undefined for null and for what does not fit its type. */
  value(node: ManifestNode, type: FieldType, path: string): unknown {
    if (node.kind === 'null') return undefined;
    switch (type.kind) {
      case 'string':
        return node.kind === 'string' ? node.value : this.wrongType(node, type, path);
      case 'bool':
        return node.kind === 'bool' ? node.value : this.wrongType(node, type, path);
      case 'int32':
      case 'int64':
        return this.integer(node, type, path);
      case 'intOrString':
        return node.kind === 'string' ? node.value : this.integer(node, type, path);
      case 'quantity':
        return this.quantity(node, type, path);
      case 'time':
        return this.time(node, type, path);
      case 'list':
        if (node.kind !== 'list') return this.wrongType(node, type, path);
        return node.items.map((item, index) => this.value(item, type.of, `${path}[${index}]`) ?? emptyItem(type.of));
      case 'map':
        return node.kind === 'map' ? this.map(node, type.of, path) : this.wrongType(node, type, path);
      case 'struct':
        return node.kind === 'map' ? this.struct(node, type.name, path) : this.wrongType(node, type, path);
      case 'open':
        return node.kind === 'map' ? plain(node) : this.wrongType(node, type, path);
    }
  }

  private map(node: MapNode, of: FieldType, path: string): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [key, { value }] of node.entries) {
      setOwn(result, key, this.value(value, of, `${path}[${key}]`) ?? emptyItem(of));
    }
    return result;
  }
}

/** A null in a list or map stands for the empty value of its type. */
function emptyItem(type: FieldType): unknown {
  if (type.kind === 'string') return '';
  if (type.kind === 'quantity') return '0';
  if (type.kind === 'list') return [];
  return type.kind === 'struct' || type.kind === 'map' || type.kind === 'open' ? {} : 0;
}

function plain(node: ManifestNode): unknown {
  if (node.kind === 'null') return null;
  if (node.kind === 'number') return Number(node.text);
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind !== 'map') return node.value;
  const result: Record<string, unknown> = {};
  for (const [key, { value }] of node.entries) setOwn(result, key, plain(value));
  return result;
}

interface DecodedPod {
  /** Complete only if no problem is an error. */
  pod: Pod;
  problems: CodedProblem[];
}

/** Decodes an object that names itself a v1 Pod. Lists every wrong type, and every field that v1 does not know as a warning. */
export function decodePod(node: MapNode): DecodedPod {
  const decoder = new PodDecoder();
  const value = (decoder.value(node, structType('Pod'), '') ?? {}) as Record<string, unknown>;
  const metadata = { name: '', ...(value.metadata as object | undefined) };
  const spec = { containers: [], ...(value.spec as object | undefined) };
  // Sound because every field has been checked against the table that mirrors these types.
  const pod: Pod = { ...value, apiVersion: 'v1', kind: 'Pod', metadata, spec };
  return { pod, problems: [...decoder.errors, ...decoder.warnings] };
}
