// The same questions as for a request, asked before a connection becomes a websocket.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Guard } from './admission';
import { type Notice, quoted } from './notices';
import { plainPath, upgradeOf } from './routes';
import type { Session } from './sessions';

export type UpgradeListener = (req: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** `session` is there whenever the route asks for one. */
export type UpgradeDecision =
  | { ok: true; route: string; session?: Session }
  | { ok: false; status: 400 | 401 | 403 | 404 | 421 };

/** Decides on one upgrade request: path, Host, Origin (which must be there), session. Logs what it refuses. */
export function decideUpgrade(req: IncomingMessage, guard: Guard & { notice: Notice }): UpgradeDecision {
  const decision = decide(req, guard);
  if (!decision.ok) {
    const { host, origin } = req.headers;
    guard.notice(`refused upgrade (${decision.status}): host ${quoted(host)}, origin ${quoted(origin)}`);
  }
  return decision;
}

function decide(req: IncomingMessage, { origins, site, sessionOf }: Guard): UpgradeDecision {
  const path = plainPath(req.url);
  if (path === undefined || req.method !== 'GET') return { ok: false, status: 400 };
  const door = origins.doorOf(req);
  if (!door) return { ok: false, status: 421 };
  if (!origins.sameOrigin(req, door)) return { ok: false, status: 403 };
  const route = upgradeOf(path, site);
  if (!route) return { ok: false, status: sessionOf(req) ? 404 : 401 };
  if (route.access === 'public') return { ok: true, route: route.name };
  const session = sessionOf(req);
  return session ? { ok: true, route: route.name, session } : { ok: false, status: 401 };
}
