// The words of the real decoder for a configuration: for a field that it does not know, and for a value of the wrong type. It reads the
// JSON byte by byte, so the same walk is done here. Upstream: github.com/json-iterator/go 1.1.10 (reflect_struct_decoder.go).
import { code, JsonCursor } from '@/lib/manifest/json-cursor';
import { FIELDS } from './fields';
import type { Kind } from './kinds';

export interface Refusal {
  /** Dotted. */
  path: string;
  kind: Kind;
}

/** Go's names of the structs, by the path they stand under. */
const STRUCTS: Readonly<Record<string, string>> = {
  '': 'v1beta1.KubeletConfiguration',
  authentication: 'v1beta1.KubeletAuthentication',
  'authentication.x509': 'v1beta1.KubeletX509Authentication',
  'authentication.webhook': 'v1beta1.KubeletWebhookAuthentication',
  'authentication.anonymous': 'v1beta1.KubeletAnonymousAuthentication',
  authorization: 'v1beta1.KubeletAuthorization',
  'authorization.webhook': 'v1beta1.KubeletWebhookAuthorization',
  logging: 'v1alpha1.LoggingConfiguration',
};

/** Go writes the abbreviations of a field's name in capitals. */
const goName = (name: string): string =>
  name.charAt(0).toUpperCase() + name.slice(1).replace(/^(ttp|ls|pu)(?=[A-Z])/, (rest) => rest.toUpperCase());

class ConfigurationWalk extends JsonCursor {
  private prefix(text: string): void {
    if (this.error !== null) this.error = text + this.error;
  }

  /** Reads the struct at `path`; stops mattering once there is an error. `wanted`: the value of the wrong type, if that is sought. */
  struct(path: string, wanted: Refusal | undefined): void {
    if (this.next() !== code('{')) {
      this.head -= 1;
      this.report('readObjectStart', `expect { or n, but found ${this.text(this.head, this.head + 1)}`);
      return;
    }
    if (this.next() === code('}')) return;
    this.head -= 1;
    do {
      this.field(path, wanted);
      if (this.error !== null) break;
    } while (this.next() === code(','));
    this.prefix(`${STRUCTS[path]}.`);
  }

  private field(parent: string, wanted: Refusal | undefined): void {
    const name = this.readString();
    const path = parent === '' ? name : `${parent}.${name}`;
    const known = Object.hasOwn(STRUCTS, path) || Object.hasOwn(FIELDS, path) || isMeta(path);
    if (!known && !wanted) {
      this.report('ReadObject', `found unknown field: ${name}`);
      return;
    }
    this.next();
    if (path === wanted?.path) this.wrong(wanted.kind);
    else if (Object.hasOwn(STRUCTS, path)) this.struct(path, wanted);
    else this.skip();
    this.prefix(`${goName(name)}: `);
  }

  private wrong(kind: Kind): void {
    if (kind === 'bool') this.readBool();
    else if (kind === 'int32') this.readInteger(32);
    else if (kind === 'string' || kind === 'ip') this.readString();
    else {
      const value = this.skip();
      this.report('unmarshalerDecoder', `${value} is not ${EXPECTED[kind]}`);
    }
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  duration: 'a duration such as "20s"',
  strings: 'a list of strings',
  map: 'an object',
  thresholds: 'an object of strings',
  gates: 'an object of booleans',
  headers: 'an object of lists of strings',
  float: 'a number',
};

const isMeta = (path: string): boolean => path === 'apiVersion' || path === 'kind';

function walk(json: string, wanted?: Refusal): string {
  const cursor = new ConfigurationWalk(new TextEncoder().encode(json));
  cursor.struct('', wanted);
  return cursor.error ?? '';
}

/** What strict decoding says of this JSON: the first field that no configuration has; '' if there is none. */
export const strictFault = (json: string): string => walk(json);

/** What any decoding says of a value of the wrong type. */
export const refusalText = (refusal: Refusal, json: string): string =>
  walk(json, refusal) || `${refusal.path} is invalid`;
