// The edge's own short answers. They never repeat anything from the request.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Ends the response with JSON. An unread request body is not waited for: the connection is closed after the answer. */
export function replyJson(req: IncomingMessage, res: ServerResponse, status: number, value: unknown): void {
  if (!req.complete) res.setHeader('Connection', 'close');
  const text = JSON.stringify(value);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  res.end(req.method === 'HEAD' ? undefined : text);
}

const REFUSALS: Record<number, string> = {
  400: 'bad-request',
  401: 'session-required',
  403: 'origin-refused',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'json-only',
  421: 'host-refused',
  429: 'too-many-requests',
  431: 'too-many-headers',
  500: 'failed',
};

export const refuse = (req: IncomingMessage, res: ServerResponse, status: number): void =>
  replyJson(req, res, status, { error: REFUSALS[status] ?? 'refused' });

export function redirect(res: ServerResponse, status: 302 | 303, location: string): void {
  res.writeHead(status, { Location: location, 'Content-Length': 0 });
  res.end();
}
