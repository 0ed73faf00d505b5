// The part of Go's text/template that `--format` is used with: fields, json, index, join, range over lists and maps.

export class TemplateError extends Error {}

type Value = unknown;

const TOKEN = /\{\{-?\s*(.*?)\s*-?\}\}/gs;

/** What a field path leads to; `<no value>` stands for what is not there, as docker prints it. */
function field(dot: Value, path: string): Value {
  let value: Value = dot;
  for (const name of path.split('.').filter(Boolean)) value = entry(value, name);
  return value;
}

const entry = (value: Value, name: string): Value =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function operand(word: string, dot: Value): Value {
  if (word.startsWith('.')) return field(dot, word);
  const quoted = /^"((?:\\.|[^"\\])*)"$/.exec(word) ?? /^`([^`]*)`$/.exec(word);
  if (quoted)
    return (quoted[1] ?? '')
      .replaceAll('\\n', '\n')
      .replaceAll('\\t', '\t')
      .replace(/\\(["\\])/g, '$1');
  if (/^-?\d+$/.test(word)) return Number(word);
  throw new TemplateError(`template parsing error: template: :1: function "${word}" not defined`);
}

const FUNCTIONS: Record<string, (...values: Value[]) => Value> = {
  json: (value) => JSON.stringify(value ?? null),
  index: (value, ...keys) => keys.reduce((inner: Value, key) => entry(inner, String(key)), value),
  join: (list, separator) => (Array.isArray(list) ? list.join(String(separator)) : ''),
  upper: (value) => text(value).toUpperCase(),
  lower: (value) => text(value).toLowerCase(),
  len: (value) => (typeof value === 'object' && value !== null ? Object.keys(value).length : text(value).length),
  println: (...values) => `${values.map(text).join(' ')}\n`,
  truncate: (value, length) => text(value).slice(0, Number(length)),
};

function evaluate(expression: string, dot: Value): Value {
  const words = expression.match(/"(?:\\.|[^"\\])*"|`[^`]*`|\S+/g) ?? [];
  const call = FUNCTIONS[words[0] ?? ''];
  return call ? call(...words.slice(1).map((word) => operand(word, dot))) : operand(words[0] ?? '', dot);
}

/** A value as Go prints it. */
function text(value: Value): string {
  if (value === undefined || value === null) return '<no value>';
  if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
  if (typeof value === 'object')
    return `map[${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${key}:${text(inner)}`)
      .join(' ')}]`;
  return String(value);
}

interface Piece {
  text?: string;
  action?: string;
}

function pieces(template: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of template.matchAll(TOKEN)) {
    found.push({ text: template.slice(from, match.index) }, { action: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  return [...found, { text: template.slice(from) }];
}

/** Fills a template. Throws TemplateError for what is not understood here. */
export function fillTemplate(template: string, dot: Value): string {
  const all = pieces(template);
  const [out, rest] = block(all, 0, dot);
  if (rest < all.length) throw new TemplateError('template parsing error: template: :1: unexpected {{end}}');
  return out;
}

/** Fills from piece `at` to its `{{end}}`; returns the text and the piece behind it. */
function block(all: readonly Piece[], at: number, dot: Value): [string, number] {
  let out = '';
  let place = at;
  while (place < all.length) {
    const piece = all[place] ?? {};
    place += 1;
    if (piece.action === undefined) {
      out += piece.text;
    } else if (piece.action === 'end') {
      return [out, place];
    } else if (/^(range|with|if)\s/.test(piece.action)) {
      const [keyword = '', expression = ''] = piece.action.split(/\s+(.*)/s);
      const value = evaluate(expression, dot);
      const items = keyword === 'range' ? Object.values((value ?? {}) as object) : truthy(value) ? [value] : [];
      const [, end] = block(all, place, undefined);
      out += items.map((item) => block(all, place, keyword === 'if' ? dot : item)[0]).join('');
      place = end;
    } else out += text(evaluate(piece.action, dot));
  }
  return [out, place];
}

const truthy = (value: Value): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : value !== undefined && value !== null && value !== '' && value !== 0 && value !== false;
