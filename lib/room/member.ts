// Who somebody is at a server, and why somebody is not let in. Apart from the protocol's schemas, because the doors are pages that
// load next to nothing.

/** A seat's id: `s` and its number, counted up and never used twice in a room. */
export const SEAT_ID = /^s[0-9]{2,4}$/;
/** Whose session it is: the one learner of self-study, a workshop's trainer, or a seat by its id. */
export type Member = 'owner' | 'trainer' | `s${string}`;
export const isMember = (text: string): text is Member => text === 'owner' || text === 'trainer' || SEAT_ID.test(text);

/** `GET /auth`. */
export interface WhoAmI {
  signedIn: boolean;
  workshop: boolean;
  /** Whose session; '' without one. */
  member: Member | '';
}

/** Why somebody was not let in: the body of a refusal of POST /join, /resume and /trainer. */
export const JOIN_REFUSALS = [
  'wrong-code',
  'wrong-secret',
  'closed',
  'full',
  'name-missing',
  'name-taken',
  'too-many-tries',
  'needs-tls',
  'unavailable',
] as const;
export type JoinRefusal = (typeof JOIN_REFUSALS)[number];
