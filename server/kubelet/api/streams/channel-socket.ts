// The WebSocket under the channels.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { TakeOver } from '../server';
import { type ChannelMessage, decodeMessage, encodeMessage } from './channel-protocol';

/** A conversation over channels, while it lasts. */
export interface Channels {
  readonly protocol: string;
  /** Resolves when the connection has taken it, also when it is gone. */
  send(channel: number, data: Uint8Array): Promise<void>;
  /** What the client says; ends with the connection. To be read once; while nobody reads, the client is held up. */
  readonly received: AsyncIterable<ChannelMessage>;
}

/** A message holds some keystrokes, or a piece of a file. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
/** So much is taken in ahead of its reader. */
const AHEAD_MESSAGES = 16;
const CLOSE_NORMAL = 1000;
/** A client that does not answer our goodbye is left after so long. */
const GOODBYE_MS = 2_000;

/**
 * Takes a connection over as a WebSocket with these channels. `converse` has the word; when it is done, the socket is closed.
 * @param protocol as negotiated; '' = none
 * @param idleMs silence after which the connection ends; 0 = never
 */
export function takeOverAsWebSocket(
  protocol: string,
  idleMs: number,
  converse: (channels: Channels) => Promise<void>,
): TakeOver {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: () => protocol || false,
  });
  return (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    server.handleUpgrade(message, socket, head, (webSocket) => {
      if (idleMs > 0) message.socket.setTimeout(idleMs, () => webSocket.terminate());
      const channels = new SocketChannels(webSocket, protocol);
      void converse(channels).finally(() => goodbye(webSocket));
    });
  };
}

function goodbye(webSocket: WebSocket): void {
  webSocket.close(CLOSE_NORMAL);
  const timer = setTimeout(() => webSocket.terminate(), GOODBYE_MS);
  webSocket.once('close', () => clearTimeout(timer));
}

class SocketChannels implements Channels {
  readonly received: AsyncIterable<ChannelMessage>;
  private readonly waiting: ChannelMessage[] = [];
  private closed = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly webSocket: WebSocket,
    readonly protocol: string,
  ) {
    this.received = this.messages();
    webSocket.on('message', (data: RawData) => this.take(data));
    // What broke it shows as its end.
    webSocket.on('error', () => webSocket.terminate());
    webSocket.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  send(channel: number, data: Uint8Array): Promise<void> {
    if (this.webSocket.readyState !== this.webSocket.OPEN) return Promise.resolve();
    const message = encodeMessage(this.protocol, { channel, data });
    return new Promise((resolve) => this.webSocket.send(message, () => resolve()));
  }

  private take(data: RawData): void {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data);
    const message = decodeMessage(this.protocol, bytes);
    if (!message) return;
    this.waiting.push(message);
    if (this.waiting.length >= AHEAD_MESSAGES) this.webSocket.pause();
    this.wake();
  }

  private async *messages(): AsyncGenerator<ChannelMessage> {
    for (;;) {
      const message = this.waiting.shift();
      if (message) {
        yield message;
      } else if (this.closed) {
        return;
      } else {
        if (this.webSocket.isPaused) this.webSocket.resume();
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
  }
}
