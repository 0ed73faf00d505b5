import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Answers an upgrade request with a plain status and ends its connection. Safe on a connection that is gone already. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => {});
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  // A client that never closes its side must not keep the half-open connection.
  socket.end(head, () => socket.destroy());
}
