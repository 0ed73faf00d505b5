// The edge's own short answers. They never repeat anything from the request.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Ends the response with JSON. An unread request body is not waited for: the connection is closed after the answer. */
export function replyJson(req: IncomingMessage, res: ServerResponse, status: number, value: unknown): void {
  reply(req, res, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

export const replyText = (req: IncomingMessage, res: ServerResponse, type: string, text: string): void =>
  reply(req, res, 200, type, text);

function reply(req: IncomingMessage, res: ServerResponse, status: number, type: string, text: string): void {
  if (!req.complete) res.setHeader('Connection', 'close');
  res.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
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

/** 403: of a POST its Origin, of everything else that it is a trainer's. */
export const refuse = (req: IncomingMessage, res: ServerResponse, status: number): void =>
  replyJson(req, res, status, {
    error: status === 403 && req.method !== 'POST' ? 'trainers-only' : (REFUSALS[status] ?? 'refused'),
  });

export function redirect(res: ServerResponse, status: 302 | 303, location: string): void {
  res.writeHead(status, { Location: location, 'Content-Length': 0 });
  res.end();
}
