// One GET as Go's http.Client makes it: exactly the headers that are configured, redirects followed, errors in Go's words.
// Upstream: net/http client.go, pkg/kubelet/config/http.go (1.20).
import type { IncomingMessage } from 'node:http';
import { urlToHttpOptions } from 'node:url';
import { goQuote } from '@/lib/k8s/go-quote';
import { type NodeNetwork, requestFrom } from '../network/node-network';

const MAX_REDIRECTS = 10;
/** Upstream's limit for what a source delivers. */
const MAX_BYTES = 10 * 1024 * 1024;
const REDIRECTS = [301, 302, 303, 307, 308];

export interface HttpAnswer {
  /** `404 Not Found` */
  status: string;
  ok: boolean;
  body: Buffer;
}

type Headers = Readonly<Record<string, readonly string[]>>;

/** Rejects with an Error in Go's words; `signal` ends it as a timeout. `node`: from where, if not from this machine. */
export async function httpGet(
  url: string,
  headers: Headers,
  signal: AbortSignal,
  node?: NodeNetwork,
): Promise<HttpAnswer> {
  let target = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await open(target, headers, signal, url, node);
    const { location } = response.headers;
    if (!REDIRECTS.includes(response.statusCode ?? 0) || location === undefined) return read(response, url, signal);
    response.resume();
    target = new URL(location, target).href;
  }
  throw new Error(`Get ${goQuote(target)}: stopped after ${MAX_REDIRECTS} redirects`);
}

function open(
  target: string,
  headers: Headers,
  signal: AbortSignal,
  asked: string,
  node: NodeNetwork | undefined,
): Promise<IncomingMessage> {
  const url = parsed(target, asked);
  const { protocol } = url;
  const scheme = protocol.replace(/:$/, '');
  if (scheme !== 'http' && scheme !== 'https') {
    throw new Error(`Get ${goQuote(target)}: unsupported protocol scheme ${goQuote(scheme)}`);
  }
  return new Promise((resolve, reject) => {
    const fields = Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, [...values]]));
    const options = { ...urlToHttpOptions(url), headers: { 'User-Agent': 'Go-http-client/1.1', ...fields } };
    requestFrom(node, scheme, { ...options, signal, agent: false } as Parameters<typeof requestFrom>[2])
      .on('response', resolve)
      .on('error', (error) => reject(new Error(`Get ${goQuote(target)}: ${goWords(error, signal)}`)))
      .end();
  });
}

function parsed(target: string, asked: string): URL {
  try {
    return new URL(target);
  } catch {
    const why = /^[a-z][a-z0-9+.-]*:/i.test(asked) ? 'invalid URL' : 'unsupported protocol scheme ""';
    throw new Error(`Get ${goQuote(asked)}: ${why}`);
  }
}

async function read(response: IncomingMessage, url: string, signal: AbortSignal): Promise<HttpAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > MAX_BYTES) throw new Error('the read limit is reached');
      parts.push(part);
    }
  } catch (error) {
    if (signal.aborted) throw new Error(`Get ${goQuote(url)}: ${TIMEOUT}`);
    throw error;
  }
  const { statusCode = 0, statusMessage = '' } = response;
  return { status: `${statusCode} ${statusMessage}`.trim(), ok: statusCode === 200, body: Buffer.concat(parts) };
}

const TIMEOUT = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

function goWords(error: Error, signal: AbortSignal): string {
  if (signal.aborted) return TIMEOUT;
  const { code, address, port, hostname } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
    hostname?: string;
  };
  if (code === 'ECONNREFUSED') return `dial tcp ${address}:${port}: connect: connection refused`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `dial tcp: lookup ${hostname}: no such host`;
  return code === 'ECONNRESET' ? 'EOF' : error.message;
}
