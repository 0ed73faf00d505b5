// The Docker socket of one seat: small, closed by default, constructive. A request is read once, matched against an exact table,
// built anew from the fields that are allowed, applied to containers of the seat only, and its answer is cut down to named fields.
// Threat model and shape: a participant is curious, not a stranger; one hole here would be root on the host.
import { chmod, chown, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Ask, answerJson, readBody, type SocketSeat } from './ask';
import { Engine } from './engine';
import { OwnContainers } from './owned';
import { Refused } from './refused';
import { readTarget } from './request-target';
import { serveStream } from './streams';
import { route } from './table';

export type { SocketSeat } from './ask';

export interface DockerSocketOptions {
  /** Path of the socket to make; at most 107 bytes. What lies there is replaced. */
  path: string;
  /** User and group that may use it; nobody else may. */
  owner: { uid: number; gid: number };
  /** The engine's own socket. */
  engineSocket: string;
  seat: SocketSeat;
  /** Faults of ours, never what a learner asked for. */
  warn(message: string): void;
}

const MAX_CONNECTIONS = 64;
const HEADERS_MS = 10_000;
const NOT_HERE = 'not in this lab';

const refusalFor = (error: unknown, warn: (message: string) => void): Refused => {
  if (error instanceof Refused) return error;
  warn(`docker socket: ${error instanceof Error ? error.message : String(error)}`);
  return new Refused(500, 'the lab could not do that');
};

/** Opens the socket. Rejects when it can't be made. */
export async function openDockerSocket(options: DockerSocketOptions): Promise<{ close(): Promise<void> }> {
  const { path, owner, engineSocket, seat, warn } = options;
  const engine = new Engine(engineSocket);
  const own = new OwnContainers(engine, seat.ownership);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = readTarget(request.url ?? '');
    const found = target && route(request.method ?? '', target.segments);
    if (!target || !found) throw new Refused(403, NOT_HERE);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const ask: Ask = {
      engine,
      own,
      seat,
      response,
      version: target.version,
      query: target.query,
      ref: found.ref,
      body: () => readBody(request),
      signal: gone.signal,
    };
    await found.handler(ask);
  }

  const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: HEADERS_MS, requestTimeout: 30_000 });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      // Half an answer can't be taken back: the client sees that it ended early.
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const { status, message } = refusalFor(error, warn);
      answerJson(response, status, { message });
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const target = request.method === 'POST' ? readTarget(request.url ?? '') : null;
    const served = target
      ? serveStream({ engine, own }, target, request, socket, head)
      : Promise.reject(new Refused(403, NOT_HERE));
    served.catch((error: unknown) => {
      const { status, message } = refusalFor(error, warn);
      const body = `${JSON.stringify({ message })}\n`;
      socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      );
    });
  });
  await rm(path, { force: true });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  await chmod(path, 0o600);
  await chown(path, owner.uid, owner.gid);
  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      engine.close();
      await rm(path, { force: true });
    },
  };
}
