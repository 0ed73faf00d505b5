'use client';
import { onTerminalData, request, typeIntoTerminal } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { chooseTerminal } from '@/lib/lessons/terminals';
import type { Failure } from '@/lib/protocol/events';

/** The prompt of a new shell; what is typed before it would stand on the screen twice. */
const PROMPT_MS = 2000;
/** Only until the terminal pane has measured itself. */
const SIZE = { cols: 80, rows: 24 };

/** Types lines into a terminal that has a free prompt (the visible one if it can be), shows it, and presses Enter. */
export async function runInTerminal(text: string): Promise<Failure | null> {
  const terminal = await freeTerminal();
  if (typeof terminal !== 'string') return terminal;
  const answer = await typeIntoTerminal(terminal, `${text.replaceAll('\n', '\r')}\r`);
  return answer.ok ? null : answer.error;
}

async function freeTerminal(): Promise<string | Failure> {
  const { view } = useLab.getState();
  const { activeTerminal, setActiveTerminal, setBeside } = useWorkbench.getState();
  setBeside('bench');
  const known = view ? chooseTerminal(view, 'shell', activeTerminal ?? undefined) : undefined;
  if (known !== undefined) {
    setActiveTerminal(known);
    return known;
  }
  const opened = await request('term:open', { id: newId(), ...SIZE });
  if (!opened.ok) return opened.error;
  const { terminal } = opened.value;
  const prompt = firstOutput(terminal);
  setActiveTerminal(terminal);
  await prompt;
  return terminal;
}

function firstOutput(terminal: string): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, PROMPT_MS);
    const stop = onTerminalData(terminal, done);
  });
}
