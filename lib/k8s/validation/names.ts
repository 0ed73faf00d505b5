// What names, labels and numbers may look like, in upstream's words. Each function returns messages, none if all is well.
// Upstream: apimachinery/pkg/util/validation/validation.go (1.20).

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;
const ENV_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const HEADER_NAME = '[-A-Za-z0-9]+';

const matches = (pattern: string, value: string): boolean => new RegExp(`^(?:${pattern})$`).test(value);
const byteLength = (value: string): number => new TextEncoder().encode(value).length;

const maxLength = (length: number): string => `must be no more than ${length} characters`;
/** `must be between 1 and 65535, inclusive` */
export const rangeText = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`;
export const NOT_NEGATIVE = 'must be greater than or equal to 0';
const MAX_INT32 = 2147483647;

const patternText = (message: string, pattern: string, examples: readonly string[]): string => {
  if (examples.length === 0) return `${message} (regex used for validation is '${pattern}')`;
  // Two spaces stand before each "or": upstream's texts have them.
  const list = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${list}regex used for validation is '${pattern}')`;
};

/** At most 63 characters, lower case letters, digits and `-`: container and volume names. */
export function dnsLabelMessages(value: string): string[] {
  const messages = byteLength(value) > 63 ? [maxLength(63)] : [];
  if (!matches(LABEL, value)) {
    messages.push(
      patternText(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
        LABEL,
        ['my-name', '123-abc'],
      ),
    );
  }
  return messages;
}

/** At most 253 characters, labels joined by dots: names of pods and nodes. */
export function dnsSubdomainMessages(value: string): string[] {
  const messages = byteLength(value) > 253 ? [maxLength(253)] : [];
  if (!matches(SUBDOMAIN, value)) {
    messages.push(
      patternText(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        SUBDOMAIN,
        ['example.com'],
      ),
    );
  }
  return messages;
}

const QUALIFIED_TEXT = patternText(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  QUALIFIED,
  ['MyName', 'my.name', '123-abc'],
);

function prefixMessages(prefix: string): string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  return dnsSubdomainMessages(prefix).map((message) => `prefix part ${message}`);
}

/** `[prefix/]name`: keys of labels and annotations, names of resources. */
export function qualifiedNameMessages(value: string): string[] {
  const parts = value.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name ${QUALIFIED_TEXT} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const messages = parts.length === 2 ? prefixMessages(parts[0] ?? '') : [];
  if (name === '') messages.push('name part must be non-empty');
  else if (byteLength(name) > 63) messages.push(`name part ${maxLength(63)}`);
  if (!matches(QUALIFIED, name)) messages.push(`name part ${QUALIFIED_TEXT}`);
  return messages;
}

export function labelValueMessages(value: string): string[] {
  const messages = byteLength(value) > 63 ? [maxLength(63)] : [];
  if (!matches(LABEL_VALUE, value)) {
    messages.push(
      patternText(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        LABEL_VALUE,
        ['MyValue', 'my_value', '12345'],
      ),
    );
  }
  return messages;
}

/** No file name may be `.`, `..` or begin with `..`. */
function dotMessages(value: string): string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

export function envNameMessages(value: string): string[] {
  const messages = matches(ENV_NAME, value)
    ? []
    : [
        patternText(
          "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
          ENV_NAME,
          ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'],
        ),
      ];
  return [...messages, ...dotMessages(value)];
}

export function configMapKeyMessages(value: string): string[] {
  const messages = byteLength(value) > 253 ? [maxLength(253)] : [];
  if (!matches(CONFIG_KEY, value)) {
    messages.push(
      patternText("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", CONFIG_KEY, [
        'key.name',
        'KEY_NAME',
        'key-name',
      ]),
    );
  }
  return [...messages, ...dotMessages(value)];
}

export const httpHeaderMessages = (value: string): string[] =>
  matches(HEADER_NAME, value)
    ? []
    : [
        patternText("a valid HTTP header must consist of alphanumeric characters or '-'", HEADER_NAME, [
          'X-Header-Name',
        ]),
      ];

export const portNumberMessages = (port: number): string[] => (port >= 1 && port <= 65535 ? [] : [rangeText(1, 65535)]);

export function portNameMessages(value: string): string[] {
  const messages: string[] = [];
  if (byteLength(value) > 15) messages.push(maxLength(15));
  if (!/^[-a-z0-9]+$/.test(value)) {
    messages.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) messages.push('must contain at least one letter or number (a-z, 0-9)');
  if (value.includes('--')) messages.push('must not contain consecutive hyphens');
  if (/^-|-$/.test(value)) messages.push('must not begin or end with a hyphen');
  return messages;
}

/** User and group ids. */
export const idMessages = (id: number): string[] => (id >= 0 && id <= MAX_INT32 ? [] : [rangeText(0, MAX_INT32)]);

const OCTET = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = `${OCTET}(\\.${OCTET}){3}`;

/** Is it an IPv4 or IPv6 address, as Go's net.ParseIP takes them? */
export function isIpAddress(value: string): boolean {
  if (matches(IPV4, value)) return true;
  if (!/^[0-9a-fA-F:.]+$/.test(value) || !value.includes(':')) return false;
  const tail = value.slice(value.lastIndexOf(':') + 1);
  // An IPv4 tail counts as two groups.
  const text = matches(IPV4, tail) ? `${value.slice(0, -tail.length)}0:0` : value;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}
