import { ANSWER_KEYS, evaluateAnswer } from './answer';
import {
  AFTER_KEYS,
  evaluateAfter,
  evaluateAll,
  evaluateAny,
  evaluateNot,
  evaluateWithin,
  WITHIN_KEYS,
} from './combine';
import { COMMAND_KEYS, DECISION_KEYS, evaluateCommand, evaluateDecision } from './command';
import { CONTAINER_KEYS, evaluateContainer } from './container';
import { evaluateFolder, evaluateKubelet, FOLDER_KEYS, KUBELET_KEYS } from './kubelet';
import { evaluateManifest, MANIFEST_KEYS } from './manifest';
import { evaluatePod, evaluateSandbox, POD_KEYS, SANDBOX_KEYS } from './pod';
import type { CheckContext, CheckResult } from './result';
import type { Check } from './schema';
import { evaluateSource, SOURCE_KEYS } from './source';

/**
 * Evaluates one check on the live view. Pure: what it needs of the past comes in `context.history`, and what is to be
 * remembered goes out in `edges`. `path` names the check inside its step (the task's id at the top).
 */
export function evaluateCheck(check: Check, context: CheckContext, path: string): CheckResult {
  switch (check.kind) {
    case 'folder':
      return evaluateFolder(check, context);
    case 'kubelet':
      return evaluateKubelet(check, context);
    case 'manifest':
      return evaluateManifest(check, context);
    case 'source':
      return evaluateSource(check, context);
    case 'pod':
      return evaluatePod(check, context);
    case 'container':
      return evaluateContainer(check, context);
    case 'sandbox':
      return evaluateSandbox(check, context);
    case 'command':
      return evaluateCommand(check, context);
    case 'decision':
      return evaluateDecision(check, context);
    case 'answer':
      return evaluateAnswer(check, context);
    case 'all':
      return evaluateAll(check, context, path, evaluateCheck);
    case 'any':
      return evaluateAny(check, context, path, evaluateCheck);
    case 'not':
      return evaluateNot(check, context, path, evaluateCheck);
    case 'after':
      return evaluateAfter(check, context, path, evaluateCheck);
    case 'within':
      return evaluateWithin(check, context, path, evaluateCheck);
  }
}

/** Sentence keys that have a text of their own in lib/i18n/lesson. */
export const DEFAULT_KEYS = [
  ...FOLDER_KEYS,
  ...KUBELET_KEYS,
  ...MANIFEST_KEYS,
  ...SOURCE_KEYS,
  ...POD_KEYS,
  ...SANDBOX_KEYS,
  ...CONTAINER_KEYS,
  ...COMMAND_KEYS,
  ...DECISION_KEYS,
  ...ANSWER_KEYS,
  ...AFTER_KEYS,
  ...WITHIN_KEYS,
] as const;
export type DefaultKey = (typeof DEFAULT_KEYS)[number];

/** Every sentence key that the check can be unmet with; `own` are those for which the lesson itself must have a sentence. */
export function unmetKeys(check: Check): { all: string[]; own: string[] } {
  const leaf = (keys: readonly string[]) => ({ all: [...keys], own: [] });
  const join = (parts: { all: string[]; own: string[] }[]) => ({
    all: parts.flatMap(({ all }) => all),
    own: parts.flatMap(({ own }) => own),
  });
  switch (check.kind) {
    case 'folder':
      return leaf(FOLDER_KEYS);
    case 'kubelet':
      return leaf(KUBELET_KEYS);
    case 'manifest':
      return leaf(MANIFEST_KEYS);
    case 'source':
      return leaf(SOURCE_KEYS);
    case 'pod':
      return leaf(POD_KEYS);
    case 'container':
      return leaf(CONTAINER_KEYS);
    case 'sandbox':
      return leaf(SANDBOX_KEYS);
    case 'command':
      return leaf(COMMAND_KEYS);
    case 'decision':
      return leaf(DECISION_KEYS);
    case 'answer':
      return leaf(ANSWER_KEYS);
    case 'all':
    case 'any':
      return join(check.of.map(unmetKeys));
    case 'not':
      return { all: [check.unmet], own: [check.unmet] };
    case 'after':
      return join([unmetKeys(check.check), leaf(AFTER_KEYS)]);
    case 'within':
      return join([unmetKeys(check.since), unmetKeys(check.check), leaf(WITHIN_KEYS)]);
  }
}
