// One port that understands both TLS and plain HTTP: whoever types `http://…` or has no authority yet is answered, too.
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';

/** First byte of a TLS record that begins a handshake (RFC 8446, 5.1). No HTTP method begins with it. */
const HANDSHAKE = 0x16;
/** Somebody who says nothing at all is no visitor. */
const FIRST_BYTE_MS = 8_000;

export interface TwoVoices {
  /** To listen on. */
  server: Server;
  /** Ends what is listening and every connection. */
  close(): Promise<void>;
}

/** Neither of the two listens itself. */
export function createTwoVoices(secure: HttpsServer, plain: HttpServer): TwoVoices {
  const silent = new Set<Socket>();
  const server = createServer((socket) => {
    silent.add(socket);
    const drop = () => socket.destroy();
    socket.on('error', drop);
    socket.on('close', () => silent.delete(socket));
    socket.setTimeout(FIRST_BYTE_MS, drop);
    socket.once('data', (first) => {
      silent.delete(socket);
      socket.pause();
      socket.setTimeout(0, drop);
      socket.off('error', drop);
      socket.off('timeout', drop);
      socket.unshift(first);
      (first[0] === HANDSHAKE ? secure : plain).emit('connection', socket);
      // The TLS side takes the socket over by itself; the HTTP side reads on.
      process.nextTick(() => socket.resume());
    });
  });
  return {
    server,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of silent) socket.destroy();
      secure.closeAllConnections();
      plain.closeAllConnections();
      await closed;
    },
  };
}
