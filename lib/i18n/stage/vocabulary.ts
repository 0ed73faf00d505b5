// How a decision becomes a sentence: one half says what is so (by reason code), the other what follows (by action).
// Two tables of halves per language cover every combination of code × action; a test walks them all.
import type { ActionKindName, BecauseCode, ObservationName } from '@/lib/protocol/view';

/** A decision's facts, already in words of the reader's language. */
export interface Told {
  code: BecauseCode;
  /** The container as people call it; the pod's base name where the decision is about the pod or its sandbox. */
  subject: string;
  /** metadata.name of the manifest, without the node suffix. */
  pod: string;
  attempt?: number;
  /** What is left of a wait, e.g. `14 s`; absent when it is over. */
  left?: string;
  /** The whole back-off window, e.g. `40 s`. */
  window?: string;
  exitCode?: number;
  restarts?: number;
  restartPolicy?: string;
  image?: string;
  /** Name of a volume, or names. */
  volume?: string;
  /** The init container before this one. */
  predecessor?: string;
  /** Failures of a probe in a row. */
  failures?: number;
  /** What the probe got to hear, in short. */
  output?: string;
}

interface Clause {
  /** Whether the second half may go on speaking of the container, or has to name it. */
  about: 'container' | 'pod' | 'sandbox' | 'volume';
  text(told: Told): string;
}

/** The vocabulary of one language. Texts may hold `code` in backticks and nothing else. */
export interface Vocabulary {
  /** What is so: `nginx läuft nicht`. */
  clause: Record<BecauseCode, Clause>;
  /** What follows: `startet Versuch 1`. */
  action: Record<ActionKindName, (told: Told, about: Clause['about']) => string>;
  /** Both halves as one sentence with its full stop. */
  join(clause: string, action: string): string;
  /** The second line: the rule behind it. */
  reason: Record<BecauseCode, (told: Told) => string>;
  /** Whole sentence for an action that failed; the engine's words follow as the second line. */
  failed: Record<ActionKindName, (told: Told) => string>;
  /** Short forms for the list of older decisions; the subject stands before them in bold. */
  log: {
    decided: Record<ActionKindName, (told: Told) => string>;
    done: Record<ActionKindName, (told: Told) => string>;
    failed: Record<ActionKindName, (told: Told) => string>;
    observed: Record<ObservationName, (told: Told & { line?: number }) => string>;
  };
}

/** The decision as one sentence. */
export function decisionSentence(words: Vocabulary, what: ActionKindName, told: Told): string {
  const clause = words.clause[told.code];
  if (told.code === 'AllAsDesired') return `${clause.text(told)}.`;
  return words.join(clause.text(told), words.action[what](told, clause.about));
}

/** The rule behind it, as a second line. */
export const decisionReason = (words: Vocabulary, told: Told): string => words.reason[told.code](told);
