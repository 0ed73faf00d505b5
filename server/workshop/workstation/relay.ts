// Runs inside a seat's workstation, as a user of its own: the seat's kubelet lives in the broker, and through this program it listens on
// the workstation's ports and dials from the workstation's network. Nothing but Node may be imported.
// One conversation for each connection to `relay.sock`: a line of JSON, a line of JSON back, then bytes.
//   {"dial":{"host":"10.0.0.2","port":80}}        → {"ok":true}, then the bytes of the connection; or {"error":"ECONNREFUSED"}
//   {"listen":{"address":"0.0.0.0","port":10255}} → {"ok":true}; until the broker hangs up, each connection is handed to `in-10255.sock`
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

const folder = process.argv[2] ?? '';
const MAX_LINE = 4096;
const HANDOVER_MS = 500;

interface Place {
  port: number;
  host?: string;
  address?: string;
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'EIO');

/** Two sockets become one: what ends on one side ends on the other. */
function couple(one: Socket, other: Socket): void {
  one.pipe(other);
  other.pipe(one);
  for (const [socket, peer] of [
    [one, other],
    [other, one],
  ] as const) {
    socket.on('error', () => peer.destroy());
    socket.on('close', () => peer.destroySoon());
  }
}

function dial(broker: Socket, { host = '', port }: Place): void {
  const socket = connect({ host: host || '127.0.0.1', port, allowHalfOpen: true });
  const refuse = (error: unknown) => broker.end(`${JSON.stringify({ error: codeOf(error) })}\n`);
  socket.once('error', refuse);
  broker.once('close', () => socket.destroy());
  socket.once('connect', () => {
    socket.off('error', refuse);
    broker.write('{"ok":true}\n');
    couple(broker, socket);
  });
}

/** Ports that are held for a broker, each with its end. A kubelet that is started again finds its port free, though the message of its end is still on the way. */
const held = new Map<number, Promise<void>>();

async function listen(broker: Socket, { address = '', port }: Place): Promise<void> {
  await Promise.race([held.get(port), new Promise((resolve) => setTimeout(resolve, HANDOVER_MS))]);
  const server: Server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ path: join(folder, `in-${port}.sock`), allowHalfOpen: true });
    couple(client, upstream);
  });
  const clients = new Set<Socket>();
  server.on('connection', (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
  });
  server.once('error', (error) => broker.end(`${JSON.stringify({ error: codeOf(error) })}\n`));
  server.listen({ port, host: address }, () => {
    broker.write('{"ok":true}\n');
    held.set(port, new Promise((resolve) => server.once('close', resolve)));
  });
  const end = () => {
    server.close();
    for (const client of clients) client.destroy();
  };
  // The broker hangs up when its server closes; our half of the conversation ends with its.
  broker.once('end', () => broker.destroy());
  if (broker.destroyed || broker.readableEnded) end();
  else broker.once('close', end);
}

function converse(broker: Socket): void {
  let text = Buffer.alloc(0);
  broker.on('error', () => broker.destroy());
  const onData = (chunk: Buffer) => {
    text = Buffer.concat([text, chunk]);
    const end = text.indexOf(0x0a);
    if (end < 0) {
      if (text.length > MAX_LINE) broker.destroy();
      return;
    }
    broker.off('data', onData);
    broker.pause();
    const rest = text.subarray(end + 1);
    if (rest.length > 0) broker.unshift(rest);
    try {
      const request = JSON.parse(text.subarray(0, end).toString('utf8')) as { dial?: Place; listen?: Place };
      if (request.dial) dial(broker, request.dial);
      else if (request.listen) {
        broker.resume();
        void listen(broker, request.listen);
      } else broker.destroy();
    } catch {
      broker.destroy();
    }
  };
  broker.on('data', onData);
}

const path = join(folder, 'relay.sock');
rmSync(path, { force: true });
createServer({ allowHalfOpen: true }, converse).listen(path);
