// The kubelet's two plain HTTP listeners. They only ever read.
import { createServer, type Server } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { Answer } from './routes';

export interface Listener {
  /** Host names besides addresses and `localhost` that requests may ask for. */
  hostNames: readonly string[];
  address: string;
  port: number;
  answer(method: string, url: string): Answer;
}

/** A request that takes longer than this to arrive is dropped, ms. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Listens until `signal` aborts. Resolves when it listens; rejects with the system's error (EADDRINUSE). `closed` resolves at the end. */
export async function listen(listener: Listener, signal: AbortSignal): Promise<{ closed: Promise<void> }> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const answer = isOwnHost(headers.host, listener.hostNames) ? answerTo(listener, method, url) : MISDIRECTED;
    request.resume();
    response.writeHead(answer.status, {
      'content-type': answer.contentType,
      'content-length': Buffer.byteLength(answer.body),
      'x-content-type-options': 'nosniff',
      ...(answer.location && { location: answer.location }),
    });
    response.end(method === 'HEAD' ? undefined : answer.body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listener.port, listener.address, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { closed: closeWith(server, signal) };
}

const MISDIRECTED: Answer = {
  status: 421,
  contentType: 'text/plain; charset=utf-8',
  body: '421 misdirected request\n',
};
const BAD_REQUEST: Answer = { status: 400, contentType: 'text/plain; charset=utf-8', body: '400 Bad Request\n' };

function answerTo(listener: Listener, method: string, url: string): Answer {
  // `//x` and absolute targets would be read as another host.
  if (!/^\/(?!\/)/.test(url)) return BAD_REQUEST;
  return listener.answer(method, url);
}

/** A web page that made its own name point here (DNS rebinding) must not read pods. Deliberate deviation: upstream doesn't ask. */
function isOwnHost(host: string | undefined, names: readonly string[]): boolean {
  if (host === undefined) return true;
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return isIP(name) !== 0 || [...names, 'localhost', hostname()].some((own) => own.toLowerCase() === name);
}

function closeWith(server: Server, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const close = () => {
      server.close(() => resolve());
      server.closeAllConnections();
    };
    if (signal.aborted) close();
    else signal.addEventListener('abort', close, { once: true });
  });
}
