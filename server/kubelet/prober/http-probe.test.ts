import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSignedPair } from '../api/tls/self-signed';
import { requestTarget } from '../network/http-target';
import { systemNetwork } from '../network/network';
import { httpProbe, MAX_BODY_BYTES, probeHeaders } from './http-probe';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  return await listen(createServer(answer));
}

async function listen(server: Server): Promise<number> {
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const network = systemNetwork();
const NEVER = new AbortController().signal;
const probe = (port: number, target = '/', signal = NEVER, given = [] as { name: string; value: string }[]) =>
  httpProbe({ scheme: 'http', host: '127.0.0.1', port, target }, given, network, signal);

describe('httpProbe', () => {
  it.each([
    [200, { result: 'Success', output: 'body' }],
    [204, { result: 'Success', output: '' }],
    [304, { result: 'Warning', output: '' }],
    [399, { result: 'Warning', output: 'body' }],
    [400, { result: 'Failure', output: 'HTTP probe failed with statuscode: 400' }],
    [500, { result: 'Failure', output: 'HTTP probe failed with statuscode: 500' }],
  ])('judges %i', async (status, answer) => {
    const port = await serve((_, response) => response.writeHead(status).end(status === 204 ? '' : 'body'));
    expect(await probe(port)).toEqual(answer);
  });

  it('sends what upstream sends, and nothing else', async () => {
    let seen: string[] = [];
    const port = await serve((request, response) => {
      seen = request.rawHeaders;
      response.end();
    });
    await probe(port);
    expect(seen).toEqual([
      ...['Host', `127.0.0.1:${port}`, 'User-Agent', 'kube-probe/1.20', 'Accept', '*/*', 'Connection', 'close'],
    ]);
  });

  it('follows redirects on the same host, and warns of others', async () => {
    const port = await serve((request, response) => {
      const locations: Record<string, string> = {
        '/local': '/there',
        '/other': 'http://0.0.0.0/elsewhere',
        '/loop': '/loop',
      };
      const location = locations[request.url ?? ''];
      if (location) response.writeHead(302, { Location: location }).end(`see ${location}`);
      else response.end(`at ${request.url}`);
    });
    expect(await probe(port, '/local')).toEqual({ result: 'Success', output: 'at /there' });
    expect(await probe(port, '/other')).toEqual({ result: 'Warning', output: 'see http://0.0.0.0/elsewhere' });
    expect(await probe(port, '/loop')).toEqual({
      result: 'Failure',
      output: `Get "http://127.0.0.1:${port}/loop": stopped after 10 redirects`,
    });
  });

  it('a redirect to nowhere fails', async () => {
    const port = await serve((_, response) => response.writeHead(302).end());
    expect((await probe(port)).output).toBe(`Get "http://127.0.0.1:${port}/": 302 response missing Location header`);
  });

  it('keeps the beginning of a long body', async () => {
    const port = await serve((_, response) => response.end('x'.repeat(100_000)));
    expect((await probe(port)).output).toHaveLength(MAX_BODY_BYTES);
  });

  it('a closed port is refused, in the words of Go', async () => {
    const port = await serve(() => undefined);
    closers.pop()?.();
    expect(await probe(port)).toEqual({
      result: 'Failure',
      output: `Get "http://127.0.0.1:${port}/": dial tcp 127.0.0.1:${port}: connect: connection refused`,
    });
  });

  it('a server that says nothing in time fails', async () => {
    const patience = new AbortController();
    const port = await serve(() => patience.abort());
    expect((await probe(port, '/', patience.signal)).output).toBe(
      `Get "http://127.0.0.1:${port}/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    );
  });

  it('a server that hangs up has answered nothing', async () => {
    const port = await serve((request) => request.socket.destroy());
    expect((await probe(port)).output).toBe(`Get "http://127.0.0.1:${port}/": EOF`);
  });

  it('a body that breaks off says nothing about the container', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '10' }).write('x', () => response.destroy());
    });
    await expect(probe(port)).rejects.toThrow('unexpected EOF');
  });
});

describe('probeHeaders', () => {
  const names = (given: { name: string; value: string }[]) =>
    probeHeaders(given, 'h:1').map(([name, value]) => `${name}: ${value}`);

  it.each([
    ['Host wins over the address', [{ name: 'Host', value: 'web' }], 'Host: web'],
    ['User-Agent may be another', [{ name: 'User-Agent', value: 'me' }], 'User-Agent: me'],
    ['custom ones are added', [{ name: 'X-A', value: '1' }], 'X-A: 1'],
    ['Accept may be another', [{ name: 'Accept', value: 'text/html' }], 'Accept: text/html'],
  ])('%s', (_, given, expected) => {
    expect(names(given)).toContain(expected);
    expect(names(given).filter((line) => line.startsWith(expected.split(':')[0] ?? ''))).toHaveLength(1);
  });

  it('an empty Accept removes it, and an empty User-Agent too', () => {
    const lines = names([
      { name: 'Accept', value: '' },
      { name: 'User-Agent', value: '' },
    ]);
    expect(lines).toEqual(['Host: h:1', 'Connection: close']);
  });
});

describe('over TLS', () => {
  const probeTls = (port: number) =>
    httpProbe({ scheme: 'https', host: '127.0.0.1', port, target: '/' }, [], network, NEVER);

  it('takes any certificate: what is asked is whether it answers, not who it is', async () => {
    const { certificate: cert, key } = await selfSignedPair('somebody.else', [], Date.now());
    const port = await listen(createTlsServer({ cert, key }, (_, response) => response.writeHead(200).end('body')));
    expect(await probeTls(port)).toEqual({ result: 'Success', output: 'body' });
  });

  it('says so when plain HTTP answers', async () => {
    const port = await serve((_, response) => response.end());
    expect(await probeTls(port)).toEqual({
      result: 'Failure',
      output: `Get "https://127.0.0.1:${port}/": http: server gave HTTP response to HTTPS client`,
    });
  });
});

describe('requestTarget', () => {
  it.each([
    ['', '/'],
    ['healthz', '/healthz'],
    ['/a b?c=d#e', '/a%20b?c=d'],
    ['/ä%20%zz', '/%C3%A4%20%25zz'],
  ])('%j is asked as %s', (path, target) => {
    expect(requestTarget(path)).toBe(target);
  });
});

describe('dial', () => {
  it('resolves when somebody accepts, and says why not in the words of Go', async () => {
    const server = createTcpServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { port } = address;
    await network.dial({ host: '127.0.0.1', port }, NEVER);
    await network.dial({ host: '', port }, NEVER);
    await new Promise((resolve) => server.close(resolve));
    await expect(network.dial({ host: '127.0.0.1', port }, NEVER)).rejects.toThrow(
      `dial tcp 127.0.0.1:${port}: connect: connection refused`,
    );
    await expect(network.dial({ host: '127.0.0.1', port }, AbortSignal.abort())).rejects.toThrow('i/o timeout');
  });
});
