// Cookies know nothing of ports: two labs on one machine would overwrite each other's, so the port is part of the name.
import type { IncomingMessage } from 'node:http';
import type { Member } from '@/lib/room/member';
import { sessionMs } from './sessions';

export const LOCALE_COOKIE = 'kulissen_locale';
export const sessionCookieName = (port: number): string => `kulissen_${port}`;

/** Every value sent under this name, in the order sent. Another port of the same host may have set one as well. */
export function cookieValues(req: IncomingMessage, name: string): string[] {
  return (req.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** Set-Cookie for a session of this member; `secure` when the browser came over TLS. */
export const sessionCookie = (port: number, secret: string, member: Member, secure: boolean): string =>
  `${sessionCookieName(port)}=${secret}; ${flags(sessionMs(member) / 1000, secure)}`;

/** Set-Cookie that removes the session's cookie. */
export const noSessionCookie = (port: number, secure: boolean): string =>
  `${sessionCookieName(port)}=; ${flags(0, secure)}`;

const browserName = (port: number): string => `kulissen_browser_${port}`;
const BROWSER_MARK = /^[A-Za-z0-9_-]{22}$/;

/** The mark of the browser that asks, if it has one. Anybody can make one up: it tells neighbours apart and opens nothing. */
export const browserOf = (req: IncomingMessage, port: number): string | undefined =>
  cookieValues(req, browserName(port)).find((mark) => BROWSER_MARK.test(mark));

export const browserCookie = (port: number, mark: string, secure: boolean): string =>
  `${browserName(port)}=${mark}; ${flags(24 * 60 * 60, secure)}`;

const flags = (seconds: number, secure: boolean): string =>
  `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
