import { bytes, number } from '../format';
import type { ManifestTexts } from './index';

const LOCALE = 'en';

/** What should stand in a place. */
const EXPECTED: Record<string, string> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  integerOrString: 'a whole number or a name',
  quantity: 'an amount such as 250m or 64Mi',
  time: 'a time such as 2026-11-23T16:44:49Z',
  list: 'a list (each item begins with “- ”)',
  object: 'a group of fields',
};
const FOUND: Record<string, string> = {
  string: 'text',
  boolean: 'a boolean',
  number: 'a number',
  list: 'a list',
  object: 'a group of fields',
  null: 'nothing',
};
const KINDS: Record<string, string> = { Pod: 'A Pod', Container: 'A container', metadata: 'metadata' };

const quote = (text: unknown): string => `“${text}”`;
const expectedText = (code: unknown): string => EXPECTED[String(code)] ?? String(code);
const foundText = (code: unknown, value: unknown): string => {
  const what = FOUND[String(code)] ?? String(code);
  return value === '' || value === undefined ? what : `${what} (${value})`;
};
/** How to make text of what stands there. */
const howToQuote = (expected: unknown, found: unknown, value: unknown): string =>
  expected === 'string' && (found === 'number' || found === 'boolean') && value !== ''
    ? ` Quotes make it text: "${value}".`
    : '';

export const en: ManifestTexts = {
  TooLarge: (f) =>
    `The file is too large (${bytes(Number(f.bytes), LOCALE)}, at most ${bytes(Number(f.limit), LOCALE)}). The kubelet does not read it.`,
  TooDeep: (f) =>
    `The manifest is nested more than ${number(Number(f.limit), LOCALE)} levels deep. The kubelet does not read it.`,
  TooManyAliases: (f) => `The kubelet follows no more than ${number(Number(f.limit), LOCALE)} aliases (*name).`,
  YamlSyntax: (f) => `This is not valid YAML: ${f.reason}.`,
  YamlTab: () => 'There is a tab here. YAML is indented with spaces only.',
  YamlNestedMapping: () =>
    'A new field begins in the middle of a value. Either the line before lacks a colon, or the indentation is too deep, or the value needs quotes.',
  YamlMissingColon: () => 'A colon followed by a space is missing after this word.',
  YamlIndent: () => 'The indentation does not fit: fields of one level begin in the same column.',
  YamlUnclosed: (f) => `The closing ${f.expected} is missing here.`,
  YamlUnknownAnchor: (f) =>
    `The alias *${f.anchor} leads nowhere: there is no complete value with &${f.anchor} before it.`,
  YamlMergeKey: () => 'A group of fields, or a list of such groups, must follow “<<”.',
  YamlTag: (f) => `${quote(f.value)} cannot be read as ${f.tag}.`,
  JsonSyntax: (f) => `This is not valid JSON: ${f.reason}. (The kubelet reads whatever begins with { as JSON.)`,
  BadMapKey: (f) => `Only text can be the name of a field; this is ${foundText(f.found, '')}.`,
  DuplicateKey: (f) => `${quote(f.key)} appears twice at the same level. The last one counts.`,
  MoreDocuments: () => 'A second document begins here. The kubelet reads only the first one of each file.',
  Empty: () => 'The file contains nothing that the kubelet could read.',
  NotAnObject: (f) => `A manifest consists of fields such as “kind: Pod”; here stands only ${foundText(f.found, '')}.`,
  MissingKind: () => '“kind” is missing. For a Pod: kind: Pod.',
  MissingApiVersion: () => '“apiVersion” is missing. For a Pod: apiVersion: v1.',
  UnknownKind: (f) =>
    `The kubelet knows no kind ${quote(f.kind)} in ${f.apiVersion}. From files it takes Pods only: apiVersion: v1, kind: Pod.`,
  BadApiVersion: (f) => `${quote(f.apiVersion)} is not an API version. For a Pod: v1.`,
  NotAPod: (f) => `From files the kubelet takes Pods only, no objects of kind ${f.kind}: those are for the API server.`,
  WrongType: (f) =>
    `${quote(f.field)}: expected ${expectedText(f.expected)}, found ${foundText(f.found, f.value)}.${howToQuote(f.expected, f.found, f.value)}`,
  NumberOutOfRange: (f) => `${quote(f.field)}: the number ${f.value} is too large or too small.`,
  BadQuantity: (f) => `${quote(f.field)}: ${quote(f.value)} is not an amount. Write it like 250m, 0.5, 64Mi or 1Gi.`,
  BadTime: (f) => `${quote(f.field)}: ${quote(f.value)} is not a time of the form 2026-11-23T16:44:49Z.`,
  NoContainers: () => 'The Pod has no container. It needs at least one under “containers”.',
  NoImage: () => 'This container has no “image”: without one the kubelet does not know what to start.',
  MissingName: () => 'The Pod has no name (metadata.name).',
  BadPodName: (f) =>
    `${quote(f.value)} cannot be the name of a Pod. Allowed are lower-case letters, digits, “-” and “.”, with a letter or digit at both ends. The kubelet appends the name of the node itself.`,
  BadContainerName: (f) =>
    `${quote(f.value)} cannot be the name of a container. Allowed are up to 63 lower-case letters, digits and “-”, with no “-” at either end.`,
  DuplicateContainerName: (f) =>
    `Two containers are called ${quote(f.value)}. Each needs a name of its own within the Pod.`,
  PortOutOfRange: (f) => `${f.value} is not a port number. Ports go from 1 to 65535.`,
  HostPortClash: (f) => `Another container of the Pod already has this hostPort (${f.value}).`,
  UnknownVolume: (f) =>
    `The Pod has no volume ${quote(f.value)}. It must stand under spec.volumes and be without fault there.`,
  RequestOverLimit: (f) => `requests asks for more ${f.resource} (${f.value}) than limits allows.`,
  BadEnvName: (f) =>
    `${quote(f.value)} cannot be the name of an environment variable. Allowed are letters, digits, “_”, “-” and “.”, and no digit at the beginning.`,
  NoHandler: (f) => `${quote(f.field)} does not say what to do: exec, httpGet or tcpSocket is missing.`,
  RequiredField: (f) => `${quote(f.field)} is missing${f.detail ? `: ${f.detail}` : ''}.`,
  InvalidValue: (f) =>
    `${quote(f.field)}: ${f.value === '' ? 'the value' : quote(f.value)} is not allowed (${f.detail}).`,
  UnsupportedValue: (f) => `${quote(f.field)}: there is no ${quote(f.value)}. Possible: ${f.allowed}.`,
  DuplicateValue: (f) => `${quote(f.field)}: ${quote(f.value)} occurs twice.`,
  ForbiddenField: (f) => `${quote(f.field)} is not allowed here: ${f.detail}.`,
  NotFoundValue: (f) => `${quote(f.field)}: the Pod has no ${quote(f.value)}.`,
  TooLongValue: (f) => `${quote(f.field)} is too long: ${f.detail}.`,
  UnknownField: (f) => {
    const kind = KINDS[String(f.parent)] ?? String(f.parent);
    const hint = f.suggestion ? ` Perhaps ${quote(f.suggestion)} is meant.` : '';
    return `${kind} has no ${quote(f.field)}. The kubelet passes over it.${hint}`;
  },
  IsDirectory: () => 'This is a folder; the kubelet reads files only.',
  NotRegular: () => 'This is not a regular file but a socket, say. The kubelet passes over it.',
  Unreadable: () => 'The file can’t be read.',
  HiddenFile: () => 'The kubelet passes over names that begin with a dot.',
  LinkOutside: () => 'The link leads out of the folder; the editor doesn’t open it.',
  TooLargeForEditor: (f) =>
    `With ${f.bytes}\u00a0bytes the file is too large for the editor (limit: ${f.limit}\u00a0bytes).`,
  PodSecurity: (f) =>
    `In a workshop many people share one host. The rule ${quote(f.rule)} forbids this here: ${f.detail}.`,
  NeedsApiServer: (f) =>
    `${quote(f.field)} names Secrets, and those are kept by the API server. While there is none, the kubelet pulls images without them.`,
};
