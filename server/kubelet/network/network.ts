// The kubelet's own connections to pods: one HTTP exchange, one TCP dial. No redirects, no proxies, no kept connections.
import type { IncomingMessage } from 'node:http';
import { connect, isIP } from 'node:net';
import type { ImitatedNetwork } from '../runtime-service';
import { dialWords, exchangeWords, joinHostPort, NetworkError } from './go-words';
import { type Endpoint, type NodeNetwork, requestFrom } from './node-network';

export interface HttpQuestion extends Endpoint {
  scheme: 'http' | 'https';
  /** Path and query. */
  target: string;
  /** All headers, in order, repeated ones too. */
  headers: readonly (readonly [name: string, value: string])[];
  /** The body is read up to this many bytes. */
  maxBodyBytes: number;
}

export interface HttpAnswer {
  status: number;
  /** Header `Location`. */
  location?: string;
  body: string;
}

/** What speaks to pods. Both throw NetworkError; `signal` gives up. */
export interface Network {
  get(question: HttpQuestion, signal: AbortSignal): Promise<HttpAnswer>;
  /** Resolves when somebody accepts the connection, which is then closed. */
  dial(endpoint: Endpoint, signal: AbortSignal): Promise<void>;
}

const LOCAL = '127.0.0.1';

/** The node's network (this machine's without `node`); addresses of an engine that only imitates one are answered by it. */
export function systemNetwork(imitated?: ImitatedNetwork, node?: NodeNetwork): Network {
  return {
    async get(question, signal) {
      const answer = imitated?.answer(question.host, question.port, question.target);
      if (answer === undefined) return await exchange(question, signal, node);
      if (answer === 'refused') throw refused(question);
      return answer;
    },
    async dial(endpoint, signal) {
      const answer = imitated?.answer(endpoint.host, endpoint.port, '/');
      if (answer === undefined) await (node ? dialFrom(node, endpoint, signal) : dialTcp(endpoint, signal));
      else if (answer === 'refused') throw refused(endpoint);
    },
  };
}

const refused = ({ host, port }: Endpoint): NetworkError =>
  new NetworkError(dialWords({ code: 'ECONNREFUSED' }, host, port));

function dialTcp({ host, port }: Endpoint, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host || LOCAL, port });
    const give = () => socket.destroy(new NetworkError(`dial tcp ${joinHostPort(host, port)}: i/o timeout`));
    signal.addEventListener('abort', give, { once: true });
    socket.once('connect', () => {
      resolve();
      socket.destroy();
    });
    socket.once('error', (error) =>
      reject(error instanceof NetworkError ? error : new NetworkError(dialWords(error, host, port))),
    );
    socket.once('close', () => signal.removeEventListener('abort', give));
    if (signal.aborted) give();
  });
}

async function dialFrom(node: NodeNetwork, endpoint: Endpoint, signal: AbortSignal): Promise<void> {
  const { host, port } = endpoint;
  try {
    (await node.dial(endpoint, signal)).destroy();
  } catch (error) {
    if (signal.aborted) throw new NetworkError(`dial tcp ${joinHostPort(host, port)}: i/o timeout`);
    throw new NetworkError(dialWords(error, host, port));
  }
}

function exchange(question: HttpQuestion, signal: AbortSignal, node: NodeNetwork | undefined): Promise<HttpAnswer> {
  const { scheme, host, port, target, headers, maxBodyBytes } = question;
  const options = {
    host: host || LOCAL,
    port,
    path: target,
    headers: headers.flat(),
    agent: false as const,
    signal,
    // What answers is somebody's server, not a known one: whatever it sends is looked at, whoever it claims to be.
    rejectUnauthorized: false,
    ...(scheme === 'https' && !isIP(host) && host !== '' && { servername: host }),
  };
  return new Promise((resolve, reject) => {
    let connected = false;
    const request = requestFrom(node, scheme, options, () => (connected = true));
    request.once('error', (error) => {
      const words = connected ? exchangeWords(error, host, port) : dialWords(error, host, port);
      reject(new NetworkError(signal.aborted ? 'context deadline exceeded' : words));
    });
    request.once('response', (response) => {
      const { statusCode: status = 0, headers: received } = response;
      readAtMost(response, maxBodyBytes).then(
        (body) => resolve({ status, body, ...(received.location !== undefined && { location: received.location }) }),
        (error: unknown) => {
          const words = signal.aborted ? 'context deadline exceeded' : exchangeWords(error, host, port);
          reject(new NetworkError(words, true));
        },
      );
    });
    request.end();
  });
}

/** The rest of a longer body is not waited for. */
async function readAtMost(response: IncomingMessage, bytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length >= bytes) break;
  }
  response.destroy();
  return Buffer.concat(parts).subarray(0, bytes).toString();
}
