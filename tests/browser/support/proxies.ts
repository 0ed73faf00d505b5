// Things that can break: the engine's socket and the link between browser and server, each behind a proxy that can be cut and mended.
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCKER_SOCKET } from './lab-process';

export interface CuttableProxy {
  /** Drops every connection and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

async function proxy(listenAt: net.ListenOptions, connectTo: () => net.NetConnectOpts): Promise<CuttableProxy> {
  const open = new Set<net.Socket>();
  let server: net.Server | undefined;
  const mend = () =>
    new Promise<void>((resolve) => {
      server = net.createServer({ allowHalfOpen: true }, (near) => {
        const far = net.connect({ ...connectTo(), allowHalfOpen: true });
        for (const socket of [near, far]) {
          open.add(socket);
          socket.on('error', () => socket.destroy());
          socket.on('close', () => {
            open.delete(socket);
            near.destroy();
            far.destroy();
          });
        }
        near.pipe(far);
        far.pipe(near);
      });
      server.listen(listenAt, resolve);
    });
  const cut = () =>
    new Promise<void>((resolve) => {
      for (const socket of open) socket.destroy();
      if (server?.listening) server.close(() => resolve());
      else resolve();
    });
  await mend();
  return { cut, mend };
}

/** An engine that can die. */
export async function engineProxy(): Promise<CuttableProxy & { socketPath: string; dispose(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'kulissen-engine-'));
  const socketPath = join(dir, 'docker.sock');
  const engine = await proxy({ path: socketPath }, () => ({ path: DOCKER_SOCKET }));
  return {
    ...engine,
    socketPath,
    async dispose() {
      await engine.cut();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Wi-Fi that drops: a port in front of the server's. */
export const linkProxy = (port: number, serverPort: () => number): Promise<CuttableProxy> =>
  proxy({ port, host: '127.0.0.1' }, () => ({ port: serverPort(), host: '127.0.0.1' }));
