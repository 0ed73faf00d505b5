// A kubelet whose node is not this machine: every connection goes through its node, and the machine's own is never used.
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { selfSignedPair } from '../api/tls/self-signed';
import { httpGet } from '../sources/http-get';
import { systemNetwork } from './network';
import type { Endpoint, NodeNetwork } from './node-network';

/** Whatever is asked for, it leads to the one server of the node. */
function nodeOf(port: number) {
  const dialled: Endpoint[] = [];
  const node: NodeNetwork = {
    address: async () => '10.0.0.2',
    dial: (endpoint) => {
      dialled.push(endpoint);
      return new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket.pause()));
        socket.once('error', reject);
      });
    },
    listen: () => Promise.reject(new Error('not here')),
  };
  return { node, dialled };
}

const signal = new AbortController().signal;
const server = createServer((_request, response) => response.end('of the node'));
beforeEach(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterEach(() => new Promise<void>((done) => server.close(() => done())));
const portOf = (of: { address(): unknown }): number => (of.address() as AddressInfo).port;

it('a manifest’s URL is asked from the node', async () => {
  const { node, dialled } = nodeOf(portOf(server));
  const answer = await httpGet('http://127.0.0.1:8000/pods.yaml', {}, signal, node);
  expect(answer.body.toString()).toBe('of the node');
  expect(dialled).toEqual([{ host: '127.0.0.1', port: 8000 }]);
});

it('so is a probe, by HTTP and by TCP', async () => {
  const { node, dialled } = nodeOf(portOf(server));
  const network = systemNetwork(undefined, node);
  const question = {
    scheme: 'http',
    host: '',
    port: 81,
    target: '/',
    headers: [['Host', 'x']],
    maxBodyBytes: 99,
  } as const;
  expect(await network.get(question, signal)).toMatchObject({ status: 200, body: 'of the node' });
  await network.dial({ host: 'localhost', port: 82 }, signal);
  expect(dialled).toEqual(
    [
      { host: '', port: 81 },
      { host: 'localhost', port: 82 },
    ].map(({ host, port }) => ({ host: host || '127.0.0.1', port })),
  );
});

it('and by HTTPS, whoever the node’s server claims to be', async () => {
  const pair = await selfSignedPair('elsewhere', [], Date.now());
  const secure = createTlsServer({ cert: pair.certificate, key: pair.key }, (_request, response) =>
    response.end('sealed'),
  );
  await new Promise<void>((done) => secure.listen(0, '127.0.0.1', done));
  try {
    const { node } = nodeOf(portOf(secure));
    const question = {
      scheme: 'https',
      host: '10.0.0.3',
      port: 443,
      target: '/',
      headers: [['Host', 'x']],
      maxBodyBytes: 99,
    } as const;
    expect(await systemNetwork(undefined, node).get(question, signal)).toMatchObject({ status: 200, body: 'sealed' });
  } finally {
    secure.closeAllConnections();
    await new Promise<void>((done) => secure.close(() => done()));
  }
});

it('a refusal of the node’s is told in the words of Go', async () => {
  const { node } = nodeOf(1);
  const network = systemNetwork(undefined, node);
  await expect(network.dial({ host: '10.0.0.4', port: 80 }, signal)).rejects.toThrow(
    'dial tcp 10.0.0.4:80: connect: connection refused',
  );
});
