// Who is there: the tabs that are connected to this process, and what it knows of each seat.
import type { Ears, Visit } from './tabs';
import { NOT_MEASURED, type Presence } from './views';

export interface Tab {
  visit: Visit;
  ears: Ears;
  /** The room as it was last told, to tell it again only when it differs. */
  told: string;
  /** It has come, and that is not kept yet: until then it is as if it were. */
  coming: boolean;
}

export interface Own extends Presence {
  /** A tab of its person has been here. */
  seen: boolean;
}

export interface People {
  readonly tabs: ReadonlySet<Tab>;
  /** Of any seat; as if its person had just left, when nothing is known of it. */
  own(seat: string): Own;
  /** Sessions of the seat's tabs. */
  sessionsAt(seat: string): string[];
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
  const known = new Map<string, Own>();

  const own = (seat: string): Own => {
    const before = known.get(seat);
    if (before) return before;
    const fresh: Own = { tabs: 0, goneAt: now(), seen: false, lookers: 0, facts: undefined, usage: NOT_MEASURED };
    known.set(seat, fresh);
    return fresh;
  };
  const count = ({ member, look }: Visit, by: 1 | -1) => {
    if (look) own(look).lookers += by;
    else if (member.startsWith('s')) {
      const seat = own(member);
      seat.tabs += by;
      seat.seen = true;
      seat.goneAt = seat.tabs > 0 ? 0 : now();
    }
  };

  return {
    tabs,
    own,
    sessionsAt: (seat) => [
      ...new Set([...tabs].filter(({ visit }) => visit.member === seat).map(({ visit }) => visit.session)),
    ],
    add(visit, ears) {
      const tab: Tab = { visit, ears, told: '', coming: true };
      tabs.add(tab);
      count(visit, 1);
      return tab;
    },
    remove(tab) {
      if (!tabs.delete(tab)) return;
      // Of a seat that is gone there is nothing to count.
      if (known.has(tab.visit.look || tab.visit.member)) count(tab.visit, -1);
    },
    begin(seat) {
      Object.assign(own(seat), { facts: undefined, usage: NOT_MEASURED });
    },
    forget: (seat) => void known.delete(seat),
  };
}
