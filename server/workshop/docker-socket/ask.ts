// One request to the seat's socket, and what its answer is made with.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ownership } from '@/server/kubelet/runtime-service';
import type { RunRules } from './build-container';
import type { Engine, EngineRequest } from './engine';
import { refusalOf } from './engine';
import type { OwnContainers } from './owned';
import { Refused } from './refused';

export interface SocketSeat {
  ownership: Ownership;
  /** What `docker run` may have, the images and the network of the seat among it. */
  rules: RunRules;
  /** May the learner create containers? Asked anew for each request. */
  mayRun(): boolean;
  /** Why the host takes no new container now; undefined while it does. */
  refusal?(): string | undefined;
}

export interface Ask {
  engine: Engine;
  own: OwnContainers;
  seat: SocketSeat;
  /** `/v1.41` or ''. */
  version: string;
  query: URLSearchParams;
  /** What stood in the braces of the template. */
  ref: string;
  /** The parsed body; {} without one. Rejects with Refused 400, 413 or 415. */
  body(): Promise<unknown>;
  signal: AbortSignal;
  response: ServerResponse;
}

const MAX_BODY = 64 * 1024;

/** The JSON body. Rejects with Refused. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  if (request.headers['content-encoding'] !== undefined) throw new Refused(415, 'an encoded body is not read');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Refused(413, `the body is larger than ${MAX_BODY} bytes`);
    chunks.push(chunk);
  }
  return parseBody(Buffer.concat(chunks));
}

export function parseBody(bytes: Buffer): unknown {
  if (bytes.length > MAX_BODY) throw new Refused(413, `the body is larger than ${MAX_BODY} bytes`);
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    throw new Refused(400, 'the body is not valid JSON');
  }
}

/** The named query parameters, one value each, that match. Others are left out: the engine never sees them. */
export const taken = (query: URLSearchParams, rules: Readonly<Record<string, RegExp>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(rules).flatMap(([name, rule]) => {
      const value = query.get(name);
      if (value === null || value === '') return [];
      if (!rule.test(value)) throw new Refused(400, `invalid value for ${name}`);
      return [[name, value]];
    }),
  );

export const BOOLEAN = /^(0|1|true|false)$/i;
export const NUMBER = /^-?\d{1,10}$/;
export const SIGNAL = /^(SIG)?[A-Z0-9+-]{1,12}$/i;
export const MOMENT = /^[\d.TZ:+-]{1,40}$/;

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  const body = value === undefined ? '' : `${JSON.stringify(value)}\n`;
  response.writeHead(status, {
    ...(body !== '' && { 'Content-Type': 'application/json' }),
    'Content-Length': Buffer.byteLength(body),
    Server: 'Docker (Kulissen)',
  });
  response.end(body);
}

/** The engine's answer as it comes, with the type of its content and nothing else of its head. */
export async function passOn(ask: Ask, asked: Omit<EngineRequest, 'version' | 'signal'>): Promise<void> {
  const answer = await ask.engine.send({ ...asked, version: ask.version, signal: ask.signal });
  const status = answer.statusCode ?? 500;
  if (status >= 400) throw await refusalOf(answer);
  const type = answer.headers['content-type'];
  ask.response.writeHead(status, { ...(type && { 'Content-Type': type }), Server: 'Docker (Kulissen)' });
  ask.response.flushHeaders();
  answer.on('error', () => ask.response.destroy());
  answer.pipe(ask.response);
}
