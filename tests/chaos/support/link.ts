// A bad line between browsers and a room: bytes come late and slowly. Lost packets are the kernel's to make (iptables), not a proxy's.
import { createConnection, createServer, type Server, type Socket } from 'node:net';

export interface LinkOptions {
  port: number;
  to: number;
  /** One way, ms. */
  delayMs: number;
  bytesPerSecond: number;
}

const TICK_MS = 10;

export class Link {
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  constructor(private readonly options: LinkOptions) {}

  async open(): Promise<void> {
    const server = createServer((client) => {
      const far = createConnection(this.options.to, '127.0.0.1');
      for (const [from, into] of [
        [client, far],
        [far, client],
      ] as const)
        this.#carry(from, into);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.options.port, '127.0.0.1', resolve));
  }

  #carry(from: Socket, into: Socket): void {
    const { delayMs, bytesPerSecond } = this.options;
    const under: { at: number; bytes: Buffer }[] = [];
    this.#sockets.add(from);
    from.on('error', () => undefined);
    from.on('data', (bytes: Buffer) => under.push({ at: performance.now() + delayMs, bytes }));
    const timer = setInterval(() => {
      let left = Math.ceil((bytesPerSecond * TICK_MS) / 1000);
      for (let [first] = under; first && first.at <= performance.now() && left > 0; [first] = under) {
        const part = first.bytes.subarray(0, left);
        into.write(part);
        left -= part.length;
        first.bytes = first.bytes.subarray(part.length);
        if (first.bytes.length === 0) under.shift();
      }
    }, TICK_MS);
    from.on('close', () => {
      clearInterval(timer);
      this.#sockets.delete(from);
      into.destroy();
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
  }
}
