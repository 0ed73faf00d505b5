// Plain JSON as YAML for reading: block style, strings quoted only where they could be read as something else.

const PLAIN = /^[A-Za-z_/][A-Za-z0-9_ ./@+-]*$/;
const WORDS = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n', '~']);

const scalar = (value: unknown): string => {
  if (typeof value !== 'string') return String(value);
  const plain = PLAIN.test(value) && !value.endsWith(' ') && !WORDS.has(value.toLowerCase());
  return plain ? value : JSON.stringify(value);
};
const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

/** Lines without a final line end. `undefined` fields are left out, as in JSON. */
export function toYaml(value: unknown, indent = ''): string {
  if (!isBranch(value)) return indent + scalar(value);
  if (Array.isArray(value)) {
    return value
      .map((item) =>
        isBranch(item) && !isEmpty(item)
          ? `${indent}- ${toYaml(item, `${indent}  `).slice(indent.length + 2)}`
          : `${indent}- ${isBranch(item) ? (Array.isArray(item) ? '[]' : '{}') : scalar(item)}`,
      )
      .join('\n');
  }
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => {
      const name = `${indent}${scalar(key)}:`;
      if (!isBranch(field)) return `${name} ${scalar(field)}`;
      if (isEmpty(field)) return `${name} ${Array.isArray(field) ? '[]' : '{}'}`;
      return `${name}\n${toYaml(field, Array.isArray(field) ? indent : `${indent}  `)}`;
    })
    .join('\n');
}
