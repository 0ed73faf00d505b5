// An answer onto a response, or onto a bare socket.
import { type ServerResponse, STATUS_CODES } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './answer';

export const hasBody = (method: string | undefined): boolean => method !== 'HEAD';

function headersOf({ contentType, location, body }: Answer): Record<string, string | number> {
  const length = typeof body === 'string' || body instanceof Uint8Array ? Buffer.byteLength(body) : null;
  return {
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(length !== null && { 'content-length': length }),
    ...(location !== undefined && { location }),
    'x-content-type-options': 'nosniff',
  };
}

/** Writes it whole. A client that goes in the middle is no failure; a source that breaks ends the connection, as with Go. */
export async function writeAnswer(response: ServerResponse, answer: Answer, withBody: boolean): Promise<void> {
  const { status, body } = answer;
  response.writeHead(status, headersOf(answer));
  if (!withBody) return void response.end();
  if (typeof body === 'string' || body instanceof Uint8Array) return void response.end(body);
  // Whoever follows a log wants to know at once that it is there.
  response.flushHeaders();
  await pipeline(Readable.from(body), response).catch(() => response.destroy());
}

/** The same where an upgrade was asked for and refused: the connection ends. */
export async function writeRawAnswer(socket: Duplex, answer: Answer, withBody: boolean): Promise<void> {
  const { status } = answer;
  const parts: Uint8Array[] = [];
  if (typeof answer.body === 'string') parts.push(Buffer.from(answer.body));
  else if (answer.body instanceof Uint8Array) parts.push(answer.body);
  else for await (const part of answer.body) parts.push(part);
  const body = Buffer.concat(parts);
  const headers = { ...headersOf({ ...answer, body }), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`;
  socket.end(Buffer.concat([Buffer.from(head), withBody ? body : Buffer.alloc(0)]));
}
