// Each web process tells the others what it sees of each seat: everything, when something has changed and in any case every few
// seconds. So a message that is lost, a process that comes late and one that goes without a word need no care of their own.
import type { Elsewhere, SeatPresence } from '../room/elsewhere';
import { GONE_MS, type Peers, TELL_EVERY_MS } from './peers';

/** No more often than eyes need. */
const SOON_MS = 250;

export interface Exchange extends Elsewhere {
  /** How many other processes there are. */
  readonly others: number;
  close(): void;
}

/** `now`: ms, any origin, never steps back. */
export function createExchange(peers: Pick<Peers, 'tell' | 'on'>, now: () => number): Exchange {
  const heard = new Map<string, { at: number; seats: Record<string, SeatPresence> }>();
  const listeners = new Set<(seats: readonly string[]) => void>();
  let own: () => Record<string, SeatPresence> = () => ({});
  let told = '';
  let soon: NodeJS.Timeout | undefined;

  const changed = (seats: readonly string[]) => {
    for (const hear of listeners) hear(seats);
  };
  const tell = (always: boolean) => {
    clearTimeout(soon);
    soon = undefined;
    const seats = own();
    const text = JSON.stringify(seats);
    if (text === told && !always) return;
    told = text;
    peers.tell({ kind: 'presence', seats });
  };
  const gone = (from: string) => {
    const last = heard.get(from);
    if (heard.delete(from)) changed(Object.keys(last?.seats ?? {}));
  };
  peers.on('presence', ({ seats }, from) => {
    const before = heard.get(from);
    // The newest comes first.
    heard.delete(from);
    heard.set(from, { at: now(), seats });
    if (JSON.stringify(before?.seats) !== JSON.stringify(seats)) changed([]);
  });
  peers.on('hello', () => tell(true));
  peers.on('bye', (_message, from) => gone(from));
  const timer = setInterval(() => {
    tell(true);
    for (const [from, { at }] of heard) if (now() - at > GONE_MS) gone(from);
  }, TELL_EVERY_MS);
  timer.unref();

  return {
    get others() {
      return heard.size;
    },
    of: (seat) => [...heard.values()].reverse().flatMap(({ seats }) => seats[seat] ?? []),
    touch() {
      soon ??= setTimeout(() => tell(false), SOON_MS);
    },
    onChange: (hear) => void listeners.add(hear),
    serve(given) {
      own = given;
    },
    close() {
      clearInterval(timer);
      clearTimeout(soon);
      peers.tell({ kind: 'bye' });
    },
  };
}
