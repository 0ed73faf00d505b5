// An engine that can die: a UNIX socket in front of the real one, which can be cut and mended. Only inside a test.
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCKER_SOCKET } from './lab-process';

export interface EngineProxy {
  socketPath: string;
  /** Drops every connection and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  dispose(): Promise<void>;
}

export async function engineProxy(): Promise<EngineProxy> {
  const dir = mkdtempSync(join(tmpdir(), 'kulissen-engine-'));
  const socketPath = join(dir, 'docker.sock');
  const open = new Set<net.Socket>();
  let server: net.Server | undefined;
  const listen = () =>
    new Promise<void>((resolve) => {
      server = net.createServer({ allowHalfOpen: true }, (client) => {
        const engine = net.connect({ path: DOCKER_SOCKET, allowHalfOpen: true });
        for (const socket of [client, engine]) {
          open.add(socket);
          socket.on('error', () => socket.destroy());
          socket.on('close', () => {
            open.delete(socket);
            client.destroy();
            engine.destroy();
          });
        }
        client.pipe(engine);
        engine.pipe(client);
      });
      server.listen(socketPath, resolve);
    });
  const cut = () =>
    new Promise<void>((resolve) => {
      for (const socket of open) socket.destroy();
      if (server?.listening) server.close(() => resolve());
      else resolve();
    });
  await listen();
  return {
    socketPath,
    cut,
    mend: listen,
    async dispose() {
      await cut();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
