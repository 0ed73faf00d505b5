// The exchange of the start token for a session cookie, whose session it is, and its end.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Member, WhoAmI } from '@/lib/room/member';
import { readJson } from './body';
import { cookieValues, noSessionCookie, sessionCookie, sessionCookieName } from './cookies';
import { refuse, replyJson } from './reply';
import type { Session, SessionStore } from './sessions';

const MAX_BODY_BYTES = 4 * 1024;
const signInBody = z.strictObject({ token: z.string().min(1).max(512) });

/** Wrong tokens wait longer the more of them there are, all callers together: sixty people may share one address. */
const FREE_TRIES = 5;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 4000;
const FORGET_AFTER_MS = 60_000;
/** Wrong answers held back at a time; beyond that they are turned away at once. The right token never waits. */
const MAX_WAITING = 64;
/** Cookies of one name in one request that are looked up; a browser has one, or two where another port has set one. */
const MAX_LOOKS = 4;

export interface SignIn {
  sessionOf(req: IncomingMessage): Session | undefined;
  /** To be asked first: waits where another web process may have opened the session that the request names. Never rejects. */
  arrive(req: IncomingMessage): Promise<void> | undefined;
  /** Makes this browser the member's, whoever it was before; it keeps a session that it has. Returns the session's id. */
  enter(req: IncomingMessage, res: ServerResponse, member: Member, secure: boolean): Promise<string>;
  /** GET: WhoAmI. POST {token}: 204 and the cookie, or 401. */
  answer(req: IncomingMessage, res: ServerResponse, secure: boolean): Promise<void>;
  /** POST: ends the sessions that the request's cookies name. */
  signOut(req: IncomingMessage, res: ServerResponse, secure: boolean): void;
}

export interface SignInOptions {
  port: number;
  sessions: SessionStore;
  /** Of a workshop: whether there is such a member. */
  workshop?: { has(member: Member): boolean } | undefined;
  now: () => number;
  wait: (ms: number) => Promise<void>;
}

export function createSignIn({ port, sessions, workshop, now, wait }: SignInOptions): SignIn {
  const name = sessionCookieName(port);
  const delays = createDelays(now);

  // One data folder may have served both ways: an owner has no place in a workshop, a trainer none in self-study.
  const isOfHere = (member: Member) => (workshop ? member !== 'owner' && workshop.has(member) : member === 'owner');
  const sessionOf = (req: IncomingMessage) => {
    for (const secret of cookieValues(req, name)) {
      const session = sessions.find(secret);
      if (session && isOfHere(session.member)) return session;
    }
    return undefined;
  };
  const arrive: SignIn['arrive'] = (req) => {
    const looks = cookieValues(req, name)
      .slice(0, MAX_LOOKS)
      .flatMap((secret) => sessions.look(secret) ?? []);
    // What can't be told is as good as no session: the person is sent to the door, where the reason is heard of.
    return looks.length > 0 ? Promise.allSettled(looks).then(() => undefined) : undefined;
  };
  const enter: SignIn['enter'] = async (req, res, member, secure) => {
    const before = sessionOf(req);
    // A browser that is in already keeps its session, so that its other tabs stay connected.
    if (before?.member === member) return before.id;
    for (const old of cookieValues(req, name)) sessions.end(old);
    const secret = sessions.open(member);
    await sessions.kept();
    res.appendHeader('Set-Cookie', sessionCookie(port, secret, member, secure));
    return sessions.find(secret)?.id ?? '';
  };

  const exchange = async (req: IncomingMessage, res: ServerResponse, secure: boolean) => {
    const body = await readJson(req, MAX_BODY_BYTES);
    if (!body.ok) return refuse(req, res, body.status);
    const parsed = signInBody.safeParse(body.value);
    if (!parsed.success) return refuse(req, res, 400);
    if (sessions.isStartToken(parsed.data.token)) {
      await enter(req, res, 'owner', secure);
      res.writeHead(204).end();
      return;
    }
    const turn = delays.next();
    if (!turn) return refuse(req, res, 429);
    await wait(turn.ms);
    turn.done();
    replyJson(req, res, 401, { error: 'wrong-token' });
  };

  const whoAmI = (req: IncomingMessage): WhoAmI => {
    const member = sessionOf(req)?.member ?? '';
    return { signedIn: member !== '', workshop: workshop !== undefined, member };
  };

  return {
    sessionOf,
    arrive,
    enter,
    async answer(req, res, secure) {
      if (req.method === 'GET') replyJson(req, res, 200, whoAmI(req));
      else await exchange(req, res, secure);
    },
    signOut(req, res, secure) {
      for (const secret of cookieValues(req, name)) sessions.end(secret);
      res.setHeader('Set-Cookie', noSessionCookie(port, secure));
      res.writeHead(204).end();
    },
  };
}

function createDelays(now: () => number) {
  let wrong = 0;
  let lastAt = 0;
  let waiting = 0;
  return {
    next(): { ms: number; done: () => void } | undefined {
      if (waiting >= MAX_WAITING) return undefined;
      if (now() - lastAt > FORGET_AFTER_MS) wrong = 0;
      lastAt = now();
      wrong += 1;
      waiting += 1;
      const ms = wrong <= FREE_TRIES ? 0 : Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (wrong - FREE_TRIES - 1));
      const done = () => {
        waiting -= 1;
      };
      return { ms, done };
    },
  };
}
