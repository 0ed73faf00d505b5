// Every question the edge asks of a request before anyone behind it sees the request, in one order, in one place.
import type { IncomingMessage } from 'node:http';
import { quoted } from './notices';
import type { Door, Origins } from './origins';
import { plainPath, type Route, routeOf } from './routes';
import type { Session } from './sessions';

export interface Guard {
  origins: Origins;
  dev: boolean;
  sessionOf: (req: IncomingMessage) => Session | undefined;
}

export type Admission =
  | { ok: true; route: Route; door: Door }
  /** `notice`: worth a line in the log. `methods`: for Allow. `toLogin`: a person's page request, to be sent to the login page. */
  | {
      ok: false;
      status: number;
      notice?: string;
      methods?: readonly string[];
      toLogin?: { path: string; search: string };
    };

/** Far more than any browser sends. */
const MAX_HEADERS = 100;
/** Longer than any address of ours; what is longer comes back from the login page without its query. */
const MAX_SEARCH = 256;

/** Decides on one request: its shape, Host, route and method, Origin of what may change something, session. */
export function admit(req: IncomingMessage, { origins, dev, sessionOf }: Guard): Admission {
  const path = plainPath(req.url);
  if (path === undefined) return { ok: false, status: 400 };
  if (req.rawHeaders.length > 2 * MAX_HEADERS) return { ok: false, status: 431 };
  const { host, origin, rsc } = req.headers;
  const door = origins.doorOf(req);
  if (!door) {
    const notice = `refused a request to host ${quoted(host)}: not one of ${origins.list.join(', ')}`;
    return { ok: false, status: 421, notice };
  }
  const route = routeOf(path, dev);
  if (!route.methods.some((method) => method === req.method)) {
    return { ok: false, status: 405, methods: route.methods };
  }
  if (req.method === 'POST' && !origins.sameOrigin(req, door)) {
    return { ok: false, status: 403, notice: `refused a POST (${route.name}) from origin ${quoted(origin)}` };
  }
  if (route.access === 'public' || sessionOf(req)) return { ok: true, route, door };
  // Next's client fetches parts of pages; a refusal makes it load the whole page, which is then sent to the login page.
  if (route.answer !== 'page' || rsc !== undefined) return { ok: false, status: 401 };
  const search = (req.url ?? '').slice(path.length);
  return { ok: false, status: 303, toLogin: { path, search: search.length > MAX_SEARCH ? '' : search } };
}
