import { type CheckContext, type CheckResult, type Evaluate, met, unmet, watching } from './result';
import type { Check, CombinedCheck } from './schema';

export const AFTER_KEYS = ['after.already'] as const;
export const WITHIN_KEYS = ['within.late'] as const;

type Combined<K extends CombinedCheck['kind']> = Extract<CombinedCheck, { kind: K }>;

const edgesOf = (results: CheckResult[]): Pick<CheckResult, 'edges'> => {
  const edges = results.flatMap((result) => result.edges ?? []);
  return edges.length > 0 ? { edges } : {};
};
const evaluateEach = (checks: Check[], context: CheckContext, path: string, evaluate: Evaluate): CheckResult[] =>
  checks.map((check, i) => evaluate(check, context, `${path}.${i}`));

/** All must hold. It is being watched once a part has begun, or came true since the step was entered. */
export function evaluateAll(
  check: Combined<'all'>,
  context: CheckContext,
  path: string,
  evaluate: Evaluate,
): CheckResult {
  const results = evaluateEach(check.of, context, path, evaluate);
  const facts = Object.assign({}, ...results.map((result) => result.facts));
  const missing = results.find((result) => result.state !== 'met');
  if (!missing?.unmet) {
    const times = results.flatMap((result) => (result.at === undefined ? [] : [result.at]));
    return { ...met(facts, times.length > 0 ? Math.max(...times) : undefined), ...edgesOf(results) };
  }
  const begun = results.some(
    ({ state, at }) => state === 'watching' || (state === 'met' && at !== undefined && at >= context.enteredAt),
  );
  const { key, facts: missingFacts } = missing.unmet;
  return { ...(begun ? watching : unmet)(key, { ...facts, ...missingFacts }), ...edgesOf(results) };
}

/** One must hold. What is missing is said of the part that has come furthest. */
export function evaluateAny(
  check: Combined<'any'>,
  context: CheckContext,
  path: string,
  evaluate: Evaluate,
): CheckResult {
  const results = evaluateEach(check.of, context, path, evaluate);
  const best =
    results.find(({ state }) => state === 'met') ?? results.find(({ state }) => state === 'watching') ?? results[0];
  return best ? { ...best, ...edgesOf(results) } : unmet('any.empty', {});
}

export function evaluateNot(
  check: Combined<'not'>,
  context: CheckContext,
  path: string,
  evaluate: Evaluate,
): CheckResult {
  const result = evaluate(check.check, context, `${path}.0`);
  return { ...(result.state === 'met' ? unmet(check.unmet, result.facts) : met(result.facts)), ...edgesOf([result]) };
}

export function evaluateAfter(
  check: Combined<'after'>,
  context: CheckContext,
  path: string,
  evaluate: Evaluate,
): CheckResult {
  const result = evaluate(check.check, context, `${path}.0`);
  if (result.state !== 'met') return { ...result, edges: [...(result.edges ?? []), path] };
  return context.history.edges.includes(path)
    ? result
    : { ...unmet('after.already', result.facts), ...edgesOf([result]) };
}

export function evaluateWithin(
  check: Combined<'within'>,
  context: CheckContext,
  path: string,
  evaluate: Evaluate,
): CheckResult {
  const since = evaluate(check.since, context, `${path}.0`);
  if (since.state !== 'met') return since;
  const result = evaluate(check.check, context, `${path}.1`);
  if (result.state !== 'met') return { ...result, ...edgesOf([since, result]) };
  const took = (result.at ?? context.now) - (since.at ?? context.enteredAt);
  const facts = { ...since.facts, ...result.facts, tookMs: took, limitMs: check.seconds * 1000 };
  const verdict = took <= check.seconds * 1000 ? met(facts, result.at) : unmet('within.late', facts);
  return { ...verdict, ...edgesOf([since, result]) };
}
