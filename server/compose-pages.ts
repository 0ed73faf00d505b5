// Next as the renderer of pages: it never listens, and is asked only for what the edge has let in.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import type { UpgradeListener } from './http/upgrades';
import type { Settings } from './settings';

export interface Pages {
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** Hot reload, development only. */
  upgrade: UpgradeListener;
  close(): Promise<void>;
}

/** Resolves when pages can be rendered. */
export async function openPages({ dev, root, host, port }: Settings): Promise<Pages> {
  // Next listens for upgrades (hot reload) on the server it is given. This one never listens on a port: the edge decides alone,
  // and hands over what it lets in. `app.getUpgradeHandler()` is not it: that one knows no hot reload.
  const ears = createServer();
  const app = next({ dev, dir: root, hostname: host, port, httpServer: ears });
  await app.prepare();
  return {
    handle: app.getRequestHandler(),
    upgrade: (req, socket, head) => void ears.emit('upgrade', req, socket, head),
    close: () => app.close(),
  };
}
