// A decision of the view, put into the words that the vocabulary takes.
import { duration } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { decisionTexts, type Told } from '@/lib/i18n/stage';
import {
  ACTION_KINDS,
  type ActionKindName,
  type DecisionView,
  OBSERVATIONS,
  type ObservationName,
} from '@/lib/protocol/view';
import { baseName, subjectName } from './names';

export const isAction = (what: string): what is ActionKindName => (ACTION_KINDS as readonly string[]).includes(what);
const isObservation = (what: string): what is ObservationName => (OBSERVATIONS as readonly string[]).includes(what);

type Facts = DecisionView['facts'];
const numberOf = (value: Facts[string] | undefined): number | undefined => {
  const parsed = typeof value === 'string' ? Number.parseFloat(value) : value;
  return parsed === undefined || Number.isNaN(parsed) ? undefined : parsed;
};
const textOf = (value: Facts[string] | undefined): string => (value === undefined ? '' : String(value));

/** `14 s`: countdowns never show less than what is left. */
export const countdown = (ms: number, locale: Locale): string =>
  duration(Math.ceil(Math.max(0, ms) / 1000) * 1000, locale);

const MAX_OUTPUT = 100;
/** Enough of a probe's output to recognize it. */
const firstLine = (output: string): string => {
  const line = output.trim().split('\n')[0]?.replaceAll('`', "'") ?? '';
  return line.length > MAX_OUTPUT ? `${line.slice(0, MAX_OUTPUT)}…` : line;
};

/** Facts of a decision and of its reason, as words. `now`: server time that waits are counted from. */
export function told(decision: DecisionView, node: string, locale: Locale, now: number): Told {
  const facts: Facts = { ...decision.because?.facts, ...decision.facts };
  const pod = baseName(decision.podName, node);
  const container = decision.container || textOf(facts.container);
  const windowMs = numberOf(facts.windowMs);
  const until = numberOf(facts.until);
  const left = until === undefined ? 0 : Math.min(until - now, windowMs ?? Number.POSITIVE_INFINITY);
  const optional = {
    attempt: decision.attempt ?? numberOf(facts.attempt),
    left: left > 0 ? countdown(left, locale) : undefined,
    window: windowMs === undefined ? undefined : duration(windowMs, locale),
    exitCode: numberOf(facts.exitCode),
    restarts: numberOf(facts.restarts),
    restartPolicy: textOf(facts.restartPolicy) || undefined,
    image: textOf(facts.image) || undefined,
    volume: textOf(facts.volume) || undefined,
    predecessor: textOf(facts.predecessor) || undefined,
    failures: numberOf(facts.failures),
    output: firstLine(textOf(facts.output)) || undefined,
  };
  const known = Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== undefined),
  ) as Partial<Told>;
  return {
    ...known,
    code: decision.because?.code ?? 'AllAsDesired',
    subject: subjectName(container, pod) || textOf(facts.file),
    pod,
  };
}

/** What the engine or the parser said of a failure, in its own words. */
export const failureWords = (decision: DecisionView): string =>
  textOf(decision.facts.error) || textOf(decision.facts.message);

interface LogLine {
  subject: string;
  text: string;
}

/** One line of the list of older decisions; null for a word that this page does not know. */
export function logLine(decision: DecisionView, node: string, locale: Locale, now: number): LogLine | null {
  const words = decisionTexts[locale].log;
  const facts = told(decision, node, locale, now);
  if (decision.kind === 'observed') {
    if (!isObservation(decision.what)) return null;
    const line = numberOf(decision.facts.line);
    const subject = decision.what.startsWith('Manifest') ? textOf(decision.facts.file) || facts.subject : facts.subject;
    const sandbox = decision.container === 'POD' ? `pause (${facts.pod})` : subject;
    return { subject: sandbox, text: words.observed[decision.what](line === undefined ? facts : { ...facts, line }) };
  }
  return isAction(decision.what) ? { subject: facts.subject, text: words[decision.kind][decision.what](facts) } : null;
}
