// The words of the real decoder for a value of the wrong type. It reads the JSON byte by byte and goes on for a while after the
// first fault, naming every field that it passes; to print the same text, the same walk is done here.
// Upstream: github.com/json-iterator/go 1.1.10 (reflect_struct_decoder.go, reflect_slice.go, reflect_map.go, reflect_marshaler.go).
import { parseQuantity, QuantityError } from '@/lib/k8s/quantity';
import { type Field, type FieldType, structField, structType } from '@/lib/k8s/schema';
import { char, code, JsonCursor } from './json-cursor';
import { timeError } from './time';

const COMMA = code(',');
const JSON_KIND: Record<string, string> = { t: 'bool', f: 'bool', '[': 'array', '{': 'object', '"': 'string' };

class Decoder extends JsonCursor {
  private prefix(text: string): void {
    if (this.error !== null) this.error = text + this.error;
  }

  /**
   * Reads what stands between brackets, item by item. False if there is nothing to read: null, an empty pair, or something else,
   * which is reported under the name of the operation.
   */
  private opens(bracket: '[' | '{', operation: string): boolean {
    const c = this.next();
    if (c === code('n')) {
      this.head += 3;
      return false;
    }
    if (c !== code(bracket)) {
      this.report(operation, `expect ${bracket} or n, but found ${char(c)}`);
      return false;
    }
    if (this.next() === code(bracket === '[' ? ']' : '}')) return false;
    this.head -= 1;
    return true;
  }

  /** Reads items until no comma follows, and returns the byte that did. */
  private items(readItem: () => void): number {
    let c: number;
    do {
      readItem();
      c = this.next();
    } while (c === COMMA);
    return c;
  }

  private expectEnd(c: number, bracket: ']' | '}', operation: string): void {
    if (c !== code(bracket)) this.report(operation, `expect ${bracket}, but found ${char(c)}`);
  }

  private readList(of: FieldType, goName: string): void {
    if (this.opens('[', 'decode slice'))
      this.expectEnd(
        this.items(() => this.read(of, false)),
        ']',
        'decode slice',
      );
    this.prefix(`${goName}: `);
  }

  private readMap(of: FieldType): void {
    if (!this.opens('{', 'ReadMapCB')) return;
    const end = this.items(() => {
      this.readString();
      this.next();
      this.read(of, false);
    });
    this.expectEnd(end, '}', 'ReadMapCB');
  }

  private readStruct(fieldOf: (name: string) => Field | undefined, goName: string): void {
    if (!this.opens('{', 'readObjectStart')) return;
    const end = this.items(() => {
      const field = fieldOf(this.readString());
      this.next();
      if (field) this.readField(field);
      else this.skip();
    });
    this.prefix(`${goName}.`);
    this.expectEnd(end, '}', 'struct Decode');
  }

  private readField(field: Field): void {
    this.read(field.type, field.pointer);
    this.prefix(`${field.embedded ? `${field.embedded}: ` : ''}${field.go}: `);
  }

  /** Types that decode themselves get the whole value as text. */
  private readBySelf(faultOf: (json: string) => string | null): void {
    const fault = faultOf(this.skip());
    if (fault !== null) this.report('unmarshalerDecoder', fault);
  }

  read(type: FieldType, pointer: boolean): void {
    if (pointer && this.readNil()) return;
    if (type.kind === 'string') this.readString();
    else if (type.kind === 'bool') this.readBool();
    else if (type.kind === 'int32') this.readInteger(32);
    else if (type.kind === 'int64') this.readInteger(64);
    else if (type.kind === 'list') this.readList(type.of, type.goName);
    else if (type.kind === 'map') this.readMap(type.of);
    else if (type.kind === 'struct') this.readStruct((name) => structField(type.name, name), type.goName);
    else if (type.kind === 'open') this.readStruct(() => undefined, type.goName);
    else this.readBySelf(FAULTS[type.kind]);
  }
}

function quantityFault(json: string): string | null {
  if (json === 'null') return null;
  try {
    parseQuantity((json.startsWith('"') ? json.slice(1, -1) : json).trim());
    return null;
  } catch (error) {
    if (error instanceof QuantityError) return error.message;
    throw error;
  }
}

const kindOf = (json: string): string => JSON_KIND[json.charAt(0)] ?? 'number';

function intOrStringFault(json: string): string | null {
  if (json.startsWith('"') || json === 'null') return null;
  const kind = kindOf(json);
  if (kind !== 'number') return `json: cannot unmarshal ${kind} into Go value of type int32`;
  const fits = /^-?\d{1,20}$/.test(json) && BigInt(json) <= 2147483647n && BigInt(json) >= -2147483648n;
  return fits ? null : `json: cannot unmarshal number ${json} into Go value of type int32`;
}

function timeFault(json: string): string | null {
  if (json === 'null') return null;
  if (!json.startsWith('"')) return `json: cannot unmarshal ${kindOf(json)} into Go value of type string`;
  return timeError(json.slice(1, -1));
}

const FAULTS = { quantity: quantityFault, intOrString: intOrStringFault, time: timeFault } as const;

/** What the real decoder says when it reads this JSON as a v1 Pod (or PodList); null when it is content. */
export function podDecodeError(json: string, kind: 'Pod' | 'PodList' = 'Pod'): string | null {
  const decoder = new Decoder(new TextEncoder().encode(json));
  decoder.read(structType(kind), false);
  return decoder.error;
}
