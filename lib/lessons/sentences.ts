// Sentences with figures: `{name}` is a fact as it is, `{name|format}` a fact as time, span or elapsed time.
import { clockTime, duration } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import type { Inline } from './blocks';
import type { Facts } from './facts';

/** time: ms since the epoch → 12:04:52. span: ms → 14 s, below ten seconds 2,7 s. since: ms since the epoch → span until now. */
export const FACT_FORMATS = ['time', 'span', 'since'] as const;
const PLACEHOLDER = /\{([a-zA-Z]+)(?:\|([a-z]+))?\}/g;

export interface Filling {
  facts: Facts;
  locale: Locale;
  /** The server's time, ms since the epoch. */
  now: number;
}

/** The sentence with its facts. A fact that is not there is shown as a dash. */
export function fillSentence(sentence: readonly Inline[], filling: Filling): Inline[] {
  return sentence.map((part): Inline => {
    if (part.kind === 'text' || part.kind === 'code') return { ...part, text: fillText(part.text, filling) };
    return 'children' in part ? { ...part, children: fillSentence(part.children, filling) } : part;
  });
}

export function fillText(text: string, { facts, locale, now }: Filling): string {
  return text.replace(PLACEHOLDER, (_whole, name: string, format: string | undefined) => {
    const value = facts[name];
    if (value === undefined || value === '') return '–';
    if (format === 'time') return clockTime(Number(value), locale);
    if (format === 'span') return duration(Number(value), locale, true);
    if (format === 'since') return duration(now - Number(value), locale);
    return String(value);
  });
}

/** Names and formats used in a sentence, for the lint and for knowing whether it has to tick. */
export function placeholders(sentence: readonly Inline[]): { name: string; format: string }[] {
  return sentence.flatMap((part) => {
    if (part.kind === 'text' || part.kind === 'code') {
      return [...part.text.matchAll(PLACEHOLDER)].map(([, name = '', format = '']) => ({ name, format }));
    }
    return 'children' in part ? placeholders(part.children) : [];
  });
}

/** A plain sentence of lib/i18n; words between backticks are code. */
export const plainSentence = (text: string): Inline[] =>
  text
    .split('`')
    .map((part, i): Inline => ({ kind: i % 2 === 1 ? 'code' : 'text', text: part }))
    .filter((part) => !('text' in part) || part.text !== '');
