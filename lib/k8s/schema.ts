// What a v1 Pod may hold, written once as data: decoding checks types with it, unknown fields are found with it, and JSON is
// printed in Go's field order with it. Upstream: k8s.io/api/core/v1/types.go (1.20).
//
// One line per field: `[Embedded/]json[!][:GoName] type`. Types: string, bool, int32, int64, quantity, intOrString, time, a struct
// of these tables, `[]T` a list, `{}T` a map by string, `*T` a pointer, `T(Name)` a named Go type. `!` = printed even when empty.
// GoName is given where it is more than the capitalised JSON name. A struct without a table is carried as it is (`open`).
import { CONTAINER_STRUCTS } from './schema/container';
import { POD_STRUCTS } from './schema/pod';
import { SCHEDULING_STRUCTS } from './schema/scheduling';
import { SECURITY_STRUCTS } from './schema/security';
import { VOLUME_STRUCTS } from './schema/volumes';

const SCALAR_KINDS = ['string', 'bool', 'int32', 'int64', 'quantity', 'intOrString', 'time'] as const;
type ScalarKind = (typeof SCALAR_KINDS)[number];

export type FieldType =
  | { kind: ScalarKind; goName: string }
  | { kind: 'list'; of: FieldType; goName: string }
  | { kind: 'map'; of: FieldType; goName: string }
  | { kind: 'struct'; name: string; goName: string }
  /** An object that is not looked into. */
  | { kind: 'open'; goName: string };

export interface Field {
  json: string;
  /** Go field name, as decode errors print it. */
  go: string;
  /** Name of the embedded Go struct that holds the field, '' if none. */
  embedded: string;
  type: FieldType;
  pointer: boolean;
  /** Printed even when empty. */
  always: boolean;
}

const TABLES: Readonly<Record<string, string>> = {
  ...POD_STRUCTS,
  ...CONTAINER_STRUCTS,
  ...SECURITY_STRUCTS,
  ...VOLUME_STRUCTS,
  ...SCHEDULING_STRUCTS,
};

function parseType(text: string): FieldType {
  if (text.startsWith('[]')) {
    const of = parseType(text.slice(2));
    return { kind: 'list', of, goName: `[]${of.goName}` };
  }
  if (text.startsWith('{}')) {
    const of = parseType(text.slice(2));
    return { kind: 'map', of, goName: `map[string]${of.goName}` };
  }
  const [, name = '', alias] = /^(\w+)(?:\((\w+)\))?$/.exec(text) ?? [];
  const scalar = SCALAR_KINDS.find((kind) => kind === name);
  if (scalar) return { kind: scalar, goName: alias ? `v1.${alias}` : name };
  if (Object.hasOwn(TABLES, name)) return { kind: 'struct', name, goName: `v1.${name}` };
  return { kind: 'open', goName: `v1.${name}` };
}

function parseField(line: string): Field {
  const [head = '', typeText = ''] = line.trim().split(' ');
  const [, embedded = '', json = '', bang = '', goName] = /^(?:(\w+)\/)?(\w+)(!?)(?::(\w+))?$/.exec(head) ?? [];
  const pointer = typeText.startsWith('*');
  return {
    json,
    go: goName ?? json.charAt(0).toUpperCase() + json.slice(1),
    embedded,
    type: parseType(pointer ? typeText.slice(1) : typeText),
    pointer,
    always: bang === '!',
  };
}

// Computed once from the constant tables above; never changed afterwards.
const STRUCTS: ReadonlyMap<string, readonly Field[]> = new Map(
  Object.entries(TABLES).map(([name, text]) => [name, text.trim().split('\n').map(parseField)]),
);

/** Names of all structs that have a table. */
export const structNames = (): string[] => [...STRUCTS.keys()];

/** Fields of a struct in Go order; empty for a name without a table. */
export const structFields = (name: string): readonly Field[] => STRUCTS.get(name) ?? [];

/** The field with this JSON name, exact case as the API server requires; undefined if there is none. */
export const structField = (name: string, json: string): Field | undefined =>
  structFields(name).find((field) => field.json === json);

/** Type of a struct by name, for printing and checking parts of a pod. */
export const structType = (name: string): FieldType => parseType(name);
/** Type written in the notation above, e.g. `[]ContainerPort`. */
export const fieldType = (notation: string): FieldType => parseType(notation);
