// attach and exec: after the first exchange the connection is a stream both ways.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { BOOLEAN, parseBody, taken } from './ask';
import type { Engine, Hijacked } from './engine';
import type { OwnContainers } from './owned';
import { notInThisLab, Refused } from './refused';
import type { RequestTarget } from './request-target';

const MAX_BODY = 64 * 1024;

/** The body of a request that asks for an upgrade: Node.js leaves it on the socket. What follows it belongs to the stream. */
async function bodyOf(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<{ body: unknown; rest: Buffer }> {
  if (request.headers['transfer-encoding'] !== undefined) throw new Refused(411, 'the body needs a length');
  const length = Number(request.headers['content-length'] ?? 0);
  if (!Number.isSafeInteger(length) || length < 0 || length > MAX_BODY) throw new Refused(413, 'the body is too large');
  let bytes = head;
  while (bytes.length < length) {
    const [more] = await new Promise<[Buffer | null]>((resolve) => {
      const done = (chunk: Buffer | null): void => {
        socket.off('data', done).off('end', end).off('error', end).pause();
        resolve([chunk]);
      };
      const end = (): void => done(null);
      socket.once('data', done).once('end', end).once('error', end);
    });
    if (!more) throw new Refused(400, 'the body ended early');
    bytes = Buffer.concat([bytes, more]);
  }
  return { body: parseBody(bytes.subarray(0, length)), rest: bytes.subarray(length) };
}

interface Streams {
  engine: Engine;
  own: OwnContainers;
}

async function open({ engine, own }: Streams, target: RequestTarget, body: unknown): Promise<Hijacked> {
  const [kind = '', ref = '', verb] = target.segments;
  const { version, query } = target;
  if (target.segments.length === 3 && kind === 'exec' && verb === 'start') {
    await own.ownExec(ref);
    const said = (typeof body === 'object' && body !== null ? body : {}) as { Tty?: unknown };
    return engine.hijack({
      method: 'POST',
      version,
      path: ['exec', ref, 'start'],
      body: { Detach: false, Tty: said.Tty === true },
    });
  }
  if (target.segments.length === 3 && kind === 'containers' && verb === 'attach') {
    const asked = taken(query, { stream: BOOLEAN, stdin: BOOLEAN, stdout: BOOLEAN, stderr: BOOLEAN, logs: BOOLEAN });
    return engine.hijack({
      method: 'POST',
      version,
      path: ['containers', await own.idOf(ref), 'attach'],
      query: asked,
    });
  }
  throw notInThisLab(`${kind} ${verb ?? ''}`.trim());
}

/** Serves one upgraded connection until either side ends it. Rejects with Refused before anything was answered. */
export async function serveStream(
  streams: Streams,
  target: RequestTarget,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const { body, rest } = await bodyOf(request, socket, head);
  const { contentType, socket: far, head: first } = await open(streams, target, body);
  socket.write(
    `HTTP/1.1 101 UPGRADED\r\nContent-Type: ${contentType.replace(/[^\w./+-]/g, '')}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n`,
  );
  if (first.length > 0) socket.write(first);
  if (rest.length > 0) far.write(rest);
  const end = (): void => {
    far.destroy();
    socket.destroy();
  };
  far.on('error', end);
  socket.on('error', end);
  far.on('close', () => socket.end());
  // A client that has gone takes its stream with it; one that only ended its input still reads.
  socket.on('close', () => far.destroy());
  socket.pipe(far);
  far.pipe(socket);
}
