import type { LabView } from '@/lib/protocol/view';

/** kubelet: the terminal that hosts it. shell: one with a free prompt. */
export type TerminalRole = 'kubelet' | 'shell';

/** A running shell with a free prompt: it neither hosts the kubelet nor has a command that goes on. */
export function isFree(view: LabView, id: string): boolean {
  const terminal = view.terminals[id];
  if (terminal?.state !== 'running' || terminal.hostsKubelet || terminal.log) return false;
  return !Object.values(view.commands).some((command) => command.terminal === id && command.exitCode === undefined);
}

/** Terminal to type a command line into: the one that plays the role, else `preferred` if it is free, else any free one; undefined = open one. */
export function chooseTerminal(view: LabView, role: TerminalRole, preferred: string | undefined): string | undefined {
  const hosting = Object.values(view.terminals).find(
    (terminal) => terminal.hostsKubelet && terminal.state === 'running' && !terminal.log,
  );
  if (role === 'kubelet' && hosting) return hosting.id;
  const candidates = [preferred ?? '', ...Object.keys(view.terminals).sort()];
  return candidates.find((id) => isFree(view, id));
}

/** Number of the last command seen in a terminal; 0 when there is none. */
export const lastCommand = (view: LabView, terminal: string): number =>
  Math.max(
    0,
    ...Object.values(view.commands).flatMap((command) => (command.terminal === terminal ? [command.seq] : [])),
  );
