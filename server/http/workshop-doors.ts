// The ways into a workshop: the event's code, a seat's own code, the trainer's secret. Each ends in a session cookie or a reason.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { LOCALES, type Locale } from '@/lib/i18n/locale';
import type { JoinRefusal, Member } from '@/lib/room/member';
import type { SignIn } from './auth';
import { readJson } from './body';
import { browserCookie, browserOf } from './cookies';
import type { Door } from './origins';
import { isHere } from './origins';
import { refuse, replyJson } from './reply';
import { createTries, type Tries } from './tries';

export type Entry = { member: Member } | { refusal: JoinRefusal };

/** What the edge asks of a workshop's room. */
export interface Workshop {
  /** A seat for whoever knows the event's code. */
  join(asked: { code: string; name: string; locale: Locale }): Promise<Entry>;
  /** The seat that this code brings back. */
  resume(code: string): Member | undefined;
  isTrainer(secret: string): Promise<boolean>;
  /** `session` has become a trainer's. */
  trainerIn(session: string): void;
  /** Whether there is such a member; a removed seat is none. */
  has(member: Member): boolean;
  /** One row for each seat; `session` asks for it. */
  csv(session: string): string;
  /** In Prometheus' text format. `refused`: tries at the doors that were turned away, by door. */
  metrics(refused: Record<DoorName, number>): string;
}

export type DoorName = 'join' | 'resume' | 'trainer';

const MAX_BODY_BYTES = 2 * 1024;
const code = z.string().min(1).max(64);
const joinBody = z.strictObject({ code, name: z.string().max(200), locale: z.enum(LOCALES) });
const resumeBody = z.strictObject({ code });
const trainerBody = z.strictObject({ secret: z.string().min(1).max(512) });

const STATUS: Readonly<Record<JoinRefusal, number>> = {
  'wrong-code': 401,
  'wrong-secret': 401,
  closed: 403,
  full: 409,
  'name-missing': 400,
  'name-taken': 409,
  'too-many-tries': 429,
  'needs-tls': 403,
  unavailable: 503,
};
/** Checks a second of each door above its ceiling. A seat's code and the secret are long; the secret's check costs a core a moment. */
const PACE: Readonly<Record<DoorName, number>> = { join: 20, resume: 20, trainer: 2 };

export interface WorkshopDoors {
  answer(which: DoorName, req: IncomingMessage, res: ServerResponse, door: Door): Promise<void>;
  /** Gives a browser its mark, by which its tries are told from its neighbours'. */
  mark(req: IncomingMessage, res: ServerResponse, door: Door): void;
  refused(): Record<DoorName, number>;
}

export interface WorkshopDoorsOptions {
  workshop: Workshop;
  signIn: SignIn;
  port: number;
  now: () => number;
  wait: (ms: number) => Promise<void>;
}

type Check = () => Entry | Promise<Entry>;

export function createWorkshopDoors({ workshop, signIn, port, now, wait }: WorkshopDoorsOptions): WorkshopDoors {
  const triesAt = (which: DoorName) => createTries({ now, wait, pace: PACE[which] });
  const tries: Record<DoorName, Tries> = {
    join: triesAt('join'),
    resume: triesAt('resume'),
    trainer: triesAt('trainer'),
  };
  /** Reads the body and says how it is checked; undefined: it is not what this door takes. */
  const CHECKS: Record<DoorName, (body: unknown) => Check | undefined> = {
    join(body) {
      const asked = joinBody.safeParse(body);
      return asked.success ? () => workshop.join(asked.data) : undefined;
    },
    resume(body) {
      const asked = resumeBody.safeParse(body);
      return asked.success ? () => memberOr(workshop.resume(asked.data.code), 'wrong-code') : undefined;
    },
    trainer(body) {
      const asked = trainerBody.safeParse(body);
      if (!asked.success) return undefined;
      return async () =>
        memberOr((await workshop.isTrainer(asked.data.secret)) ? 'trainer' : undefined, 'wrong-secret');
    },
  };

  const answer: WorkshopDoors['answer'] = async (which, req, res, door) => {
    const deny = (refusal: JoinRefusal) => replyJson(req, res, STATUS[refusal], { error: refusal });
    if (which === 'trainer' && !door.secure && !isHere(req, door)) return deny('needs-tls');
    // A second seat for a browser that has one would only be taken by mistake.
    if (which === 'join' && signIn.sessionOf(req)?.member.startsWith('s')) return void res.writeHead(204).end();
    const body = await readJson(req, MAX_BODY_BYTES);
    if (!body.ok) return refuse(req, res, body.status);
    const check = CHECKS[which](body.value);
    if (!check) return refuse(req, res, 400);
    const caller = `${req.socket.remoteAddress} ${browserOf(req, port) ?? ''}`;
    const retryMs = await tries[which].turn(caller);
    if (retryMs > 0) {
      res.setHeader('Retry-After', Math.ceil(retryMs / 1000));
      return deny('too-many-tries');
    }
    const entry = await check();
    if ('refusal' in entry && entry.refusal.startsWith('wrong-')) tries[which].wrong(caller);
    else tries[which].right(caller);
    if ('refusal' in entry) return deny(entry.refusal);
    const session = await signIn.enter(req, res, entry.member, door.secure);
    if (entry.member === 'trainer') workshop.trainerIn(session);
    res.writeHead(204).end();
  };

  return {
    answer,
    mark(req, res, door) {
      if (browserOf(req, port) !== undefined) return;
      res.setHeader('Set-Cookie', browserCookie(port, randomBytes(16).toString('base64url'), door.secure));
    },
    refused: () => ({ join: tries.join.refused, resume: tries.resume.refused, trainer: tries.trainer.refused }),
  };
}

const memberOr = (member: Member | undefined, refusal: JoinRefusal): Entry => (member ? { member } : { refusal });
