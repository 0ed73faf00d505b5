// Values as Go holds and prints them: fields in struct order, empty ones left out, quantities canonical.
// Two manifests that mean the same give the same text, so hashes are taken of it. Upstream: encoding/json on k8s.io/api/core/v1.
import { goJsonString } from './go-quote';
import { formatQuantity, parseQuantity } from './quantity';
import { type Field, type FieldType, structFields } from './schema';

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets a key as the object's own property, `__proto__` included. */
export function setOwn(object: Plain, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

const compareBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function zeroValue(type: FieldType): unknown {
  switch (type.kind) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
    case 'intOrString':
      return 0;
    case 'quantity':
      return '0';
    case 'time':
      return null;
    case 'list':
      return [];
    case 'map':
    case 'struct':
    case 'open':
      return canonicalValue({}, type);
  }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : isPlain(value) && Object.keys(value).length === 0;
}

function canonicalStruct(value: Plain, name: string): Plain {
  const result: Plain = {};
  for (const field of structFields(name)) {
    const given = Object.hasOwn(value, field.json) ? value[field.json] : undefined;
    if (given === undefined || given === null) {
      if (field.always) result[field.json] = zeroValue(field.type);
      continue;
    }
    const canonical = canonicalValue(given, field.type);
    if (field.pointer || field.always || !isEmpty(canonical)) result[field.json] = canonical;
  }
  return result;
}

/** A value as Go would hold it after decoding: known fields only, in order, empty ones dropped. The value must fit the type. */
export function canonicalValue(value: unknown, type: FieldType): unknown {
  if (value === null || value === undefined) return zeroValue(type);
  switch (type.kind) {
    case 'struct':
      return isPlain(value) ? canonicalStruct(value, type.name) : {};
    case 'list':
      return Array.isArray(value) ? value.map((item) => canonicalValue(item, type.of)) : [];
    case 'map': {
      const result: Plain = {};
      if (!isPlain(value)) return result;
      for (const key of Object.keys(value).sort(compareBytes)) setOwn(result, key, canonicalValue(value[key], type.of));
      return result;
    }
    case 'quantity':
      return formatQuantity(parseQuantity(String(value)));
    default:
      return value;
  }
}

const member = (key: string, value: string): string => `${goJsonString(key)}:${value}`;

/** JSON text of any plain value with sorted keys, as Go prints a map. */
function sortedJson(value: unknown): string {
  if (typeof value === 'string') return goJsonString(value);
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (!isPlain(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value).sort(compareBytes);
  return `{${keys.map((key) => member(key, sortedJson(value[key]))).join(',')}}`;
}

function printValue(value: unknown, type: FieldType): string {
  if (value === null || value === undefined) return 'null';
  switch (type.kind) {
    case 'struct':
      return isPlain(value) ? printStruct(value, structFields(type.name)) : 'null';
    case 'list':
      return Array.isArray(value) ? `[${value.map((item) => printValue(item, type.of)).join(',')}]` : 'null';
    default:
      return sortedJson(value);
  }
}

function printStruct(value: Plain, fields: readonly Field[]): string {
  const members = fields
    .filter((field) => Object.hasOwn(value, field.json))
    .map((field) => member(field.json, printValue(value[field.json], field.type)));
  return `{${members.join(',')}}`;
}

/** The JSON that Go prints for a value of this type, byte for byte. */
export const goJson = (value: unknown, type: FieldType): string => printValue(canonicalValue(value, type), type);
