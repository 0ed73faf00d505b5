// The broker's end of a workstation's relay (../workstation/relay): the network of a seat's node, for its kubelet.
import { once } from 'node:events';
import { chmod, chown, rm } from 'node:fs/promises';
import { connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '@/server/kubelet/clock';
import type { NodeNetwork } from '@/server/kubelet/network/node-network';
import { RELAY_UID, SEAT_GID } from './paths';

export interface RelayOptions {
  /** Folder with the relay's sockets; the workstation's relay user owns it, and no learner reaches it. */
  dir: string;
  clock: Clock;
  /** The node's IPv4 address, '' while it has none. */
  address(): Promise<string>;
  warn(message: string): void;
}

/** A refusal of the other side's kernel, with its code; `address` and `port` as Node's own errors have them. */
class RelayError extends Error {
  override name = 'RelayError';
  constructor(
    readonly code: string,
    readonly address: string,
    readonly port: number,
  ) {
    super(`${code} ${address}:${port}`);
  }
}

const MAX_LINE = 256;
/** A workstation that was killed is made anew at the next shell; until then its ports are tried this often, ms. */
const AGAIN_MS = 1_000;

export function relayNetwork({ dir, clock, address, warn }: RelayOptions): NodeNetwork {
  const relay = join(dir, 'relay.sock');

  /** Keeps the workstation's port open, over restarts of the workstation, until the server closes. */
  async function keep(server: Server, port: number, at: string): Promise<void> {
    let closed = false;
    let held: Socket | undefined;
    server.once('close', () => {
      closed = true;
      held?.destroy();
      void rm(join(dir, `in-${port}.sock`), { force: true });
    });
    const hold = async (): Promise<void> => {
      const holding = await ask(relay, { listen: { address: at, port } }, at, port);
      held = holding;
      holding.resume();
      // A relay that dies only ends its half, and ours would stay open for ever.
      holding.once('end', () => holding.destroy());
      holding.once('close', () => {
        if (!closed) again();
      });
      // The server has closed meanwhile.
      if (closed) holding.destroy();
    };
    const again = () =>
      void clock.after(AGAIN_MS, () => {
        if (closed) return;
        hold().catch((error: unknown) => {
          if (error instanceof RelayError && error.code === 'EADDRINUSE') warn(`port ${port}: ${error.message}`);
          again();
        });
      });
    await hold();
  }

  return {
    address,
    async dial({ host, port }, signal) {
      const socket = await ask(relay, { dial: { host, port } }, host || '127.0.0.1', port, signal);
      return socket;
    },
    async listen(server, port, at) {
      const path = join(dir, `in-${port}.sock`);
      await rm(path, { force: true });
      server.listen(path);
      await once(server, 'listening');
      await chmod(path, 0o600);
      await chown(path, RELAY_UID, SEAT_GID);
      try {
        await keep(server, port, at);
      } catch (error) {
        server.close();
        throw error;
      }
    },
  };
}

/** Asks the relay one thing. Resolves with the connection, paused, behind its answer; rejects with RelayError or a system error. */
async function ask(relay: string, request: object, host: string, port: number, signal?: AbortSignal): Promise<Socket> {
  const socket = connect({ path: relay, allowHalfOpen: true });
  const give = () => socket.destroy(new Error('given up'));
  signal?.addEventListener('abort', give, { once: true });
  try {
    if (signal?.aborted) give();
    await once(socket, 'connect');
    socket.write(`${JSON.stringify(request)}\n`);
    const answer = await firstLine(socket);
    if (answer.error !== undefined) throw new RelayError(answer.error, host, port);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal?.removeEventListener('abort', give);
  }
}

function firstLine(socket: Socket): Promise<{ error?: string }> {
  return new Promise((resolve, reject) => {
    let text = Buffer.alloc(0);
    const end = () => {
      socket.off('data', onData).off('close', onClose).off('error', reject);
      socket.pause();
    };
    const onClose = () => {
      end();
      reject(new RelayError('ECONNRESET', '', 0));
    };
    const onData = (chunk: Buffer) => {
      text = Buffer.concat([text, chunk]);
      const at = text.indexOf(0x0a);
      if (at < 0 && text.length < MAX_LINE) return;
      end();
      if (text.length > at + 1) socket.unshift(text.subarray(at + 1));
      try {
        resolve(JSON.parse(text.subarray(0, at).toString('utf8')) as { error?: string });
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    socket.on('data', onData).once('close', onClose).once('error', reject);
  });
}
