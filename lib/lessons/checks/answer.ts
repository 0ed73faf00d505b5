import { type CheckContext, type CheckResult, met, unmet } from './result';
import type { LeafOf } from './schema';

export const ANSWER_KEYS = ['answer.open', 'answer.wrong'] as const;

export function evaluateAnswer({ question }: LeafOf<'answer'>, { answers }: CheckContext): CheckResult {
  const right = answers[question];
  if (right === undefined) return unmet('answer.open', { question });
  return right ? met({ question }) : unmet('answer.wrong', { question });
}
