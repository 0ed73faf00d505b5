// For whom a request is meant. Deliberate deviation: upstream asks neither. Pure but for the machine's own name.
import { isIP } from 'node:net';
import { hostname } from 'node:os';

const nameOf = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();

/** A web page that made its own name point here (DNS rebinding) must not read pods. */
export function isOwnHost(host: string | undefined, names: readonly string[]): boolean {
  if (host === undefined) return true;
  const name = nameOf(host);
  return isIP(name) !== 0 || [...names, 'localhost', hostname()].some((own) => own.toLowerCase() === name);
}

/** A web page of somebody else must not run commands in containers. Programs send no origin. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host?.toLowerCase();
  } catch {
    return false;
  }
}
