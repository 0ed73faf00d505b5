import { evaluateCheck } from '@/lib/lessons/checks/evaluate';
import type { CheckContext } from '@/lib/lessons/checks/result';
import type { Action } from '@/lib/lessons/schema';
import { chooseTerminal, lastCommand, type TerminalRole } from '@/lib/lessons/terminals';
import { fillVariables } from '@/lib/lessons/variables';
import type { Failure } from '@/lib/protocol/events';
import type { CommandView, LabView } from '@/lib/protocol/view';
import type { LessonHost } from './engine';

/** A prompt that does not come back in this time is left to the check: it decides what went wrong. */
const PROMPT_MS = 20_000;
const VARIABLE_MS = 30_000;
/** What is typed `again`: so often, after such a pause. */
const TRIES = 20;
const PAUSE_MS = 1_000;

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
  if ('type' in action) return typeUntilDone(action, playing);
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

type Typed = Extract<Action, { type: string }>;

async function typeUntilDone(action: Typed, playing: Playing): Promise<Failure | null> {
  for (let tries = action.again ? TRIES : 1; tries > 0; tries--) {
    const outcome = await typeLines(action, playing);
    if (outcome !== 'failed') return outcome;
    if (tries > 1) await playing.host.waitFor(() => false, PAUSE_MS);
  }
  return null;
}

/** `failed`: it was typed, and its last line ended with an error. Whether that matters is for the check to say. */
async function typeLines(
  { type: text, terminal: role, stays }: Typed,
  { host, preferred }: Playing,
): Promise<Failure | 'failed' | null> {
  await host.waitFor((view) => 'text' in fillVariables(text, view), VARIABLE_MS);
  const filled = fillVariables(text, host.view());
  if ('unknown' in filled) return { code: 'NotFound', facts: { what: filled.unknown } };
  let terminal = chooseTerminal(host.view(), role, preferred);
  const before = terminal === undefined ? 0 : lastCommand(host.view(), terminal);
  for (const line of filled.text.trimEnd().split('\n')) terminal = await host.type(terminal, `${line}\r`);
  const typedInto = terminal;
  if (typedInto === undefined) return null;
  // What stays has to be seen, too: until then its terminal looks free to the next action.
  const seen = (view: LabView) => commandsSince(view, typedInto, before);
  await host.waitFor((view) => seen(view).some(({ exitCode }) => stays || exitCode !== undefined), PROMPT_MS);
  const exitCode = seen(host.view()).at(-1)?.exitCode;
  return exitCode === undefined || exitCode === 0 ? null : 'failed';
}

/** Oldest first. */
const commandsSince = (view: LabView, terminal: string, before: number): CommandView[] =>
  Object.values(view.commands)
    .filter((command) => command.terminal === terminal && command.seq > before)
    .sort((a, b) => a.seq - b.seq);
