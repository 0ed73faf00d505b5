// The room as it is written down, in a file or in a database: JSON with a version.
import { z } from 'zod';
import { SEAT_ID } from '@/lib/protocol/room';
import { labsOf, type RoomState, SOMEWHERE } from './state';

const place = z.strictObject({ lesson: z.string(), step: z.string() }).nullable();
const count = z.number().int().min(0);
const labId = z.string().regex(/^[a-z0-9]{8}$/);
const seat = z.strictObject({
  id: z.string().regex(SEAT_ID),
  name: z.string().min(1),
  resume: z.string().min(1),
  locale: z.enum(['de', 'en']),
  joinedAt: z.number(),
  handAt: z.number(),
  place,
  placeAt: z.number(),
  follows: z.boolean(),
  progressAt: z.number(),
  done: z.record(z.string(), count),
  lab: labId,
  labNumber: count,
  /** Absent in a room of 0.2, as `begun` and `brokers`. */
  typing: z.enum(['none', 'asked', 'granted']).default('none'),
  hold: z.strictObject({ session: z.string(), leftAt: z.number() }).nullable().default(null),
});
const room = z.strictObject({
  version: z.literal(1),
  code: z.string().min(1),
  open: z.boolean(),
  maxSeats: z.number().int().min(1),
  seats: z.record(z.string().regex(SEAT_ID), seat),
  nextSeat: z.number().int().min(1),
  trainerLab: labId,
  position: place,
  positionNumber: count,
  announcement: z.strictObject({ number: count, at: z.number(), text: z.string(), snippet: z.string() }).nullable(),
  announcements: count,
  leaving: z.array(z.string()),
  begun: z.strictObject({ lesson: z.string(), at: z.number() }).nullable().default(null),
  brokers: z.record(z.string(), z.string()).optional(),
});

export const roomText = (state: RoomState): string => JSON.stringify({ version: 1, ...state });

/** Reads what `roomText` has written, here or in an earlier version. Throws an Error that says where it is something else. */
export function roomOf(json: unknown): RoomState {
  const parsed = room.safeParse(json);
  const where = parsed.error?.issues[0]?.path.join('.');
  if (!parsed.success) throw new Error(`not a room of this version: ${where}`);
  const { version: _, brokers, ...state } = parsed.data;
  return { ...state, brokers: brokers ?? Object.fromEntries(labsOf(state).map((lab) => [lab, SOMEWHERE])) };
}
