// The page that explains the workshop's own certificate authority, before anybody trusts it.
import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

export interface AuthorityTexts {
  title: string;
  /** What it is, why the browser warns, what trusting it means; one paragraph each. */
  paragraphs: readonly string[];
  download: string;
  fingerprint: string;
  compare: string;
  /** `time`: the server's clock. A browser whose own is earlier than the certificate takes none, whomever it trusts. */
  clock(time: string): string;
  /** System or program, then what to do there, step by step. */
  systems: readonly { name: string; steps: readonly string[] }[];
  removeHeading: string;
  remove: string;
  goOn: string;
  otherLanguage: string;
}

export const authorityTexts: Texts<AuthorityTexts> = { de, en };
