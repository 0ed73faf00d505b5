// One web process, as the broker sees it: requests checked on arrival, output under control in both directions.
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { type Ack, type ClientEvent, clientEvents, type Payload } from '@/lib/protocol/events';
import type { Lab, LabClient } from '../lab/lab';
import { createFrameReader, FrameError, outputFrame, verbFrame } from './frames';
import { type BrokerAnswer, type Capacity, MAX_REQUEST_BYTES, PROTOCOL, type Request, request } from './messages';
import type { Usage } from './serve';

/** More than this is not taken in by the peer: its requests wait until it reads again. */
const PAUSE_BYTES = 1024 * 1024;
/** A peer that takes nothing in while its labs change is cut off here; it comes back to a snapshot. */
const CUT_BYTES = 96 * 1024 * 1024;

export interface SharedLabs {
  open(seat: string): Promise<Lab>;
  /** The lab of a seat that is open now. */
  lab(seat: string): Lab | undefined;
  close(seat: string): Promise<void>;
  remove(seat: string): Promise<void>;
  usage(seat: string): Promise<Usage>;
  capacity(): Promise<Capacity>;
  log(line: string): void;
}

/** Serves `socket` until it ends; whatever its clients were attached to is let go then, and the labs go on. */
export function createConnection(socket: Socket, labs: SharedLabs): Connection {
  const connection = new WebConnection(socket, labs);
  connection.start();
  return connection;
}

export interface Connection {
  /** The seat's lab is closed, for whoever follows it. */
  closed(seat: string): void;
  end(): void;
}

class WebConnection implements Connection {
  /** Two web processes may give two tabs the same name. */
  readonly #name = randomUUID().slice(0, 8);
  readonly #followed = new Map<string, () => void>();
  readonly #clients = new Map<string, { lab: Lab; client: LabClient }>();

  constructor(
    private readonly socket: Socket,
    private readonly labs: SharedLabs,
  ) {}

  start(): void {
    const read = createFrameReader(MAX_REQUEST_BYTES, (kind, body) => {
      if (kind !== 'verb') throw new FrameError(`${kind} is the broker's to send`);
      this.#take(parsed(body));
    });
    this.socket.on('data', (chunk: Buffer) => {
      try {
        read(chunk);
      } catch (error) {
        this.#cut(error instanceof Error ? error.message : String(error));
      }
    });
    this.socket.on('drain', () => this.socket.resume());
    this.socket.on('error', (error) => this.labs.log(`broker: ${error.message}`));
    this.socket.on('close', () => this.#gone());
  }

  closed(seat: string): void {
    if (!this.#followed.has(seat)) return;
    this.#unfollow(seat);
    for (const key of [...this.#clients.keys()]) if (key.startsWith(`${seat} `)) this.#clients.delete(key);
    this.#say({ verb: 'closed', seat });
  }

  end(): void {
    this.socket.destroy();
  }

  #take(message: Request): void {
    if (message.verb === 'open') void this.#open(message);
    else if (message.verb === 'close') void this.#finish(message, () => this.labs.close(message.seat));
    else if (message.verb === 'remove') void this.#finish(message, () => this.labs.remove(message.seat));
    else if (message.verb === 'usage') void this.#answer(message.id, () => this.labs.usage(message.seat));
    else if (message.verb === 'capacity') void this.#answer(message.id, () => this.labs.capacity());
    else if (message.verb === 'leave') this.#leave(`${message.seat} ${message.client}`);
    else void this.#perform(message);
  }

  async #open({ id, seat, protocol }: Extract<Request, { verb: 'open' }>): Promise<void> {
    try {
      if (protocol !== PROTOCOL) throw new Error(`protocol ${protocol}; this broker speaks ${PROTOCOL}`);
      const lab = await this.labs.open(seat);
      if (this.socket.destroyed) return;
      this.#followed.get(seat)?.();
      // Nothing may come between the snapshot and the first change.
      this.#say({ verb: 'opened', id, seat, snapshot: lab.snapshot(), health: lab.health() });
      const stop = lab.onChange((change) => this.#say({ verb: 'change', seat, change, health: lab.health() }));
      this.#followed.set(seat, stop);
    } catch (error) {
      this.#say({ verb: 'refused', id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The lab will say nothing more to this web process. */
  #unfollow(seat: string): void {
    this.#followed.get(seat)?.();
    this.#followed.delete(seat);
  }

  async #finish({ id, seat }: { id: number; seat: string }, end: () => Promise<void>): Promise<void> {
    this.#unfollow(seat);
    await this.#answer(id, async () => {
      await end();
      return {};
    });
  }

  async #answer(id: number, work: () => Promise<object>): Promise<void> {
    try {
      this.#say({ verb: 'ack', id, ack: { ok: true, value: await work() } });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#say({ verb: 'ack', id, ack: { ok: false, error: { code: 'Failed', facts: { message } } } });
    }
  }

  async #perform({ id, seat, client, event, payload }: Extract<Request, { verb: 'perform' }>): Promise<void> {
    // Not a moment later: a `leave` right behind it must find what it ends.
    const lab = this.labs.lab(seat);
    const ack: Ack<unknown> = lab
      ? await this.#run(lab, this.#client(lab, seat, client), event, payload)
      : { ok: false, error: { code: 'NotFound', facts: { what: seat } } };
    this.#say({ verb: 'ack', id, ack });
  }

  async #run<E extends ClientEvent>(lab: Lab, client: LabClient, event: E, payload: unknown): Promise<Ack<unknown>> {
    const checked = clientEvents[event].safeParse(payload);
    if (!checked.success) return { ok: false, error: { code: 'Invalid', facts: { where: event } } };
    try {
      // The schema of E gives the payload of E; TypeScript sees the union of all.
      return await lab.perform(client, event, checked.data as Payload<E>);
    } catch (error) {
      this.labs.log(`${event} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return { ok: false, error: { code: 'Failed', facts: { message: String(error) } } };
    }
  }

  #client(lab: Lab, seat: string, name: string): LabClient {
    const key = `${seat} ${name}`;
    const known = this.#clients.get(key);
    if (known?.lab === lab) return known.client;
    const client: LabClient = {
      id: `${this.#name} ${name}`,
      terminalData: (chunk) => this.#write(outputFrame({ seat, client: name, ...chunk })),
    };
    this.#clients.set(key, { lab, client });
    return client;
  }

  #leave(key: string): void {
    const known = this.#clients.get(key);
    this.#clients.delete(key);
    known?.lab.leave(known.client);
  }

  #say(message: BrokerAnswer): void {
    this.#write(verbFrame(message));
  }

  /** Output is bounded by each attachment's flow control; what is not, by the cut. */
  #write(bytes: Buffer): void {
    if (!this.socket.writable) return;
    this.socket.write(bytes);
    if (this.socket.writableLength > CUT_BYTES) this.#cut('the web process takes nothing in');
    else if (this.socket.writableLength > PAUSE_BYTES) this.socket.pause();
  }

  #cut(why: string): void {
    this.labs.log(`broker: connection closed: ${why}`);
    this.socket.destroy();
  }

  #gone(): void {
    for (const stop of this.#followed.values()) stop();
    this.#followed.clear();
    for (const key of [...this.#clients.keys()]) this.#leave(key);
  }
}

/** Throws FrameError; never with a value from the message. */
function parsed(body: Buffer): Request {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw new FrameError('not JSON');
  }
  const checked = request.safeParse(json);
  if (!checked.success) throw new FrameError(`not a request (${checked.error.issues[0]?.path.join('.') || 'verb'})`);
  return checked.data;
}
