// A KubeletConfiguration file as settings. Strict decoding comes first; what it refuses (an unknown or repeated field) is only warned
// of, and decoded again leniently. Upstream: pkg/kubelet/kubeletconfig/util/codec, apimachinery/pkg/runtime/serializer (1.20).
import { parseGoDuration } from '@/lib/k8s/go-duration';
import { goQuote } from '@/lib/k8s/go-quote';
import { jsonText } from '@/lib/manifest/json-text';
import { child, type ManifestNode, type MapNode } from '@/lib/manifest/node';
import { type CodedProblem, ManifestError } from '@/lib/manifest/problems';
import { looksLikeJson, readJson } from '@/lib/manifest/read-json';
import { readYaml } from '@/lib/manifest/read-yaml';
import { defaultSettings, FIELDS, type Field, type KubeletSettings } from './fields';
import type { Kind, SettingValue } from './kinds';
import { type Refusal, refusalText, strictFault } from './strict';

const API_VERSION = 'kubelet.config.k8s.io/v1beta1';
const KIND = 'KubeletConfiguration';
const SCHEME = '"k8s.io/kubernetes/pkg/kubelet/apis/config/scheme/scheme.go:33"';

export type DecodedConfiguration =
  | { ok: true; settings: KubeletSettings; warning: string }
  | { ok: false; message: string };

/** The settings of a file over a file's defaults. Paths stay as written. Never throws: the message is upstream's. */
export function decodeConfiguration(text: string): DecodedConfiguration {
  try {
    const { node, warnings } = looksLikeJson(text) ? readJson(text) : readYaml(text);
    const json = jsonText(node);
    const map = requireConfiguration(node, json);
    const chosen: Record<string, SettingValue> = {};
    const refusal = readFields(map, '', chosen);
    if (refusal) return failed(refusalText(refusal, json));
    const strict = repeatedField(warnings) || strictFault(json);
    const warning = `using lenient decoding as strict decoding failed: strict decoder error for ${text}: ${strict}`;
    const settings = { ...defaultSettings('file'), ...chosen } as KubeletSettings;
    return { ok: true, settings, warning: strict && warning };
  } catch (error) {
    if (error instanceof ManifestError) return failed(error.upstreamCause);
    throw error;
  }
}

const failed = (why: string): DecodedConfiguration => ({ ok: false, message: `failed to decode: ${why}` });

function requireConfiguration(node: ManifestNode, json: string): MapNode {
  const fail = (cause: string): never => {
    throw new ManifestError(cause, []);
  };
  const text = (name: string) => {
    const value = child(node, name);
    return value?.kind === 'string' ? value.value : '';
  };
  const [apiVersion, kind] = [text('apiVersion'), text('kind')];
  if (kind === '') return fail(`Object 'Kind' is missing in '${json}'`);
  if (apiVersion === '') return fail(`Object 'apiVersion' is missing in '${json}'`);
  if (apiVersion !== API_VERSION || kind !== KIND || node.kind !== 'map') {
    return fail(`no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion)} in scheme ${SCHEME}`);
  }
  return node;
}

/** YAML names every key that stands twice; the text is that of the YAML library. */
function repeatedField(warnings: readonly CodedProblem[]): string {
  const repeated = warnings.filter(({ code }) => code === 'DuplicateKey');
  if (repeated.length === 0) return '';
  const lines = repeated.map(
    ({ line, facts }) => `  line ${line}: key ${goQuote(String(facts?.key))} already set in map`,
  );
  return `error converting YAML to JSON: yaml: unmarshal errors:\n${lines.join('\n')}`;
}

const isPrefix = (prefix: string): boolean => Object.keys(FIELDS).some((path) => path.startsWith(`${prefix}.`));

/** Reads what it knows into `into`; returns the first value of a wrong type. */
function readFields(node: MapNode, prefix: string, into: Record<string, SettingValue>): Refusal | null {
  for (const [name, { value }] of [...node.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const path = prefix + name;
    if (value.kind === 'null') continue;
    const field = (FIELDS as Record<string, Field>)[path];
    if (field && Object.hasOwn(FIELDS, path)) {
      const read = readValue(field.kind, value);
      if (read === undefined) return { path, kind: field.kind };
      into[path] = read;
    } else if (isPrefix(path)) {
      if (value.kind !== 'map') return { path, kind: 'map' };
      const refusal = readFields(value, `${path}.`, into);
      if (refusal) return refusal;
    }
  }
  return null;
}

/** The value, undefined if it is none of this kind. */
function readValue(kind: Kind, node: ManifestNode): SettingValue | undefined {
  switch (kind) {
    case 'bool':
      return node.kind === 'bool' ? node.value : undefined;
    case 'int32':
    case 'float':
      return node.kind === 'number' && (kind === 'float' || /^-?\d+$/.test(node.text)) ? Number(node.text) : undefined;
    case 'string':
    case 'ip':
      return node.kind === 'string' ? node.value : undefined;
    case 'duration': {
      const read = node.kind === 'string' ? parseGoDuration(node.value) : { ok: false as const };
      return read.ok ? read.ms : undefined;
    }
    case 'strings':
      return listOf(node);
    case 'map':
    case 'thresholds':
      return mapOf(node, (value) => (value.kind === 'string' ? value.value : undefined));
    case 'gates':
      return mapOf(node, (value) => (value.kind === 'bool' ? value.value : undefined));
    case 'headers':
      return mapOf(node, listOf);
    case 'modules':
      return undefined;
  }
}

function listOf(node: ManifestNode): readonly string[] | undefined {
  if (node.kind !== 'list') return undefined;
  const texts = node.items.map((item) => (item.kind === 'string' ? item.value : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function mapOf<T>(node: ManifestNode, read: (value: ManifestNode) => T | undefined): Record<string, T> | undefined {
  if (node.kind !== 'map') return undefined;
  const found: Record<string, T> = {};
  for (const [key, { value }] of node.entries) {
    const item = read(value);
    if (item === undefined) return undefined;
    found[key] = item;
  }
  return found;
}
