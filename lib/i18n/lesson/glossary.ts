import type { Texts } from '../locale';
import { glossaryDe } from './glossary-de';
import { glossaryEn } from './glossary-en';

/** Explanations by term, as `:gloss[word]{term=…}` names them. */
export const glossary: Texts<Readonly<Record<string, string>>> = { de: glossaryDe, en: glossaryEn };

export const GLOSSARY_TERMS: ReadonlySet<string> = new Set(Object.keys(glossaryDe));
