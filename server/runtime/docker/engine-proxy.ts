// For fault tests: a UNIX socket in front of the engine's, which can be cut, silenced and mended.
import { createConnection, createServer, type Server, type Socket } from 'node:net';

export class EngineProxy {
  private server: Server | undefined;
  private silent = false;
  /** Connections accepted so far. */
  accepted = 0;
  private readonly sockets = new Set<Socket>();

  constructor(
    readonly socketPath: string,
    private readonly enginePath: string,
  ) {}

  /** Accepts connections and passes everything on. */
  async open(): Promise<void> {
    const server = createServer((client) => {
      this.accepted += 1;
      const engine = createConnection(this.enginePath);
      for (const socket of [client, engine]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.sockets.delete(socket));
      }
      client.on('close', () => engine.destroy());
      engine.on('close', () => client.destroy());
      if (!this.silent) client.pipe(engine).pipe(client);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.socketPath, resolve));
  }

  /** As when the engine is killed: every connection breaks, and the socket is gone. */
  async cut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** As when the engine hangs: connections are accepted and stay open, and nothing passes any more. */
  silence(): void {
    this.silent = true;
    for (const socket of this.sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  /** New connections work again; those from before stay dead. */
  speak(): void {
    this.silent = false;
  }
}
