// A browser without a screen: joins a room by its doors, holds a socket, keeps a copy of its lab. What a robot knows, a browser could know.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { io, type Socket } from 'socket.io-client';
import type { Locale } from '@/lib/i18n/locale';
import type { Change, Snapshot } from '@/lib/protocol/changes';
import type { Ack, Answer, ClientEvent, Payload } from '@/lib/protocol/events';
import { emptyReplica, markStale, type Replica, takeChange, takeSnapshot } from '@/lib/protocol/replica';
import type { RoomView } from '@/lib/protocol/room';
import type { LabView } from '@/lib/protocol/view';

const ANSWER_MS = 120_000;
const RETRY_MS = 500;

export interface Chunk {
  terminal: string;
  offset: number;
  bytes: Uint8Array;
}

/** Asks a door. `base` is this machine's own server: whoever signed its certificate, it is meant. Resolves with status, body and cookie. */
export function ask(
  base: string,
  path: string,
  body: object,
): Promise<{ status: number; text: string; cookie: string }> {
  const url = new URL(path, base);
  const text = JSON.stringify(body);
  const make = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { Origin: url.origin, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const request = make(url, { method: 'POST', headers, rejectUnauthorized: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const cookie = (response.headers['set-cookie'] ?? []).map((row) => row.split(';', 1)[0]).join('; ');
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8'), cookie });
      });
    });
    request.on('error', reject);
    request.end(text);
  });
}

export class RoomClient {
  readonly socket: Socket;
  room: RoomView | null = null;
  /** Bytes of everything that came over the socket. */
  received = 0;
  /** How often its seat's lab has become ready. */
  labs = 0;
  onData: (chunk: Chunk) => void = () => {};
  #replica: Replica<LabView> = emptyReplica<LabView>();
  #listeners = new Set<() => void>();
  #asking = false;
  /** Inputs so far; a new connection may go on counting. */
  #typed = 0;

  constructor(base: string, cookie: string) {
    const { origin } = new URL(base);
    this.socket = io(origin, {
      transports: ['websocket'],
      reconnectionDelay: 200,
      reconnectionDelayMax: 2_000,
      extraHeaders: { Cookie: cookie, Origin: origin },
      rejectUnauthorized: false,
      forceNew: true,
    });
    this.socket.on('connect', () => {
      this.socket.io.engine.on('packet', ({ data }: { data?: string | ArrayBuffer }) => {
        this.received += typeof data === 'string' ? data.length : (data?.byteLength ?? 0);
      });
      this.#replica = markStale(this.#replica);
      this.#ask();
    });
    this.socket.on('room:view', (view: RoomView) => {
      const ready = view.seat?.lab === 'ready' && this.room?.seat?.lab !== 'ready';
      this.room = view;
      if (ready) {
        this.labs += 1;
        this.#replica = markStale(this.#replica);
        this.#ask();
      }
      this.#tell();
    });
    this.socket.on('view:change', (change: Change) => {
      this.#replica = takeChange(this.#replica, change);
      if (this.#replica.stale) this.#ask();
      this.#tell();
    });
    this.socket.on('term:data', (chunk: Chunk) => {
      void this.perform('term:taken', { terminal: chunk.terminal, bytes: chunk.bytes.byteLength });
      this.onData(chunk);
    });
  }

  /** Connected, and its lab is shown. */
  get shows(): boolean {
    return this.socket.connected && !this.#replica.stale && this.#replica.view !== null;
  }

  snapshot(): { view: LabView } {
    const { view } = this.#replica;
    if (!view) throw new Error('nothing is shown yet');
    return { view };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Input is counted here: whoever types over this connection, the server knows one keyboard. */
  async perform<E extends ClientEvent>(event: E, payload: Payload<E>): Promise<Ack<Answer<E>>> {
    if ('seq' in payload) this.#typed += 1;
    const counted = 'seq' in payload ? { ...payload, seq: this.#typed } : payload;
    return (await this.send(event, counted)) as Ack<Answer<E>>;
  }

  /** Any event, a room's too. An answer that does not come is a failure. */
  async send(event: string, payload: object): Promise<Ack<unknown>> {
    try {
      return (await this.socket.timeout(ANSWER_MS).emitWithAck(event, payload)) as Ack<unknown>;
    } catch {
      return { ok: false, error: { code: 'Timeout', facts: {} } };
    }
  }

  /** Resolves when `holds`, with true; with false after `ms`. */
  until(holds: () => boolean, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        end(true);
      };
      const end = (result: boolean) => {
        clearTimeout(timer);
        clearInterval(beat);
        stop();
        resolve(result);
      };
      const timer = setTimeout(() => end(false), ms);
      const beat = setInterval(look, 50);
      const stop = this.onChange(look);
      look();
    });
  }

  close(): void {
    this.socket.close();
  }

  #ask(): void {
    if (this.#asking || !this.socket.connected) return;
    this.#asking = true;
    void this.perform('view:snapshot', {}).then((answer) => {
      this.#asking = false;
      if (answer.ok) {
        this.#replica = takeSnapshot(this.#replica, answer.value as Snapshot<LabView>);
        this.#tell();
      }
      if (this.#replica.stale) setTimeout(() => this.#ask(), RETRY_MS);
    });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Joins with an event code. Throws with the refusal. */
export async function join(base: string, code: string, name: string, locale: Locale): Promise<RoomClient> {
  const { status, text, cookie } = await ask(base, '/join', { code, name, locale });
  if (status !== 204) throw new Error(`join: ${status} ${text}`);
  return new RoomClient(base, cookie);
}

/** Signs in as a trainer. Throws with the refusal. */
export async function lead(base: string, secret: string): Promise<RoomClient> {
  const { status, text, cookie } = await ask(base, '/trainer', { secret });
  if (status !== 204) throw new Error(`trainer: ${status} ${text}`);
  return new RoomClient(base, cookie);
}
