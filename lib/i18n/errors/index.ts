// What went wrong, what it means and what to do: a text for every error code of the protocol.
import type { ErrorCode, Failure } from '@/lib/protocol/events';
import type { Locale, Texts } from '../locale';
import { de } from './de';
import { en } from './en';

/** Facts that an older server leaves out are worked around, never shown as “undefined”. */
export type ErrorTexts = Readonly<Record<ErrorCode, (facts: Partial<Failure['facts']>) => string>>;

export const errorTexts: Texts<ErrorTexts> = { de, en };

/** The failure in the reader's language: two or three whole sentences. */
export function failureText(failure: Failure, locale: Locale): string {
  const texts = errorTexts[locale];
  // The code came over the wire.
  const text = Object.hasOwn(texts, failure.code) ? texts[failure.code] : texts.Failed;
  return text(failure.facts);
}
