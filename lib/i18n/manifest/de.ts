import { bytes, number } from '../format';
import type { ManifestTexts } from './index';

const LOCALE = 'de';

/** Was an einer Stelle stehen soll. */
const EXPECTED: Record<string, string> = {
  string: 'ein Text',
  boolean: 'true oder false',
  integer: 'eine ganze Zahl',
  integerOrString: 'eine ganze Zahl oder ein Name',
  quantity: 'eine Menge wie 250m oder 64Mi',
  time: 'ein Zeitpunkt wie 2026-11-23T16:44:49Z',
  list: 'eine Liste (jeder Eintrag beginnt mit „- “)',
  object: 'eine Gruppe von Feldern',
};
const FOUND: Record<string, string> = {
  string: 'ein Text',
  boolean: 'ein Wahrheitswert',
  number: 'eine Zahl',
  list: 'eine Liste',
  object: 'eine Gruppe von Feldern',
  null: 'nichts',
};
const KINDS: Record<string, string> = { Pod: 'Ein Pod', Container: 'Ein Container', metadata: 'metadata' };

const quote = (text: unknown): string => `„${text}“`;
const expectedText = (code: unknown): string => EXPECTED[String(code)] ?? String(code);
const foundText = (code: unknown, value: unknown): string => {
  const what = FOUND[String(code)] ?? String(code);
  return value === '' || value === undefined ? what : `${what} (${value})`;
};
/** Wie man aus dem, was dasteht, einen Text macht. */
const howToQuote = (expected: unknown, found: unknown, value: unknown): string =>
  expected === 'string' && (found === 'number' || found === 'boolean') && value !== ''
    ? ` Mit Anführungszeichen wird es einer: "${value}".`
    : '';

export const de: ManifestTexts = {
  TooLarge: (f) =>
    `Die Datei ist zu groß (${bytes(Number(f.bytes), LOCALE)}, höchstens ${bytes(Number(f.limit), LOCALE)}). Der Kubelet liest sie nicht.`,
  TooDeep: (f) =>
    `Das Manifest ist tiefer als ${number(Number(f.limit), LOCALE)} Ebenen verschachtelt. Der Kubelet liest es nicht.`,
  TooManyAliases: (f) => `Mehr als ${number(Number(f.limit), LOCALE)} Verweise (*name) folgt der Kubelet nicht.`,
  YamlSyntax: (f) => `Das ist kein gültiges YAML: ${f.reason}.`,
  YamlTab: () => 'Hier steht ein Tabulator. YAML rückt nur mit Leerzeichen ein.',
  YamlNestedMapping: () =>
    'Hier beginnt ein neues Feld mitten in einem Wert. Entweder fehlt in der Zeile davor ein Doppelpunkt, oder die Einrückung ist zu tief, oder der Wert gehört in Anführungszeichen.',
  YamlMissingColon: () => 'Nach diesem Wort fehlt ein Doppelpunkt mit Leerzeichen.',
  YamlIndent: () => 'Die Einrückung passt nicht: Felder derselben Ebene beginnen in derselben Spalte.',
  YamlUnclosed: (f) => `Hier fehlt das schließende ${f.expected}.`,
  YamlUnknownAnchor: (f) =>
    `Der Verweis *${f.anchor} führt zu nichts: Davor gibt es keinen vollständigen Wert mit &${f.anchor}.`,
  YamlMergeKey: () => 'Nach „<<“ muss eine Gruppe von Feldern stehen oder eine Liste davon.',
  YamlTag: (f) => `${quote(f.value)} lässt sich nicht als ${f.tag} lesen.`,
  JsonSyntax: (f) => `Das ist kein gültiges JSON: ${f.reason}. (Was mit { beginnt, liest der Kubelet als JSON.)`,
  BadMapKey: (f) => `Als Feldname geht nur ein Text, hier steht ${foundText(f.found, '')}.`,
  DuplicateKey: (f) => `${quote(f.key)} steht zweimal auf derselben Ebene. Es gilt das letzte.`,
  MoreDocuments: () => 'Ab hier beginnt ein zweites Dokument. Der Kubelet liest aus jeder Datei nur das erste.',
  Empty: () => 'Die Datei enthält nichts, was der Kubelet lesen könnte.',
  NotAnObject: (f) => `Ein Manifest besteht aus Feldern wie „kind: Pod“, hier steht nur ${foundText(f.found, '')}.`,
  MissingKind: () => 'Es fehlt „kind“. Für einen Pod: kind: Pod.',
  MissingApiVersion: () => 'Es fehlt „apiVersion“. Für einen Pod: apiVersion: v1.',
  UnknownKind: (f) =>
    `Der Kubelet kennt keine Art ${quote(f.kind)} in ${f.apiVersion}. Aus Dateien nimmt er nur Pods: apiVersion: v1, kind: Pod.`,
  BadApiVersion: (f) => `${quote(f.apiVersion)} ist keine API-Version. Für einen Pod: v1.`,
  NotAPod: (f) =>
    `Aus Dateien nimmt der Kubelet nur Pods, keine Objekte der Art ${f.kind}: Dafür ist der API-Server da.`,
  WrongType: (f) =>
    `${quote(f.field)}: erwartet wird ${expectedText(f.expected)}, hier steht ${foundText(f.found, f.value)}.${howToQuote(f.expected, f.found, f.value)}`,
  NumberOutOfRange: (f) => `${quote(f.field)}: Die Zahl ${f.value} ist zu groß oder zu klein.`,
  BadQuantity: (f) =>
    `${quote(f.field)}: ${quote(f.value)} ist keine Menge. Möglich sind Angaben wie 250m, 0.5, 64Mi oder 1Gi.`,
  BadTime: (f) => `${quote(f.field)}: ${quote(f.value)} ist kein Zeitpunkt der Form 2026-11-23T16:44:49Z.`,
  NoContainers: () => 'Der Pod hat keinen Container. Er braucht mindestens einen unter „containers“.',
  NoImage: () => 'Diesem Container fehlt „image“: Ohne Image weiß der Kubelet nicht, was er starten soll.',
  MissingName: () => 'Dem Pod fehlt ein Name (metadata.name).',
  BadPodName: (f) =>
    `${quote(f.value)} geht nicht als Name eines Pods. Erlaubt sind Kleinbuchstaben, Ziffern, „-“ und „.“, am Anfang und am Ende nur Buchstabe oder Ziffer. Den Namen des Nodes hängt der Kubelet selbst an.`,
  BadContainerName: (f) =>
    `${quote(f.value)} geht nicht als Name eines Containers. Erlaubt sind bis zu 63 Kleinbuchstaben, Ziffern und „-“, am Anfang und am Ende kein „-“.`,
  DuplicateContainerName: (f) => `Zwei Container heißen ${quote(f.value)}. Im Pod braucht jeder einen eigenen Namen.`,
  PortOutOfRange: (f) => `${f.value} ist keine Portnummer. Ports gehen von 1 bis 65535.`,
  HostPortClash: (f) => `Diesen hostPort hat schon ein anderer Container des Pods (${f.value}).`,
  UnknownVolume: (f) =>
    `Der Pod hat kein Volume ${quote(f.value)}. Es muss unter spec.volumes stehen und dort fehlerfrei sein.`,
  RequestOverLimit: (f) => `Unter requests steht mehr ${f.resource} (${f.value}), als limits erlaubt.`,
  BadEnvName: (f) =>
    `${quote(f.value)} geht nicht als Name einer Umgebungsvariablen. Erlaubt sind Buchstaben, Ziffern, „_“, „-“ und „.“, am Anfang keine Ziffer.`,
  NoHandler: (f) => `${quote(f.field)} sagt nicht, was zu tun ist: Es fehlt exec, httpGet oder tcpSocket.`,
  RequiredField: (f) => `${quote(f.field)} fehlt${f.detail ? `: ${f.detail}` : ''}.`,
  InvalidValue: (f) =>
    `${quote(f.field)}: ${f.value === '' ? 'Der Wert' : quote(f.value)} ist nicht erlaubt (${f.detail}).`,
  UnsupportedValue: (f) => `${quote(f.field)}: ${quote(f.value)} gibt es nicht. Möglich: ${f.allowed}.`,
  DuplicateValue: (f) => `${quote(f.field)}: ${quote(f.value)} kommt zweimal vor.`,
  ForbiddenField: (f) => `${quote(f.field)} ist hier nicht erlaubt: ${f.detail}.`,
  NotFoundValue: (f) => `${quote(f.field)}: ${quote(f.value)} gibt es im Pod nicht.`,
  TooLongValue: (f) => `${quote(f.field)} ist zu lang: ${f.detail}.`,
  UnknownField: (f) => {
    const kind = KINDS[String(f.parent)] ?? String(f.parent);
    const hint = f.suggestion ? ` Gemeint ist vielleicht ${quote(f.suggestion)}.` : '';
    return `${kind} kennt kein ${quote(f.field)}. Der Kubelet übergeht es.${hint}`;
  },
  IsDirectory: () => 'Das ist ein Ordner; der Kubelet liest nur Dateien.',
  NotRegular: () => 'Das ist keine gewöhnliche Datei, sondern etwa ein Socket. Der Kubelet übergeht sie.',
  Unreadable: () => 'Die Datei ist nicht lesbar.',
  HiddenFile: () => 'Namen mit Punkt am Anfang übergeht der Kubelet.',
  LinkOutside: () => 'Der Link führt aus dem Ordner hinaus; der Editor öffnet ihn nicht.',
  TooLargeForEditor: (f) =>
    `Die Datei ist mit ${f.bytes}\u00a0Byte zu groß für den Editor (Grenze: ${f.limit}\u00a0Byte).`,
  PodSecurity: (f) =>
    `Im Workshop teilen sich viele einen Host. Das verbietet hier die Regel ${quote(f.rule)}: ${f.detail}.`,
  NeedsApiServer: (f) =>
    `${quote(f.field)} nennt Secrets, und die verwaltet der API-Server. Solange es keinen gibt, holt der Kubelet Images ohne sie.`,
};
