export const LOCALES = ['de', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'de';
export const isLocale = (value: string): value is Locale => (LOCALES as readonly string[]).includes(value);

/** The same texts in every language: a missing key or language is a compile error. Values are strings or functions of facts. */
export type Texts<T> = Record<Locale, T>;
