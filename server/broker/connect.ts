// The web process's end: one connection for all seats, which comes back by itself.
import { connect, type Socket } from 'node:net';
import type { Ack } from '@/lib/protocol/events';
import type { Lab } from '../lab/lab';
import { readOutput, verbFrame } from './frames';
import { type BrokerAnswer, type Capacity, capacity, PROTOCOL, type Request } from './messages';
import { readInTurn } from './read-in-turn';
import { RemoteLab, type Way } from './remote-lab';
import type { Usage } from './serve';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2000;
/** A broker that takes longer to say how it stands is as good as away. */
const ANSWER_MS = 5000;
/** What the broker has not taken in yet; further requests are answered with TooManyRequests. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

export interface BrokerClient {
  /** The seat's lab, as the broker holds it. Waits for a broker that is not there yet; rejects when it refuses the seat. */
  open(seat: string): Promise<Lab>;
  /** Ends the seat's lab in the broker: its terminals and its kubelet; containers stay. Rejects when the broker can't. */
  close(seat: string): Promise<void>;
  /** Removes everything that the seat has made. Rejects when the broker can't. */
  remove(seat: string): Promise<void>;
  /** What the seat uses of the host. Rejects when the broker does not know. */
  usage(seat: string): Promise<Usage>;
  /** Rejects when the broker is away, does not answer in time, or is of no workshop. */
  capacity(): Promise<Capacity>;
  /** Of a `named` broker, since it was there first; it never changes. */
  readonly id: string | undefined;
  /** Whether it can be asked at the moment. */
  readonly online: boolean;
  /** Ends the connection; the labs go on. */
  end(): void;
}

export interface BrokerClientOptions {
  socketPath: string;
  log(line: string): void;
  /**
   * Each connection begins with the question who is there, and nothing is said to another broker than the first: its seats would be
   * opened where their files are not.
   */
  named?: boolean;
  /** It has come or gone. */
  onStanding?: () => void;
  /** ms since the epoch. */
  now?: () => number;
}

export function connectBroker(options: BrokerClientOptions): BrokerClient {
  const link = new Link(options);
  link.start();
  return {
    open: (seat) => link.open(seat),
    close: (seat) => link.leave(seat, 'close'),
    remove: (seat) => link.leave(seat, 'remove'),
    usage: (seat) => link.usage(seat),
    capacity: () => link.capacity(),
    get id() {
      return link.id;
    },
    get online() {
      return link.online;
    },
    end: () => link.end(),
  };
}

function answered(ack: Ack<unknown>): unknown {
  if (!ack.ok) throw new Error(`${ack.error.code} ${JSON.stringify(ack.error.facts)}`);
  return ack.value;
}

type Opening = { resolve: (lab: Lab) => void; reject: (error: Error) => void };
type Seat = { lab?: RemoteLab; opening: Opening[] };

class Link {
  readonly #seats = new Map<string, Seat>();
  /** Ids of `open` requests on their way. */
  readonly #asked = new Map<number, string>();
  readonly #pending = new Map<number, (ack: Ack<unknown>) => void>();
  readonly #now;
  #socket: Socket | null = null;
  id: string | undefined;
  online = false;
  /** What was said last of a broker that can't be had, so that it is said once. */
  #complaint = '';
  #ended = false;
  #lastId = 0;
  #retryMs = FIRST_RETRY_MS;
  #retry: NodeJS.Timeout | undefined;

  constructor(private readonly options: BrokerClientOptions) {
    this.#now = options.now ?? Date.now;
  }

  start(): void {
    let why = 'the connection ended';
    const socket = connect(this.options.socketPath);
    this.#socket = socket;
    const read = readInTurn(
      socket,
      (body) => this.#output(body),
      (message) => this.#take(message),
    );
    socket.on('connect', () => void this.#connected(socket));
    socket.on('data', (chunk: Buffer) => {
      try {
        read(chunk);
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
    socket.on('error', (error) => {
      why = error.message;
    });
    socket.on('close', () => this.#lost(why));
  }

  open(seat: string): Promise<Lab> {
    const known = this.#seats.get(seat) ?? { opening: [] };
    this.#seats.set(seat, known);
    if (known.lab) return Promise.resolve(known.lab);
    return new Promise((resolve, reject) => {
      known.opening.push({ resolve, reject });
      if (known.opening.length === 1 && this.online) this.#ask(seat);
    });
  }

  async leave(seat: string, verb: 'close' | 'remove'): Promise<void> {
    this.#seats.delete(seat);
    answered(await this.#request((id) => ({ verb, id, seat })));
  }

  async usage(seat: string): Promise<Usage> {
    return answered(await this.#request((id) => ({ verb: 'usage', id, seat }))) as Usage;
  }

  async capacity(): Promise<Capacity> {
    return capacity.parse(answered(await inTime(this.#request((id) => ({ verb: 'capacity', id })))));
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#retry);
    this.#socket?.destroy();
    for (const { opening } of this.#seats.values()) {
      for (const { reject } of opening.splice(0)) reject(new Error('the connection to the broker was ended'));
    }
  }

  #output(body: Buffer): void {
    const output = readOutput(body);
    this.#seats.get(output.seat)?.lab?.output(output);
  }

  #take(message: BrokerAnswer): void {
    if (message.verb === 'opened') this.#opened(message);
    else if (message.verb === 'change') this.#seats.get(message.seat)?.lab?.changed(message.change, message.health);
    else if (message.verb === 'refused') this.#refused(message.id, message.message);
    else if (message.verb === 'closed') this.#closed(message.seat);
    else this.#answered(message);
  }

  #answered({ id, ack }: Extract<BrokerAnswer, { verb: 'ack' }>): void {
    const answered = this.#pending.get(id);
    this.#pending.delete(id);
    answered?.(ack);
  }

  #closed(seat: string): void {
    const lab = this.#seats.get(seat)?.lab;
    if (!lab) return;
    this.#seats.delete(seat);
    lab.ended();
  }

  #opened({ id, seat, snapshot, health }: Extract<BrokerAnswer, { verb: 'opened' }>): void {
    this.#asked.delete(id);
    const known = this.#seats.get(seat);
    if (!known) return;
    if (known.lab) known.lab.back(snapshot, health);
    else known.lab = new RemoteLab(this.#way(seat), snapshot, health);
    for (const { resolve } of known.opening.splice(0)) resolve(known.lab);
  }

  #refused(id: number, message: string): void {
    const seat = this.#asked.get(id) ?? '';
    this.#asked.delete(id);
    this.options.log(`broker: ${seat} refused: ${message}`);
    for (const { reject } of this.#seats.get(seat)?.opening.splice(0) ?? []) reject(new Error(message));
  }

  async #connected(socket: Socket): Promise<void> {
    if (this.options.named && !(await this.#isTheSame(socket))) return;
    this.online = true;
    this.#complaint = '';
    this.#retryMs = FIRST_RETRY_MS;
    this.options.log(`broker: connected${this.id ? ` to ${this.id}` : ''}`);
    for (const seat of this.#seats.keys()) this.#ask(seat);
    this.options.onStanding?.();
  }

  /** Asks who is there; false: the connection has ended, or is ended with the reason. */
  async #isTheSame(socket: Socket): Promise<boolean> {
    const ack = await inTime(this.#put((id) => ({ verb: 'capacity', id })));
    if (socket.destroyed || this.#ended) return false;
    const said = capacity.safeParse(ack.ok ? ack.value : undefined);
    const wrong = !said.success
      ? `it does not say who it is${ack.ok ? '' : `: ${ack.error.code}`}`
      : this.id !== undefined && said.data.broker !== this.id
        ? `another broker is there, ${said.data.broker} instead of ${this.id}`
        : '';
    if (wrong) socket.destroy(new Error(wrong));
    else this.id = said.data?.broker;
    return wrong === '';
  }

  #lost(why: string): void {
    const [was, pending] = [this.online, [...this.#pending.values()]];
    this.online = false;
    this.#pending.clear();
    this.#asked.clear();
    for (const answered of pending) answered(brokerAway());
    if (this.#ended) return;
    if (was) {
      for (const { lab } of this.#seats.values()) lab?.away(`broker: ${why}`, this.#now());
      this.options.onStanding?.();
    }
    if (why !== this.#complaint) this.options.log(`broker: away: ${why}`);
    this.#complaint = why;
    this.#retry = setTimeout(() => this.start(), this.#retryMs);
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
  }

  #ask(seat: string): void {
    const id = this.#nextId();
    this.#asked.set(id, seat);
    this.#send({ verb: 'open', protocol: PROTOCOL, id, seat });
  }

  #way(seat: string): Way {
    return {
      perform: (client, event, payload, answered) =>
        this.#request((id) => ({ verb: 'perform', id, seat, client, event, payload }), answered),
      leave: (client) => this.#send({ verb: 'leave', seat, client }),
      forget: () => void this.#seats.delete(seat),
    };
  }

  #request(message: (id: number) => Request, answered?: (ack: Ack<unknown>) => void): Promise<Ack<unknown>> {
    const socket = this.#socket;
    if (!this.online || !socket) return Promise.resolve(brokerAway());
    if (socket.writableLength > MAX_WAITING_BYTES) {
      return Promise.resolve({ ok: false, error: { code: 'TooManyRequests', facts: { retryMs: 1000 } } });
    }
    return this.#put(message, answered);
  }

  #put(message: (id: number) => Request, answered?: (ack: Ack<unknown>) => void): Promise<Ack<unknown>> {
    const id = this.#nextId();
    return new Promise((resolve) => {
      this.#pending.set(id, (ack) => {
        answered?.(ack);
        resolve(ack);
      });
      this.#socket?.write(verbFrame(message(id)));
    });
  }

  #send(message: Request): void {
    if (this.online) this.#socket?.write(verbFrame(message));
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

/** The answer, or that there was none; a connection over other machines may hang for long. */
async function inTime(asked: Promise<Ack<unknown>>): Promise<Ack<unknown>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Ack<never>>((resolve) => {
    timer = setTimeout(() => resolve(brokerAway()), ANSWER_MS);
  });
  const ack = await Promise.race([asked, late]);
  clearTimeout(timer);
  return ack;
}

const brokerAway = (): Ack<never> => ({ ok: false, error: { code: 'BrokerAway', facts: {} } });
