// Guessing a code is made slow without ever shutting a door. Sixty people share one address, so a caller is a browser at an address;
// whoever errs often is checked later and later, and everybody else at once.
// A guesser who is a new browser each time is caught by the ceiling: above it all checks together come at a fixed pace.

export interface Tries {
  /** Waits until this caller's answer may be looked at: 0. Or at once the ms after which it may ask again. */
  turn(caller: string): Promise<number>;
  wrong(caller: string): void;
  right(caller: string): void;
  /** Wrong answers and callers sent away, since the start. */
  readonly refused: number;
}

export interface TriesOptions {
  /** ms, any origin, never steps back. */
  now: () => number;
  wait: (ms: number) => Promise<void>;
  /** Checks a second above the ceiling. */
  pace: number;
}

export const FREE_TRIES = 5;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 8000;
/** Wrong answers a minute, of all callers. */
export const CEILING = 100;
/** Nobody is held longer than this, nor more than so many at a time. */
const MAX_WAIT_MS = 10_000;
const MAX_WAITING = 200;
const FORGET_AFTER_MS = 10 * 60_000;
const MAX_CALLERS = 10_000;

interface Caller {
  wrong: number;
  /** Of the last wrong answer. */
  at: number;
  /** When its last check is due. */
  checkAt: number;
}

export function createTries({ now, wait, pace }: TriesOptions): Tries {
  const callers = new Map<string, Caller>();
  let [minute, wrongInMinute, checkAt, waiting, refused] = [now(), 0, 0, 0, 0];

  const known = (key: string): Caller | undefined => {
    const caller = callers.get(key);
    if (!caller || now() - caller.at <= FORGET_AFTER_MS) return caller;
    callers.delete(key);
    return undefined;
  };
  const isAboveCeiling = () => {
    if (now() - minute >= 60_000) [minute, wrongInMinute] = [now(), 0];
    return wrongInMinute >= CEILING;
  };
  const sendAway = (ms: number) => {
    refused += 1;
    return Math.ceil(ms);
  };

  return {
    get refused() {
      return refused;
    },
    async turn(key) {
      const at = now();
      const caller = known(key);
      const own = caller && caller.wrong >= FREE_TRIES ? Math.max(at, caller.checkAt) + delayOf(caller.wrong) : at;
      const shared = isAboveCeiling() ? Math.max(at, checkAt) + 1000 / pace : at;
      const due = Math.max(own, shared);
      if (due === at) return 0;
      if (due - at > MAX_WAIT_MS || waiting >= MAX_WAITING) return sendAway(Math.max(1000, due - at));
      if (caller) caller.checkAt = own;
      if (shared > at) checkAt = shared;
      waiting += 1;
      await wait(due - at);
      waiting -= 1;
      return 0;
    },
    wrong(key) {
      refused += 1;
      isAboveCeiling();
      wrongInMinute += 1;
      const before = known(key);
      callers.delete(key);
      callers.set(key, { wrong: (before?.wrong ?? 0) + 1, at: now(), checkAt: before?.checkAt ?? 0 });
      const oldest = callers.keys().next();
      if (callers.size > MAX_CALLERS && !oldest.done) callers.delete(oldest.value);
    },
    right: (key) => void callers.delete(key),
  };
}

const delayOf = (wrong: number): number => Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (wrong - FREE_TRIES));
