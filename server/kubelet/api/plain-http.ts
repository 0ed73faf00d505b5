// What speaks plain HTTP to a TLS port is told so, in Go's words (net/http server.go).
import type { Server } from 'node:http';
import { createServer, type Server as NetServer, type Socket } from 'node:net';

/** First byte of a TLS handshake. */
const HANDSHAKE = 0x16;
const FIRST_BYTE_TIMEOUT_MS = 30_000;
const BAD_REQUEST = 'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n';

/** A listener in front of a TLS server: what begins a handshake goes there, the rest is answered here. */
export function turnAwayPlainHttp(server: Server): NetServer {
  const sockets = new Set<Socket>();
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(FIRST_BYTE_TIMEOUT_MS, () => socket.destroy());
    socket.once('data', (first) => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      if (first[0] !== HANDSHAKE) return void socket.end(BAD_REQUEST);
      socket.pause();
      socket.unshift(first);
      server.emit('connection', socket);
    });
  });
  const closeFront = front.close.bind(front);
  front.close = (callback) => {
    closeFront(callback);
    for (const socket of sockets) socket.destroy();
    return front;
  };
  return front;
}
