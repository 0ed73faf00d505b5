import type { CommandView, LabView } from '@/lib/protocol/view';
import { namedObjects, VARIABLE } from '../variables';
import { namesInstance } from './find';
import { type CheckContext, type CheckResult, met, unmet, watching } from './result';
import type { LeafOf } from './schema';

export const COMMAND_KEYS = ['command.unseen', 'command.other', 'command.running', 'command.failed'] as const;
export const DECISION_KEYS = ['decision.unseen'] as const;

interface Match {
  command: CommandView;
  /** Every variable of the pattern was named by its word. */
  right: boolean;
}

export function evaluateCommand(check: LeafOf<'command'>, { view, enteredAt }: CheckContext): CheckResult {
  const matches = Object.values(view.commands)
    .filter((command) => command.at >= enteredAt)
    .sort((a, b) => a.seq - b.seq)
    .map((command) => matchLine(command, check.line, view))
    .filter((match): match is Match => match !== undefined);
  const right = matches.filter((match) => match.right).map(({ command }) => command);
  const wanted = check.exitCode ?? 0;
  const done = right.find(({ exitCode }) => exitCode !== undefined && (wanted === 'any' || exitCode === wanted));
  if (done) return met({ line: oneLine(done.line), at: done.at, exitCode: done.exitCode ?? 0 }, done.at);
  const running = right.find(({ exitCode }) => exitCode === undefined);
  if (running) return watching('command.running', { line: oneLine(running.line), at: running.at });
  const failed = right.at(-1);
  if (failed) {
    return unmet('command.failed', { line: oneLine(failed.line), exitCode: failed.exitCode ?? 0, wanted });
  }
  const other = matches.at(-1);
  return other ? unmet('command.other', { line: oneLine(other.command.line) }) : unmet('command.unseen', {});
}

const oneLine = (line: string): string => line.split('\n')[0]?.trim() ?? '';

/** Undefined when the line is not meant at all; `right` when every variable of the pattern is named by one of its words. */
function matchLine(command: CommandView, pattern: string, view: LabView): Match | undefined {
  const words = command.line.split(/[\s'"/:=]+/);
  const right = pattern.replace(VARIABLE, (_whole, variable: string) => {
    const named = words.filter((word) => names(word, variable, view));
    return named.length > 0 ? `(?<![\\w.])(?:${named.map(literal).join('|')})(?![\\w.])` : '(?!)';
  });
  if (new RegExp(right, 'u').test(command.line)) return { command, right: true };
  const any = pattern.replace(VARIABLE, `[^\\s'"/:]+`);
  return new RegExp(any, 'u').test(command.line) ? { command, right: false } : undefined;
}

const literal = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Whether the word names the object. A word that the shell fills in (`$ID`, `$(…)`) can't be judged and counts as right. */
function names(word: string, variable: string, view: LabView): boolean {
  if (word.startsWith('$') || word.startsWith('`')) return true;
  return namedObjects(variable, view).some((object) =>
    typeof object === 'string' ? object === word : namesInstance(word, object.instance, object.dockerName),
  );
}

export function evaluateDecision(check: LeafOf<'decision'>, { view, enteredAt }: CheckContext): CheckResult {
  const found = Object.values(view.decisions)
    .sort((a, b) => a.seq - b.seq)
    .find(
      (decision) =>
        decision.at >= enteredAt &&
        decision.what === check.what &&
        (check.pod === undefined ||
          decision.podName === check.pod ||
          decision.podName === `${check.pod}-${view.node.name}`) &&
        (check.container === undefined || decision.container === check.container) &&
        (check.because === undefined || decision.because?.code === check.because),
    );
  if (!found)
    return unmet('decision.unseen', { what: check.what, pod: check.pod ?? '', container: check.container ?? '' });
  return met({ ...found.facts, at: found.at, container: found.container, attempt: found.attempt ?? 0 }, found.at);
}
