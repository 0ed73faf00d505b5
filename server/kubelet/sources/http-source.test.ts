import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import { Klog } from '../klog';
import { until } from '../kubelet-fixture';
import { HttpSource } from './http-source';

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image: 'busybox:1' }] },
});
const one = (name: string) => JSON.stringify(pod(name));
const list = (...names: string[]) => JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items: names.map(pod) });
const PERIOD = 20_000;

let server: Server;
let url: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let seen: IncomingMessage[];
let ended: AbortController;
let clock: ManualClock;
let lines: string[];
let delivered: string[][];
let reads: string[];

beforeEach(async () => {
  seen = [];
  lines = [];
  delivered = [];
  reads = [];
  ended = new AbortController();
  clock = new ManualClock();
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/m`;
});
afterEach(() => {
  ended.abort();
  server.closeAllConnections();
  server.close();
});

const says = (body: string, status = 200) => {
  answer = (_request, response) => {
    response.statusCode = status;
    response.end(body);
  };
};
function start(target = url, verbosity = 0): void {
  const source = new HttpSource({
    url: target,
    headers: { 'X-Token': ['a', 'b'] },
    checkMs: PERIOD,
    nodeName: 'node1',
    clock,
    klog: new Klog({ clock, pid: 1, verbosity, sink: (line) => lines.push(line.replace(/^.*?\] /, '')) }),
    wasRead: (error) => reads.push(error),
    deliver: (pods) => delivered.push(pods.map(({ metadata }) => metadata.name)),
  });
  source.start(ended.signal);
}
const attempts = (count: number) => until(() => expect(reads).toHaveLength(count));
async function again(): Promise<void> {
  const before = reads.length;
  await clock.advance(PERIOD);
  await attempts(before + 1);
}

describe('the HTTP source', () => {
  it('reads at once, with the headers that are configured, then after each period', async () => {
    says(one('a'));
    start();
    await attempts(1);
    expect(delivered).toEqual([['a-node1']]);
    expect(seen[0]?.rawHeaders.join()).toContain('X-Token,a,X-Token,b');
    expect(reads).toEqual(['']);
    says(list('a', 'b'));
    await again();
    expect(delivered.at(-1)).toEqual(['a-node1', 'b-node1']);
  });

  it('does nothing for the same bytes', async () => {
    says(one('a'));
    start();
    await attempts(1);
    await again();
    expect(delivered).toHaveLength(1);
  });

  it('keeps what it had when the answer is no 200, and says so', async () => {
    says(one('a'));
    start();
    await attempts(1);
    says('nope', 404);
    await again();
    expect([delivered.length, lines]).toEqual([1, [`Failed to read pods from URL: ${url}: 404 Not Found`]]);
  });

  it('takes every pod away for an empty answer, and calls it a failure', async () => {
    says('');
    start();
    await attempts(1);
    expect([delivered, reads]).toEqual([[[]], [`zero-length data received from ${url}`]]);
  });

  it('tells of a broken text once, as it is remembered before it is read', async () => {
    says('junk: [');
    start();
    await attempts(1);
    await again();
    expect([delivered, lines.length]).toEqual([[], 2]);
    expect(lines[0]).toMatch(/^Failed to read pods from URL: .*: received 'junk: \[', but couldn't parse as single \(/);
    expect(lines[1]).toBe('Successfully read pods from URL.');
  });

  it('tells of three failures, announces that it will be quiet, and is; then tells of success', async () => {
    says('', 500);
    start();
    await attempts(1);
    for (let count = 0; count < 5; count += 1) await again();
    expect(lines).toEqual([
      ...Array(3).fill(`Failed to read pods from URL: ${url}: 500 Internal Server Error`),
      `Failed to read pods from URL. Dropping verbosity of this message to V(4): ${url}: 500 Internal Server Error`,
    ]);
    says(one('a'));
    await again();
    expect(lines.at(-1)).toBe('Successfully read pods from URL.');
  });

  it('goes on telling at --v=4, and says at 1 what it watches', async () => {
    says('', 500);
    start(url, 4);
    await attempts(1);
    for (let count = 0; count < 5; count += 1) await again();
    expect(lines[0]).toBe(`Watching URL ${url}`);
    expect(lines).toHaveLength(reads.length + 1);
  });

  it('follows redirects', async () => {
    answer = (request, response) => {
      response.writeHead(request.url === '/m' ? 302 : 200, { location: '/there' });
      response.end(one('a'));
    };
    start();
    await attempts(1);
    expect(delivered).toEqual([['a-node1']]);
  });

  it('gives up a server that is silent for ten seconds', async () => {
    answer = () => undefined;
    start();
    await until(() => expect(seen).toHaveLength(1));
    await clock.advance(10_000);
    await attempts(1);
    expect(reads[0]).toMatch(/: context deadline exceeded \(Client\.Timeout exceeded while awaiting headers\)$/);
  });

  it.each([
    ['http://127.0.0.1:1/x', 'Get "http://127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused'],
    ['nonsense', 'Get "nonsense": unsupported protocol scheme ""'],
    ['ftp://h/x', 'Get "ftp://h/x": unsupported protocol scheme "ftp"'],
  ])("says in Go's words why %s can not be read", async (target, error) => {
    start(target);
    await attempts(1);
    expect(reads).toEqual([error]);
  });
});
