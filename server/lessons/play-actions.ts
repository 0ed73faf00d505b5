import { evaluateCheck } from '@/lib/lessons/checks/evaluate';
import type { CheckContext } from '@/lib/lessons/checks/result';
import type { Action } from '@/lib/lessons/schema';
import { chooseTerminal, lastCommand, type TerminalRole } from '@/lib/lessons/terminals';
import { fillVariables } from '@/lib/lessons/variables';
import type { Failure } from '@/lib/protocol/events';
import type { LabView } from '@/lib/protocol/view';
import type { LessonHost } from './engine';

/** A prompt that does not come back in this time is left to the check: it decides what went wrong. */
const PROMPT_MS = 20_000;
const VARIABLE_MS = 30_000;

export interface Playing {
  host: LessonHost;
  /** Terminal that the learner looks at. */
  preferred: string | undefined;
  /** Manifests that `save` writes. */
  files: Record<string, string>;
  /** Gives the right answer to a question of the step. */
  answer(question: string): void;
  /** For `wait`: the step's history and times on a view. */
  context(view: LabView): CheckContext;
}

/** Plays actions one after the other, as a learner would. Stops at the first that can't be done. */
export async function playActions(actions: readonly Action[], playing: Playing): Promise<Failure | null> {
  for (const action of actions) {
    const failure = await playAction(action, playing);
    if (failure) return failure;
  }
  return null;
}

async function playAction(action: Action, playing: Playing): Promise<Failure | null> {
  const { host } = playing;
  if ('type' in action) return typeLines(action.type, action.terminal, action.stays, playing);
  if ('save' in action) await host.writeManifest(action.save, playing.files[action.save] ?? '');
  else if ('remove' in action) await host.removeManifest(action.remove);
  else if ('answer' in action) playing.answer(action.answer);
  else if ('interrupt' in action) await interrupt(action.interrupt, playing);
  else {
    const holds = (view: LabView) => evaluateCheck(action.wait, playing.context(view), 'wait').state === 'met';
    const held = await host.waitFor(holds, action.seconds * 1000);
    if (!held) return { code: 'Timeout', facts: { what: action.wait.kind } };
  }
  return null;
}

async function interrupt(role: TerminalRole, { host, preferred }: Playing): Promise<void> {
  const hosting = Object.values(host.view().terminals).find((terminal) => terminal.hostsKubelet)?.id;
  await host.type(role === 'kubelet' ? hosting : preferred, '\x03');
}

async function typeLines(text: string, role: TerminalRole, stays: boolean, playing: Playing): Promise<Failure | null> {
  const { host, preferred } = playing;
  await host.waitFor((view) => 'text' in fillVariables(text, view), VARIABLE_MS);
  const filled = fillVariables(text, host.view());
  if ('unknown' in filled) return { code: 'NotFound', facts: { what: filled.unknown } };
  let terminal = chooseTerminal(host.view(), role, preferred);
  const before = terminal === undefined ? 0 : lastCommand(host.view(), terminal);
  for (const line of filled.text.trimEnd().split('\n')) terminal = await host.type(terminal, `${line}\r`);
  const typedInto = terminal;
  if (typedInto === undefined) return null;
  // What stays has to be seen, too: until then its terminal looks free to the next action.
  await host.waitFor((view) => sawSince(view, typedInto, before, !stays), PROMPT_MS);
  return null;
}

const sawSince = (view: LabView, terminal: string, before: number, ended: boolean): boolean =>
  Object.values(view.commands).some(
    (command) => command.terminal === terminal && command.seq > before && (!ended || command.exitCode !== undefined),
  );
