// Labs are opened a few at a time, in the order in which they were wanted: sixty at once would have nobody's ready soon.
import type { LabState } from '@/lib/protocol/room';
import type { Lab } from '../../lab/lab';

/** How far a lab is. */
export interface Standing {
  state: LabState;
  /** Why it failed, or what it waits for while it is opening; '' otherwise. */
  error: string;
  /** How many are before it, while it is queued. */
  queue: number;
}

export interface Opening extends Standing {
  /** While ready. */
  lab: Lab | undefined;
}

export interface Openings {
  /** Opens it when its turn comes. What is open or on its way stays so; what has failed is tried again. */
  want(name: string): void;
  /** How it stands; what was never wanted, or was dropped, is queued with nobody before it. */
  of(name: string): Opening;
  /** No longer wanted. Resolves when nothing is on its way any more. */
  drop(name: string): Promise<void>;
}

export interface OpeningsOptions {
  /** `waits`: it can't go on until something else is there, and gives its turn to the next. */
  open: (name: string, waits: (what: string) => void) => Promise<Lab>;
  atOnce: number;
  /** Something changed: of this one, or of the places in the queue. */
  onChange: (name: string) => void;
}

interface Known {
  state: LabState;
  error: string;
  lab?: Lab;
  /** The attempt; settles, never rejects. */
  attempt: Promise<void>;
}

export function createOpenings({ open, atOnce, onChange }: OpeningsOptions): Openings {
  const known = new Map<string, Known>();
  const queue: string[] = [];
  let opening = 0;

  const attempt = async (name: string, entry: Known): Promise<void> => {
    let hasTurn = true;
    const giveTurn = () => {
      if (hasTurn) opening -= 1;
      hasTurn = false;
      next();
    };
    try {
      const lab = await open(name, (what) => {
        entry.error = what;
        if (known.get(name) === entry) onChange(name);
        giveTurn();
      });
      Object.assign(entry, { state: 'ready', lab, error: '' });
    } catch (error) {
      Object.assign(entry, { state: 'failed', error: error instanceof Error ? error.message : String(error) });
    }
    if (known.get(name) === entry) onChange(name);
    giveTurn();
  };
  const next = () => {
    while (opening < atOnce) {
      const name = queue.shift();
      if (name === undefined) return;
      const entry = known.get(name);
      if (!entry) continue;
      opening += 1;
      entry.state = 'opening';
      entry.attempt = attempt(name, entry);
      onChange(name);
    }
  };

  return {
    want(name) {
      const entry = known.get(name);
      if (entry && entry.state !== 'failed') return;
      known.set(name, { state: 'queued', error: '', attempt: Promise.resolve() });
      queue.push(name);
      onChange(name);
      next();
    },
    of(name) {
      const entry = known.get(name);
      if (!entry) return { state: 'queued', error: '', queue: 0, lab: undefined };
      const { state, error, lab } = entry;
      return { state, error, lab, queue: state === 'queued' ? queue.indexOf(name) : 0 };
    },
    async drop(name) {
      const entry = known.get(name);
      known.delete(name);
      if (queue.includes(name)) queue.splice(queue.indexOf(name), 1);
      await entry?.attempt;
    },
  };
}
