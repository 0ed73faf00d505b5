// The kubelet's listeners: plain HTTP, or TLS. What is answered is decided elsewhere.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { listenOn, type NodeNetwork } from '../network/node-network';
import { type Answer, type ApiRequest, httpError, text } from './answer';
import type { ClientCertificate } from './authentication';
import { isOwnHost, isOwnOrigin } from './own-host';
import { turnAwayPlainHttp } from './plain-http';
import { cipherList, minVersion } from './tls/tls-options';
import { hasBody, writeAnswer, writeRawAnswer } from './write-answer';

export interface Listener {
  /** Host names besides addresses and `localhost` that requests may ask for. */
  hostNames: readonly string[];
  address: string;
  port: number;
  /** Whose port it is; this machine's by default. */
  network?: NodeNetwork | undefined;
  /** TLS; plain HTTP without it. `clientAuthorities`: PEM; clients are asked for certificates. */
  tls?: {
    certificate: string;
    key: string;
    clientAuthorities: string | undefined;
    /** --tls-min-version, --tls-cipher-suites: Go's names. */
    minVersion: string;
    cipherSuites: readonly string[];
  };
  /** Must not reject. */
  answer(request: ApiRequest, client: ClientCertificate | null): Answer | Promise<Answer>;
  /** A request that asks for another protocol on its connection: an answer, or how to take over. */
  upgrade?(request: ApiRequest, client: ClientCertificate | null): Promise<Answer | TakeOver>;
}

/** Takes a connection over. */
export type TakeOver = (message: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A request that takes longer than this to arrive is dropped, ms. */
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_BODY_BYTES = 1024 * 1024;

/** Listens until `signal` aborts. Resolves when it listens; rejects with the system's error (EADDRINUSE). `closed` resolves at the end. */
export async function listen(listener: Listener, signal: AbortSignal): Promise<{ closed: Promise<void> }> {
  const server = createListener(listener);
  /** No longer the server's own. */
  const takenOver = new Set<Duplex>();
  server.on('request', (message, response) => void serve(listener, message, response, signal));
  server.on('upgrade', (message, socket, head) => {
    takenOver.add(socket);
    socket.on('close', () => takenOver.delete(socket));
    void serveUpgrade(listener, message, socket, head, signal);
  });
  const front = listener.tls ? turnAwayPlainHttp(server) : server;
  await listenOn(listener.network, front, listener.port, listener.address);
  const closed = new Promise<void>((resolve) => {
    const close = () => {
      front.close(() => resolve());
      server.closeAllConnections();
      for (const socket of takenOver) socket.destroy();
    };
    if (signal.aborted) close();
    else signal.addEventListener('abort', close, { once: true });
  });
  return { closed };
}

function createListener({ tls }: Listener): Server {
  const options = { requestTimeout: REQUEST_TIMEOUT_MS };
  if (!tls) return createServer(options);
  const { certificate: cert, key, clientAuthorities: ca } = tls;
  // Strangers are let in here, and asked for their business later: upstream answers 401, not a broken handshake.
  const clients = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: false };
  return createTlsServer({
    ...options,
    cert,
    key,
    minVersion: minVersion(tls.minVersion),
    ciphers: cipherList(tls.cipherSuites),
    ...clients,
  });
}

const MISDIRECTED = httpError(421, '421 misdirected request');
const BAD_REQUEST = text(400, '400 Bad Request');
const FOREIGN_ORIGIN = httpError(403, 'This port does not answer web pages of other origins.');

async function serve(
  listener: Listener,
  message: IncomingMessage,
  response: ServerResponse,
  ended: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const request = readRequest(listener, message, AbortSignal.any([gone.signal, ended]));
  const answer = 'status' in request ? request : await listener.answer(request, clientOf(listener, message));
  if (!message.readableEnded) message.resume();
  await writeAnswer(response, answer, hasBody(message.method));
}

async function serveUpgrade(
  listener: Listener,
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  ended: AbortSignal,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  const request = readRequest(listener, message, AbortSignal.any([gone.signal, ended]));
  const client = clientOf(listener, message);
  const answer =
    'status' in request ? request : await (listener.upgrade?.(request, client) ?? listener.answer(request, client));
  if (typeof answer !== 'function') return writeRawAnswer(socket, answer, hasBody(message.method));
  answer(message, socket, head);
}

function readRequest(listener: Listener, message: IncomingMessage, signal: AbortSignal): ApiRequest | Answer {
  const { method = 'GET', url = '/', headers } = message;
  if (!isOwnHost(headers.host, listener.hostNames)) return MISDIRECTED;
  if (!isOwnOrigin(headers.origin, headers.host)) return FOREIGN_ORIGIN;
  const at = url.indexOf('?');
  const path = decoded(at === -1 ? url : url.slice(0, at));
  if (path === null || !/^\/(?!\/)/.test(url)) return BAD_REQUEST;
  const single = Object.entries(headers).map(([name, value]): [string, string | undefined] => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    method,
    path,
    query: new URLSearchParams(at === -1 ? '' : url.slice(at + 1)),
    headers: Object.fromEntries(single),
    body: () => readBody(message),
    signal,
  };
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

async function readBody(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new Error('http: request body too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function clientOf({ tls }: Listener, { socket }: IncomingMessage): ClientCertificate | null {
  if (tls?.clientAuthorities === undefined || !(socket instanceof TLSSocket)) return null;
  if (!socket.getPeerX509Certificate()) return null;
  return { trusted: socket.authorized, problem: socket.authorized ? '' : String(socket.authorizationError) };
}
