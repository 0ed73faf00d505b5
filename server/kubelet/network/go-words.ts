// Network failures in the words of Go's net package: they stand in events, and people search for them.

/** The connection or the conversation failed; the message is Go's, without the `Get "…": ` of an HTTP client. */
export class NetworkError extends Error {
  override name = 'NetworkError';

  constructor(
    message: string,
    /** The answer's head had arrived: only its body failed. */
    readonly inBody = false,
  ) {
    super(message);
  }
}

/** `host:port`, as net.JoinHostPort writes it. */
export const joinHostPort = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** errno texts of Linux as Go prints them. */
const CONNECT: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
  EINVAL: 'invalid argument',
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** Why there is no connection to `host:port`. */
export function dialWords(error: unknown, host: string, port: number): string {
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `dial tcp: lookup ${host}: no such host`;
  const why = code === 'ETIMEDOUT' ? 'connect: connection timed out' : `connect: ${CONNECT[code] ?? String(error)}`;
  return `dial tcp ${joinHostPort(host, port)}: ${why}`;
}

/** Why an exchange over an open connection broke. */
export function exchangeWords(error: unknown, host: string, port: number): string {
  const code = codeOf(error);
  // Node's word for a connection that is closed before an answer; Go reads the end of the file.
  if (code === 'ECONNRESET' && error instanceof Error && error.message === 'socket hang up') return 'EOF';
  if (code === 'ECONNRESET' && error instanceof Error && error.message === 'aborted') return 'unexpected EOF';
  if (code === 'ECONNRESET') return `read tcp ${joinHostPort(host, port)}: read: connection reset by peer`;
  if (code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER') {
    return 'http: server gave HTTP response to HTTPS client';
  }
  if (code.startsWith('HPE_')) return 'net/http: HTTP/1.x transport connection broken: malformed HTTP response';
  return error instanceof Error ? error.message : String(error);
}
