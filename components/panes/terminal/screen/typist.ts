import { typeIntoTerminal } from '@/components/client';
import type { Failure } from '@/lib/protocol/events';

/** Shorter input goes in one frame and need not wait for its acknowledgement. */
const ONE_FRAME = 8 * 1024;

/**
 * Types into one terminal, in order: what is typed during a large paste waits for its end instead of landing in its
 * middle. `refused` hears why something did not arrive.
 */
export function typist(terminal: string, refused: (failure: Failure) => void): (text: string) => void {
  let pasting: Promise<unknown> | null = null;
  const send = async (text: string): Promise<void> => {
    const answer = await typeIntoTerminal(terminal, text);
    if (!answer.ok) refused(answer.error);
  };
  return (text) => {
    if (!pasting && text.length <= ONE_FRAME) {
      void send(text);
      return;
    }
    const turn: Promise<void> = (pasting ?? Promise.resolve())
      .then(() => send(text))
      .finally(() => {
        if (pasting === turn) pasting = null;
      });
    pasting = turn;
  };
}
