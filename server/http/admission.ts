// Every question the edge asks of a request before anyone behind it sees the request, in one order, in one place.
import type { IncomingMessage } from 'node:http';
import { quoted } from './notices';
import { type Door, isHere, type Origins } from './origins';
import { plainPath, type Route, routeOf, type Site } from './routes';
import type { Session } from './sessions';

export interface Guard {
  origins: Origins;
  site: Site;
  sessionOf: (req: IncomingMessage) => Session | undefined;
}

export type Admission =
  | { ok: true; route: Route; door: Door; session?: Session }
  /** `notice`: worth a line in the log. `methods`: for Allow. `toDoor`: a person's page request, to be sent to where one gets in. */
  | {
      ok: false;
      status: number;
      notice?: string;
      methods?: readonly string[];
      toDoor?: { door: 'login' | 'join' | 'trainer'; path: string; search: string };
    };

/** Far more than any browser sends. */
const MAX_HEADERS = 100;
/** Longer than any address of ours; what is longer comes back from the login page without its query. */
const MAX_SEARCH = 256;

/** Decides on one request: its shape, Host, route and method, Origin of what may change something, session. */
export function admit(req: IncomingMessage, { origins, site, sessionOf }: Guard): Admission {
  const path = plainPath(req.url);
  if (path === undefined) return { ok: false, status: 400 };
  if (req.rawHeaders.length > 2 * MAX_HEADERS) return { ok: false, status: 431 };
  const { host, origin, rsc } = req.headers;
  const door = origins.doorOf(req);
  if (!door) {
    const notice = `refused a request to host ${quoted(host)}: not one of ${origins.list.join(', ')}`;
    return { ok: false, status: 421, notice };
  }
  const route = routeOf(path, site);
  if (!route.methods.some((method) => method === req.method)) {
    return { ok: false, status: 405, methods: route.methods };
  }
  if (req.method === 'POST' && !origins.sameOrigin(req, door)) {
    return { ok: false, status: 403, notice: `refused a POST (${route.name}) from origin ${quoted(origin)}` };
  }
  if (route.access === 'public') return { ok: true, route, door };
  const session = sessionOf(req);
  if (session && (route.access === 'session' || session.member === 'trainer'))
    return { ok: true, route, door, session };
  if (route.openHere && isHere(req, door)) return { ok: true, route, door };
  // Next's client fetches parts of pages; a refusal makes it load the whole page, which is then sent to the login page.
  if (route.answer !== 'page' || rsc !== undefined) return { ok: false, status: session ? 403 : 401 };
  const search = (req.url ?? '').slice(path.length);
  const way = route.access === 'trainer' ? 'trainer' : site.workshop ? 'join' : 'login';
  return {
    ok: false,
    status: 303,
    toDoor: { door: way, path, search: search.length > MAX_SEARCH ? '' : search },
  };
}
