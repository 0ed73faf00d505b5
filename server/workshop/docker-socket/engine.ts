// The engine behind the seat's socket: requests that are built here, from method, path words and query, never passed on raw.
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Refused } from './refused';

export interface EngineRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  /** `/v1.41` or ''. */
  version: string;
  /** Words of the path; each is escaped here. */
  path: readonly string[];
  query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: object;
  /** Aborts the call: the client has gone. */
  signal?: AbortSignal;
}

export interface Hijacked {
  contentType: string;
  socket: Duplex;
  /** What came with the head of the answer. */
  head: Buffer;
}

/** Words of an error that the engine answered with; they may name the host, so only the message is kept. */
export async function refusalOf(answer: IncomingMessage): Promise<Refused> {
  const body = await text(answer);
  let message = 'the engine refused that';
  try {
    message = String((JSON.parse(body) as { message?: unknown }).message ?? message);
  } catch {
    // No JSON: nothing that a client could print.
  }
  return new Refused(answer.statusCode ?? 500, message);
}

export class Engine {
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 4 });

  constructor(private readonly socketPath: string) {}

  /** The answer as it begins; the caller reads or destroys it. Rejects with Refused when the engine can't be reached. */
  send(asked: EngineRequest): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      this.open(asked, {}).on('response', resolve).on('error', reject);
    }).catch((error: unknown) => {
      throw error instanceof Refused ? error : new Refused(503, 'the Docker engine does not answer');
    }) as Promise<IncomingMessage>;
  }

  /** The JSON of a success. Rejects with Refused on anything else. */
  async json<T>(asked: EngineRequest): Promise<T> {
    const answer = await this.send(asked);
    if ((answer.statusCode ?? 500) >= 400) throw await refusalOf(answer);
    return JSON.parse(await text(answer)) as T;
  }

  /** Turns the connection into a stream both ways, as attach and exec do. */
  hijack(asked: EngineRequest): Promise<Hijacked> {
    return new Promise((resolve, reject) => {
      this.open(asked, { Connection: 'Upgrade', Upgrade: 'tcp' })
        .on('upgrade', (answer, socket, head) =>
          resolve({ contentType: answer.headers['content-type'] ?? 'application/vnd.docker.raw-stream', socket, head }),
        )
        .on('response', (answer) => void refusalOf(answer).then(reject, reject))
        .on('error', () => reject(new Refused(503, 'the Docker engine does not answer')));
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private open({ method, version, path, query = {}, body, signal }: EngineRequest, headers: Record<string, string>) {
    const asked = new URLSearchParams(query).toString();
    const target = `${version}/${path.map(encodeURIComponent).join('/')}${asked && `?${asked}`}`;
    const payload = body && JSON.stringify(body);
    const sent = request({
      socketPath: this.socketPath,
      // A hijacked connection is nobody else's afterwards.
      agent: headers.Upgrade ? false : this.agent,
      method,
      path: target,
      headers: {
        Host: 'docker',
        ...headers,
        ...(payload !== undefined && {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(payload),
        }),
      },
      ...(signal && { signal }),
    });
    sent.end(payload);
    return sent;
  }
}
