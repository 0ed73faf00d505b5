// Cookies know nothing of ports: two labs on one machine would overwrite each other's, so the port is part of the name.
import type { IncomingMessage } from 'node:http';
import { SESSION_DAYS } from './sessions';

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

/** Set-Cookie for a session; `secure` when the browser came over TLS. An empty secret removes the cookie. */
export function sessionCookie(port: number, secret: string, secure: boolean): string {
  const age = secret === '' ? 0 : SESSION_DAYS * 24 * 60 * 60;
  const flags = `Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return `${sessionCookieName(port)}=${secret}; ${flags}`;
}
