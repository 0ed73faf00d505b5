// A task that is done over and over, never twice at a time.
import type { Clock } from '../clock';

/** Runs `task` at once and then `pauseMs` after each end of it, until `signal` aborts. A failure waits for the next round. */
export function every(
  pauseMs: number,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
  task: () => Promise<void>,
): void {
  const round = async (): Promise<void> => {
    while (!signal.aborted) {
      await task().catch(() => undefined);
      await clock.sleep(pauseMs, signal);
    }
  };
  void round();
}

/** A signal that aborts with `parent`: many may listen to it, and the parent has one listener only. */
export function childOf(parent: AbortSignal): AbortSignal {
  const child = new AbortController();
  if (parent.aborted) child.abort();
  else parent.addEventListener('abort', () => child.abort(), { once: true });
  return child.signal;
}
