// Values drawn at random for each attempt at a lesson, so that neighbours can't just copy: `{{value:name}}` stands for them in
// texts, code fences, files, checks and solutions. The lab draws and keeps them; a page puts them in when the view has them.
import type { ValueDefinitions } from './values-schema';

/** Drawn values by name. */
export type Values = Record<string, string>;

const VALUE = /\{\{value:([a-z][a-z0-9-]{0,30})\}\}/g;
/** Whatever was meant to be one. */
const ALMOST = /\{\{\s*values?\b[^}]*\}?\}?/g;

type Definition = ValueDefinitions[string];

const pick = (definition: Definition, share: number): string => {
  if ('of' in definition)
    return definition.of[Math.min(definition.of.length - 1, Math.floor(share * definition.of.length))] ?? '';
  const { from, to } = definition;
  return String(Math.min(to, from + Math.floor(share * (to - from + 1))));
};

/** Draws each value anew. `random`: 0 ≤ n < 1, as Math.random. */
export const drawValues = (definitions: ValueDefinitions, random: () => number): Values =>
  Object.fromEntries(Object.entries(definitions).map(([name, definition]) => [name, pick(definition, random())]));

/** Whether these are all the lesson's values, and could have been drawn from what it says now. */
export function areValuesOf(definitions: ValueDefinitions, values: Values): boolean {
  const fits = ([name, definition]: [string, Definition]) => {
    const value = values[name];
    if (value === undefined) return false;
    if ('of' in definition) return definition.of.includes(value);
    return /^\d+$/.test(value) && Number(value) >= definition.from && Number(value) <= definition.to;
  };
  return Object.entries(definitions).every(fits);
}

/** The text with its values; those that are not among `values` stay as they are. */
export const fillValues = (text: string, values: Values): string =>
  text.replace(VALUE, (whole, name: string) => values[name] ?? whole);

/** All strings of plain data with their values. Without values prose shows `…`, and a code block keeps the name: it can't be run yet. */
export function fillValuesIn<T>(data: T, values: Values | undefined): T;
export function fillValuesIn(data: unknown, values: Values | undefined): unknown {
  if (typeof data === 'string') return values ? fillValues(data, values) : data.replace(VALUE, '…');
  if (Array.isArray(data)) return data.map((item: unknown) => fillValuesIn(item, values));
  if (typeof data !== 'object' || data === null || (!values && 'role' in data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, fillValuesIn(value, values)]));
}

/** What a text names: each value with its line, and what is no proper `{{value:name}}`. */
export function valuesIn(text: string): { line: number; name?: string; malformed?: string }[] {
  return text.split('\n').flatMap((content, at) =>
    [...content.matchAll(ALMOST)].map(([found]) => {
      const name = new RegExp(`^${VALUE.source}$`).exec(found)?.[1];
      return name === undefined ? { line: at + 1, malformed: found } : { line: at + 1, name };
    }),
  );
}
