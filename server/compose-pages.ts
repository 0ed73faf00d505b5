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
  // Next adds an upgrade listener of its own to the server it is given: this one never listens, so that the edge decides alone.
  const app = next({ dev, dir: root, hostname: host, port, httpServer: createServer() });
  await app.prepare();
  const upgrade = app.getUpgradeHandler();
  return {
    handle: app.getRequestHandler(),
    upgrade: (req, socket, head) => void upgrade(req, socket, head),
    close: () => app.close(),
  };
}
