// What other web processes of the same room see of its seats, and how that goes together with what this one sees. Pure.
import { z } from 'zod';
import type { Standing } from './openings';
import type { Own, People } from './people';
import { labOf, type Seat } from './state';
import type { Presence } from './views';

const count = z.number().int().min(0);
/** What one process knows of one seat. Times in ms since the epoch. */
export const seatPresence = z.strictObject({
  /** The seat's lab that this is about; of another one than the seat has now nothing is true any more. */
  lab: z.string(),
  tabs: count,
  goneAt: z.number(),
  /** Of the person's browsers that are there. */
  sessions: z.array(z.string()),
  lookers: count,
  state: z.enum(['queued', 'opening', 'ready', 'failed']),
  error: z.string(),
  queue: z.number().int().min(-1),
  facts: z
    .strictObject({
      tasks: count,
      done: count,
      failed: z.strictObject({ line: z.string(), exitCode: z.number(), at: z.number() }).nullable(),
      progressAt: z.number(),
      doneByLesson: z.record(z.string(), count),
    })
    .nullable(),
  usage: z.strictObject({ memoryBytes: z.number(), containers: z.number() }),
});
export type SeatPresence = z.infer<typeof seatPresence>;

/** The other processes. */
export interface Elsewhere {
  /** What they see of a seat, the newest first. */
  of(seat: string): readonly SeatPresence[];
  /** What this process sees has changed: it is told before long. */
  touch(): void;
  /** `seats`: of a process that is gone, with everybody who was connected to it; empty when something else has changed. */
  onChange(hear: (seats: readonly string[]) => void): void;
  /** How to learn what this process sees of each seat. */
  serve(own: () => Record<string, SeatPresence>): void;
}

/** One process, alone. */
export const NOBODY_ELSE: Elsewhere = { of: () => [], touch: () => {}, onChange: () => {}, serve: () => {} };

/** What this process has to tell the others: of seats whose people or labs it has. */
export function ownPresences(
  seats: readonly Seat[],
  people: Pick<People, 'own' | 'sessionsAt'>,
  of: (lab: string) => Standing,
): Record<string, SeatPresence> {
  const told = seats.flatMap((seat): [string, SeatPresence][] => {
    const lab = labOf(seat);
    const { state, error, queue } = of(lab);
    const { tabs, lookers, goneAt, seen, facts = null, usage } = people.own(seat.id);
    if (!seen && lookers === 0 && state === 'queued') return [];
    const sessions = people.sessionsAt(seat.id);
    return [[seat.id, { lab, tabs, goneAt: seen ? goneAt : 0, sessions, lookers, state, error, queue, facts, usage }]];
  });
  return Object.fromEntries(told);
}

/** People are counted together; what was read of the lab is this process's own where it has read anything. `lab`: the seat's, now. */
export function presenceWith(own: Own, others: readonly SeatPresence[], lab: string): Presence {
  if (others.length === 0) return own;
  const sum = (pick: (presence: { tabs: number; lookers: number }) => number) =>
    others.reduce((total, other) => total + pick(other), pick(own));
  const tabs = sum((each) => each.tabs);
  const ofLab = others.filter((other) => other.lab === lab);
  const left = Math.max(own.seen ? own.goneAt : 0, ...others.map(({ goneAt }) => goneAt));
  return {
    tabs,
    lookers: sum((each) => each.lookers),
    goneAt: tabs > 0 ? 0 : left || own.goneAt,
    facts: own.facts ?? ofLab.find(({ facts }) => facts)?.facts ?? undefined,
    usage: [own, ...ofLab].find(({ usage }) => usage.containers >= 0)?.usage ?? own.usage,
  };
}

/** A lab is as far as the process that has got furthest with it. */
export function standingWith(own: Standing, others: readonly SeatPresence[], lab: string): Standing {
  const known: Standing[] = [own, ...others.filter((other) => other.lab === lab)];
  const far = ['ready', 'opening', 'failed'] as const;
  return far.map((state) => known.find((each) => each.state === state)).find((found) => found) ?? own;
}
