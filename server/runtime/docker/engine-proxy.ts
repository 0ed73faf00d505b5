// For fault tests: a UNIX socket in front of the engine's, which can be cut, silenced and mended, and which can spoil single answers.
import { createConnection, createServer, type Server, type Socket } from 'node:net';

/**
 * lose: the engine does what it is asked, and its answer never arrives. halve: only the first half of the answer does, then the
 * connection ends. deafen: the answer begins, and nothing more comes (an event stream that forgets its events).
 */
type Fault = 'lose' | 'halve' | 'deafen';

interface PlannedFault {
  /** Compared with the request line, e.g. `POST /v1.41/containers/create?name=x HTTP/1.1`. */
  request: RegExp;
  what: Fault;
  left: number;
}

export class EngineProxy {
  private server: Server | undefined;
  private silent = false;
  /** Connections accepted so far. */
  accepted = 0;
  /** Answers spoiled so far. */
  spoiled = 0;
  /** Hears each request line. */
  onRequest: (line: string) => void = () => {};
  private readonly sockets = new Set<Socket>();
  private planned: PlannedFault[] = [];

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
      if (!this.silent) this.connect(client, engine);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.socketPath, resolve));
  }

  /** Spoils the answers to the next `times` requests whose request line matches. */
  spoil(request: RegExp, what: Fault, times = 1): void {
    this.planned.push({ request, what, left: times });
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
    for (const socket of this.sockets) socket.pause();
  }

  /** New connections work again; those from before stay dead. */
  speak(): void {
    this.silent = false;
  }

  private connect(client: Socket, engine: Socket): void {
    let fault: Fault | undefined;
    let answered = false;
    client.on('data', (chunk: Buffer) => {
      const line = /^[A-Z]+ \S+ HTTP\/1\.1/.exec(chunk.toString('latin1', 0, 4_096))?.[0];
      // A new request on the same connection; anything else is more of the one before.
      if (line !== undefined) {
        this.onRequest(line);
        [fault, answered] = [this.faultFor(line), false];
      }
      engine.write(chunk);
    });
    engine.on('data', (chunk: Buffer) => {
      const first = !answered;
      answered = true;
      if (fault === undefined || (fault === 'deafen' && first)) client.write(chunk);
      else if (fault === 'halve') client.end(chunk.subarray(0, chunk.length / 2));
      else if (fault === 'lose') client.destroy();
    });
  }

  private faultFor(line: string): Fault | undefined {
    const found = this.planned.find(({ request, left }) => left > 0 && request.test(line));
    if (!found) return undefined;
    found.left -= 1;
    this.spoiled += 1;
    return found.what;
  }
}
