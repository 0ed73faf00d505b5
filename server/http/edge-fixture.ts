// For tests: an edge on a loopback port of its own, in front of a handler that says what it was given.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Member } from '@/lib/room/member';
import { createEdge, type Edge, type EdgeOptions, HTTP_LIMITS } from './edge';
import { createSessionStore, type SessionStore } from './sessions';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface EdgeFixture {
  port: number;
  origin: string;
  server: Server;
  edge: Edge;
  sessions: SessionStore;
  /** Requests that came through to the handler behind. */
  through: IncomingMessage[];
  log: string[];
  /** A Cookie header with a fresh session; of the owner unless said otherwise. */
  cookie(member?: Member): string;
  ask(path: string, asked?: Asked): Promise<Answer>;
  close(): Promise<void>;
}

export async function startEdge(options: Partial<EdgeOptions> = {}): Promise<EdgeFixture> {
  const dir = mkdtempSync(join(tmpdir(), 'kulissen-edge-'));
  const sessions = options.sessions ?? createSessionStore({ dir });
  const server = createServer(HTTP_LIMITS);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const through: IncomingMessage[] = [];
  const log: string[] = [];
  const edge = createEdge({
    port,
    hosts: ['lab', 'https://lab.example'],
    sessions,
    dev: false,
    version: '1.2.3',
    health: () => ({ runtime: 'memory', engine: 'memory', engineVersion: '0' }),
    nextHandler: (req, res) => {
      through.push(req);
      res.setHeader('Content-Type', 'text/html');
      res.end('<!doctype html>');
    },
    log: (line) => log.push(line),
    wait: async () => {},
    ...options,
  });
  server.on('request', edge);
  server.on('upgrade', edge.upgrade);
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    server,
    edge,
    sessions,
    through,
    log,
    cookie: (member = 'owner') => `kulissen_${port}=${sessions.open(member)}`,
    ask: (path, asked) => ask(port, path, asked),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** One request on a connection of its own. The path goes out exactly as written. */
export function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const known = body !== undefined && headers['Transfer-Encoding'] === undefined;
    const length = known ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
    const settings = { host: '127.0.0.1', port, path, method, agent: false, headers: { ...length, ...headers } };
    const req = request(settings, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks).toString() });
      });
    });
    req.on('error', reject);
    req.end(body);
  });
}
