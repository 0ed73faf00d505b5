// The node's side of the network, where it is not this machine's: the kubelet then dials from, and listens in, another place.
import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';

export interface Endpoint {
  /** Name or address; '' is the node itself, as for Go's dialer. */
  host: string;
  port: number;
}

export interface NodeNetwork {
  /** The node's IPv4 address; '' while it has none. */
  address(): Promise<string>;
  /** Opens a connection from the node; it may be paused. Rejects with an error that carries the system's code (ECONNREFUSED …), or when `signal` aborts. */
  dial(endpoint: Endpoint, signal: AbortSignal): Promise<Socket>;
  /** Lets `server` take the node's connections at this port until it is closed. Rejects with an error that carries the system's code (EADDRINUSE …). */
  listen(server: Server, port: number, address: string): Promise<void>;
}

type Target = RequestOptions & { protocol?: string; signal: AbortSignal };

/**
 * A request as Node's own, over a connection of `node` (undefined: this machine's network). `connected` is called when the
 * connection stands.
 */
export function requestFrom(
  node: NodeNetwork | undefined,
  scheme: 'http' | 'https',
  options: Target,
  connected: () => void = () => {},
): ClientRequest {
  const make = scheme === 'https' ? httpsRequest : httpRequest;
  if (!node) {
    const request = make(options);
    request.once('socket', (socket) => socket.once('connect', connected));
    return request;
  }
  const { host, hostname = host, port, signal } = options;
  const endpoint = {
    host: String(hostname ?? '').replace(/^\[|\]$/g, ''),
    port: Number(port || (scheme === 'https' ? 443 : 80)),
  };
  return make({
    ...options,
    // An agent, even `false`, would connect by itself: from this machine.
    agent: undefined,
    // Node's type knows only its own sockets; any Duplex is taken.
    createConnection: (_options: unknown, done: (error: Error | null, stream: Duplex) => void) => {
      node.dial(endpoint, signal).then(
        (socket) => {
          connected();
          done(null, scheme === 'https' ? secured(socket, options) : socket);
          // A turn later the request listens; until then nothing of the answer may pass by.
          setImmediate(() => socket.resume());
        },
        (error: Error) => done(error, undefined as never),
      );
      return undefined;
    },
  } as RequestOptions);
}

const secured = (socket: Socket, options: RequestOptions & { servername?: string; rejectUnauthorized?: boolean }) =>
  connectTls({
    socket,
    ...(options.servername !== undefined && { servername: options.servername }),
    rejectUnauthorized: options.rejectUnauthorized !== false,
  });

/** Listens at `port` of the node, or of this machine where there is none. Rejects with the system's error. */
export function listenOn(node: NodeNetwork | undefined, server: Server, port: number, address: string): Promise<void> {
  if (node) return node.listen(server, port, address);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
