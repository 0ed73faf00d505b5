// One seat in several browsers: one of them works there, the others look on until somebody clicks in one of them.

/** The browser that works at a seat. All tabs of a session are one browser. */
export interface Hold {
  session: string;
  /** When its last tab left, ms since the epoch; 0 while one is there. */
  leftAt: number;
}

/** A seat is kept for a browser that is gone for so long: more than it takes to notice a lost connection and to come back. */
export const KEPT_MS = 60_000;

/** A tab of `session` comes. Whoever is first has the seat, whoever had it has it again; anybody else looks on and is asked. */
export function holdWhenEntered(hold: Hold | null, session: string, now: number): Hold {
  const free = !hold || (hold.leftAt > 0 && now - hold.leftAt >= KEPT_MS);
  return free || hold.session === session ? { session, leftAt: 0 } : hold;
}

/** `present`: the sessions of the seat's tabs that are still there. Nobody inherits a seat: those who look on have not asked for it. */
export function holdWhenLeft(hold: Hold | null, present: readonly string[], now: number): Hold | null {
  if (!hold || hold.leftAt > 0 || present.includes(hold.session)) return hold;
  return { ...hold, leftAt: now };
}
