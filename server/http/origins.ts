// Which names this server answers to. Against DNS rebinding (Host) and against other pages' requests (Origin).
import type { IncomingMessage } from 'node:http';

/** One way to reach this server: what the browser sends as Host and as Origin. */
export interface Door {
  authority: string;
  origin: string;
  secure: boolean;
}

export interface Origins {
  /** The door that the request's Host names, or undefined: not ours. */
  doorOf(req: IncomingMessage): Door | undefined;
  /** Whether Origin is exactly the door's own: scheme, host (any case) and port. A missing Origin is refused. */
  sameOrigin(req: IncomingMessage, door: Door): boolean;
  /** Every origin this server answers to, e.g. `http://localhost:3000`. */
  readonly list: readonly string[];
}

/** Whether it is asked from this machine, for this machine. Behind a proxy on this machine every address is: hence the Host. */
export const isHere = ({ socket }: IncomingMessage, { origin }: Door): boolean =>
  /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') &&
  /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(origin).hostname);

const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?)(?::[0-9]{1,5})?$/;

/**
 * `port` is the one that the server listens on; localhost, 127.0.0.1 and [::1] on it are always ours. Each of `hosts` is a name
 * or address on that port (`lab`, `192.168.56.10`, `fe80::1`), with a port of its own where the network forwards one
 * (`localhost:8080`), or a whole origin where TLS ends in front of us (`https://lab.example`).
 * `scheme` is the one that this server speaks itself.
 * Throws on an entry that is none of these, so that a typing error never opens or shuts a door silently.
 */
export function createOrigins(port: number, hosts: readonly string[], scheme: 'http' | 'https' = 'http'): Origins {
  const doors = ['localhost', '127.0.0.1', '[::1]', ...hosts].map((entry) => toDoor(entry, port, scheme));
  const byAuthority = new Map<string, Door>();
  for (const door of doors) {
    byAuthority.set(door.authority, door);
    // Browsers leave the default port out, other clients may not.
    if (!/:[0-9]+$/.test(door.authority)) byAuthority.set(`${door.authority}:${door.secure ? 443 : 80}`, door);
  }
  return {
    doorOf(req) {
      const host = req.headers.host?.toLowerCase();
      if (host === undefined || !AUTHORITY.test(host) || countOf(req, 'host') !== 1) return undefined;
      return byAuthority.get(host);
    },
    sameOrigin: (req, door) => countOf(req, 'origin') === 1 && req.headers.origin?.toLowerCase() === door.origin,
    list: [...new Set(doors.map((door) => door.origin))],
  };
}

function toDoor(entry: string, port: number, scheme: string): Door {
  const given = entry.trim().toLowerCase();
  const whole = /^https?:\/\/[^/]+$/.test(given);
  const bareV6 = !whole && !given.startsWith('[') && given.split(':').length > 2;
  const named = bareV6 ? `[${given}]` : given;
  const withPort = whole ? given : `${scheme}://${/\]$|^[^:]+$/.test(named) ? `${named}:${port}` : named}`;
  const authority = withPort.replace(/^https?:\/\//, '');
  if (!AUTHORITY.test(authority) || !URL.canParse(withPort)) {
    throw new Error(`not a host name, address or origin: ${JSON.stringify(entry)}`);
  }
  const url = new URL(withPort);
  return { authority: url.host, origin: url.origin, secure: url.protocol === 'https:' };
}

/** Node folds repeated headers into the first; two of them are somebody's trick. */
const countOf = (req: IncomingMessage, name: string): number =>
  req.rawHeaders.filter((value, at) => at % 2 === 0 && value.toLowerCase() === name).length;
