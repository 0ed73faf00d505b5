// Who is there: the connected tabs, and what they make of each seat.
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
      facts: undefined,
      usage: NOT_MEASURED,
    };
    presences.set(seat, fresh);
    return fresh;
  };
  const count = ({ member, look }: Visit, by: 1 | -1) => {
    if (look) {
      const seen = presence(look);
      seen.lookers += by;
      // Nobody is left to type: who looks next has to ask anew.
      if (seen.lookers === 0) seen.typing = 'none';
    } else if (member.startsWith('s')) {
      const own = presence(member);
      own.tabs += by;
      own.goneAt = own.tabs > 0 ? 0 : now();
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
    begin(seat) {
      Object.assign(presence(seat), { typing: 'none', facts: undefined, usage: NOT_MEASURED });
    },
    forget: (seat) => void presences.delete(seat),
  };
}
