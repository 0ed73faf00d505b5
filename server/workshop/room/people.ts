// Who is there: the connected tabs, and what they make of each seat.
import { holdWhenEntered, holdWhenLeft } from './devices';
import type { Ears, Visit } from './tabs';
import { NOT_MEASURED, type Presence } from './views';

export interface Tab {
  visit: Visit;
  ears: Ears;
  /** The room as it was last told, to tell it again only when it differs. */
  told: string;
}

export interface People {
  readonly tabs: ReadonlySet<Tab>;
  /** Of any seat; as if its person had just left, when nothing is known of it. */
  presence(seat: string): Presence;
  add(visit: Visit, ears: Ears): Tab;
  remove(tab: Tab): void;
  /** Whether this browser works at its seat; another one may. */
  holds(visit: Visit): boolean;
  /** From now on it does. */
  take(visit: Visit): void;
  /** The seat has another lab, of which nothing is known yet. */
  begin(seat: string): void;
  /** The seat is gone. */
  forget(seat: string): void;
}

/** `now`: ms since the epoch. */
export function createPeople(now: () => number): People {
  const tabs = new Set<Tab>();
  const presences = new Map<string, Presence>();

  const presence = (seat: string): Presence => {
    const known = presences.get(seat);
    if (known) return known;
    const fresh: Presence = {
      tabs: 0,
      goneAt: now(),
      typing: 'none',
      lookers: 0,
      hold: undefined,
      facts: undefined,
      usage: NOT_MEASURED,
    };
    presences.set(seat, fresh);
    return fresh;
  };
  const sessionsAt = (seat: string): string[] =>
    [...tabs].filter(({ visit }) => visit.member === seat).map(({ visit }) => visit.session);
  const count = ({ member, look, session }: Visit, by: 1 | -1) => {
    if (look) {
      const seen = presence(look);
      seen.lookers += by;
      // Nobody is left to type: who looks next has to ask anew.
      if (seen.lookers === 0) seen.typing = 'none';
    } else if (member.startsWith('s')) {
      const own = presence(member);
      own.tabs += by;
      own.goneAt = own.tabs > 0 ? 0 : now();
      own.hold = by > 0 ? holdWhenEntered(own.hold, session, now()) : holdWhenLeft(own.hold, sessionsAt(member), now());
    }
  };

  return {
    tabs,
    presence,
    add(visit, ears) {
      const tab: Tab = { visit, ears, told: '' };
      tabs.add(tab);
      count(visit, 1);
      return tab;
    },
    remove(tab) {
      if (!tabs.delete(tab)) return;
      // Of a seat that is gone there is nothing to count.
      if (presences.has(tab.visit.look || tab.visit.member)) count(tab.visit, -1);
    },
    holds: ({ member, session }) => presence(member).hold?.session === session,
    take({ member, session }) {
      presence(member).hold = { session, leftAt: 0 };
    },
    begin(seat) {
      Object.assign(presence(seat), { typing: 'none', facts: undefined, usage: NOT_MEASURED });
    },
    forget: (seat) => void presences.delete(seat),
  };
}
