// Sentences for everything that can be said about a manifest.
import { isManifestProblemCode, type ManifestProblemCode, type ProblemFacts } from '@/lib/manifest/problems';
import type { ManifestProblem } from '@/lib/protocol/view';
import type { Locale, Texts } from '../locale';
import { de } from './de';
import { en } from './en';

export type ManifestTexts = Record<ManifestProblemCode, (facts: ProblemFacts) => string>;

export const manifestTexts: Texts<ManifestTexts> = { de, en };

/** The problem as a sentence in the reader's language; one of an unknown code (an older recording) in the kubelet's own words. */
export const problemText = (problem: ManifestProblem, locale: Locale): string =>
  isManifestProblemCode(problem.code) ? manifestTexts[locale][problem.code](problem.facts ?? {}) : problem.message;
