// One socket to the lab: asks, never queues, and keeps a replica of the view current. Knows neither the page nor the store.
import type { Ack, Answer, ClientEvent, ErrorCode, Failure, Payload } from '@/lib/protocol/events';
import type { BoardChange, BoardView, RoomEvent, RoomPayload, RoomView } from '@/lib/protocol/room';
import { tooLarge } from './frame-size';
import { createSeatWatch } from './seat-watch';
import type { LabSocket } from './socket';
import { createViewFollower, type ViewFollowerOptions } from './view-follower';

export type TerminalChunk = { offset: number; bytes: Uint8Array };
export type TerminalListener = (chunk: TerminalChunk) => void;

export interface LabConnectionOptions {
  /** Undefined: the page's own origin. */
  url?: string | undefined;
  /** Headers of the handshake; browsers send their own and ignore these. */
  headers?: Record<string, string>;
  /** A trainer's wish to see this seat's lab instead of an own one. */
  look?: string | undefined;
  /** ms since the epoch. */
  now?: () => number;
  onConnection: (state: 'connecting' | 'online' | 'offline') => void;
  onView: ViewFollowerOptions['onView'];
  /** An attempt failed; the next one follows by itself. */
  onRefused?: () => void;
  /** The server says that the session is over. */
  onSessionEnd?: () => void;
  /** A workshop's room; never called in self-study. */
  onRoom?: (view: RoomView) => void;
  /** Trainers only: the whole board, then what differs. */
  onBoard?: (board: BoardView) => void;
  onBoardChange?: (change: BoardChange) => void;
}

export interface LabConnection {
  open(): void;
  close(): void;
  /** Counts connections made; a change means a new socket on the server. */
  readonly number: number;
  /**
   * Sends one event and resolves with its acknowledgement; never rejects. Without a connection: Offline at once, and
   * nothing was sent. Connection lost or no answer within `timeoutMs` (10 s): Timeout, and it may have been done.
   */
  request<E extends ClientEvent>(
    event: E,
    payload: Payload<E>,
    options?: { timeoutMs?: number },
  ): Promise<Ack<Answer<E>>>;
  /** As `request`, of the room. */
  ask<E extends RoomEvent>(event: E, payload: RoomPayload<E>): Promise<Ack<Record<string, never>>>;
  /** Bytes of one terminal that this connection has attached to, in order. Returns how to unsubscribe. */
  onTerminalData(terminal: string, listener: TerminalListener): () => void;
}

const ANSWER_MS = 10_000;
const COME_BACK_MS = 2_000;

const failed = (code: ErrorCode, facts: Failure['facts'] = {}): Ack<never> => ({ ok: false, error: { code, facts } });

/**
 * The connection is closed until `open`; it may be opened again after `close`. socket.io is fetched by the first `open`:
 * a page can be read before, and until then everything is Offline.
 */
export function createLabConnection(options: LabConnectionOptions): LabConnection {
  const { now = Date.now, onConnection, onView } = options;
  const listeners = createTerminalListeners();
  let socket: LabSocket | undefined;
  let wanted = false;
  let number = 0;
  let comeBack: ReturnType<typeof setTimeout> | undefined;

  const request: LabConnection['request'] = (event, payload, { timeoutMs = ANSWER_MS } = {}) => {
    if (!socket?.connected) return Promise.resolve(failed('Offline'));
    const refusal = tooLarge(event, payload);
    return refusal ? Promise.resolve({ ok: false, error: refusal }) : send(socket, event, payload, timeoutMs);
  };
  const ask: LabConnection['ask'] = (event, payload) =>
    socket?.connected ? send(socket, event, payload, ANSWER_MS) : Promise.resolve(failed('Offline'));
  const follower = createViewFollower({
    askSnapshot: () => request('view:snapshot', {}),
    now,
    onView,
    onCurrent: () => onConnection('online'),
  });
  const seat = createSeatWatch({
    ready: follower.connected,
    away() {
      follower.lost();
      onConnection('connecting');
    },
  });
  const follow = (opened: LabSocket): void => {
    opened.on('connect', () => {
      number += 1;
      seat.connected();
      onConnection('connecting');
      follower.connected();
    });
    opened.on('disconnect', (reason) => {
      follower.lost();
      onConnection('offline');
      // Cut off by the server on purpose: socket.io would stay away for good.
      if (reason === 'io server disconnect') comeBack = setTimeout(() => opened.connect(), COME_BACK_MS);
    });
    opened.on('connect_error', () => {
      onConnection('offline');
      options.onRefused?.();
    });
    opened.on('session:end', () => options.onSessionEnd?.());
    opened.on('view:change', follower.take);
    opened.on('room:view', (view) => {
      options.onRoom?.(view);
      seat.take(view.shows?.lab ?? 'ready');
    });
    opened.on('room:board', (board) => options.onBoard?.(board));
    opened.on('room:board-change', (change) => options.onBoardChange?.(change));
    opened.on('term:data', ({ terminal, offset, bytes }) => listeners.deliver(terminal, offset, bytes));
  };
  const open = async (): Promise<void> => {
    try {
      const { createSocket } = await import('./socket');
      if (!socket) {
        socket = createSocket(options);
        follow(socket);
      }
      if (wanted) socket.connect();
    } catch {
      // Its file could not be fetched: the server is away, or has another build by now.
      if (!wanted) return;
      onConnection('offline');
      comeBack = setTimeout(() => void open(), COME_BACK_MS);
    }
  };

  return {
    open() {
      wanted = true;
      void open();
    },
    close() {
      wanted = false;
      clearTimeout(comeBack);
      socket?.disconnect();
    },
    get number() {
      return number;
    },
    request,
    ask,
    onTerminalData: listeners.add,
  };
}

/** `A`: what the gateway answers this event with. */
function send<A>(socket: LabSocket, event: string, payload: unknown, timeoutMs: number) {
  return new Promise<Ack<A>>((resolve) => {
    socket.timeout(timeoutMs).emit(event, payload, (error: Error | null, ack: unknown) => {
      // The gateway answers each event with that event's Ack (lib/protocol/events).
      resolve(error ? failed('Timeout') : (ack as Ack<A>));
    });
    // socket.io keeps a packet for later when it finds the connection dead just now (a laptop that slept). What a person
    // typed then must not reach a shell minutes later.
    if (socket.sendBuffer.length > 0) {
      socket.sendBuffer.length = 0;
      resolve(failed('Offline'));
    }
  });
}

function createTerminalListeners() {
  const byTerminal = new Map<string, Set<TerminalListener>>();
  return {
    add(terminal: string, listener: TerminalListener): () => void {
      const listeners = byTerminal.get(terminal) ?? new Set();
      byTerminal.set(terminal, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && byTerminal.get(terminal) === listeners) byTerminal.delete(terminal);
      };
    },
    deliver(terminal: string, offset: number, data: Uint8Array | ArrayBuffer): void {
      // Browsers hand over the bare buffer of a binary frame.
      const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
      for (const listener of byTerminal.get(terminal) ?? []) listener({ offset, bytes });
    },
  };
}
