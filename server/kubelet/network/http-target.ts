// Where an HTTP request goes, in the way of Go's net/url and net/http (1.15).
import { joinHostPort } from './go-words';
import type { HttpQuestion } from './network';

export type HttpTarget = Pick<HttpQuestion, 'scheme' | 'host' | 'port' | 'target'>;

/** Statuses whose `Location` is followed. */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
export const isRedirect = (status: number): boolean => REDIRECTS.has(status);
/** Go's clients give up after that many. */
export const MAX_REDIRECTS = 10;

/** `http://10.0.0.2:80/path`, as it stands in messages. */
export const urlOf = ({ scheme, host, port, target }: HttpTarget): string =>
  `${scheme}://${joinHostPort(host, port)}${target}`;

/** A path with query as Go puts it on the wire: with a leading slash, odd characters escaped, no fragment. */
export function requestTarget(path: string): string {
  const [withoutFragment = ''] = path.split('#');
  const escaped = withoutFragment.replace(/[^\x21-\x7e]|["<>\\^`{|}]|%(?![0-9a-f]{2})/giu, encodeURIComponent);
  return escaped.startsWith('/') ? escaped : `/${escaped}`;
}

/** Where a `Location` leads from here; null if nobody can tell. The host may be empty (this machine), which URL does not know. */
export function redirected(from: HttpTarget, location: string): HttpTarget | null {
  try {
    const base = `${from.scheme}://base.invalid${from.target}`;
    const url = new URL(location, base);
    const target = url.pathname + url.search;
    if (url.hostname === 'base.invalid') return { ...from, target };
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    const scheme = url.protocol === 'https:' ? 'https' : 'http';
    const port = url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port);
    return { scheme, host: url.hostname.replace(/^\[|\]$/g, ''), port, target };
  } catch {
    return null;
  }
}
