// Delivery is at least once: a tab that lost its connection repeats a command under the same id, and must get the answer
// of the first try instead of a second deed.
import type { Ack } from '@/lib/protocol/events';

type Answer = Promise<Ack<unknown>>;

export interface AnswerMemory {
  /** Runs `act` for a new key; for a known one returns the first answer, also while it is still being worked out. */
  once(key: string, act: () => Answer): Answer;
}

/** Remembers the newest `capacity` answers. */
export function createAnswerMemory(capacity: number): AnswerMemory {
  const answers = new Map<string, Answer>();
  return {
    once(key, act) {
      const known = answers.get(key);
      if (known) return known;
      const answer = act();
      answers.set(key, answer);
      const oldest = answers.keys().next();
      if (answers.size > capacity && !oldest.done) answers.delete(oldest.value);
      return answer;
    },
  };
}
