// A hijacked connection to a process in a container. Without a tty the engine multiplexes stdout and stderr in frames
// (github.com/docker/docker/pkg/stdcopy: one byte stream, three bytes zero, four bytes length).
import type { Duplex } from 'node:stream';
import {
  type OutputChunk,
  type ProcessStream,
  RuntimeError,
  type StreamOptions,
  type TerminalSize,
} from '@/server/kubelet/runtime-service';

const HEADER_BYTES = 8;
const STDERR = 2;

/** Cuts the engine's multiplexed stream into chunks, however the bytes arrive. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);
  private current: { stream: OutputChunk['stream']; left: number } | null = null;

  /** The chunks that these bytes complete or continue. */
  read(bytes: Buffer): OutputChunk[] {
    const chunks: OutputChunk[] = [];
    let data = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    while (data.length > 0) {
      if (this.current === null) {
        if (data.length < HEADER_BYTES) break;
        this.current = { stream: data[0] === STDERR ? 'stderr' : 'stdout', left: data.readUInt32BE(4) };
        data = data.subarray(HEADER_BYTES);
      }
      const { stream, left } = this.current;
      const part = data.subarray(0, left);
      if (part.length > 0) chunks.push({ stream, data: part });
      data = data.subarray(part.length);
      this.current = part.length === left ? null : { stream, left: left - part.length };
    }
    this.rest = data;
    return chunks;
  }
}

export class HijackedStream implements ProcessStream {
  readonly output: AsyncIterable<OutputChunk>;

  constructor(
    private readonly socket: Duplex,
    private readonly options: StreamOptions,
    private readonly resizeTo: (size: TerminalSize) => Promise<void>,
  ) {
    // A break shows to whoever reads; an unread one must not end the server.
    socket.on('error', () => undefined);
    this.output = this.chunks();
    if (!options.stdin) this.endInput();
  }

  write(data: Uint8Array): Promise<void> {
    if (!this.options.stdin || !this.socket.writable) return Promise.resolve();
    return new Promise((resolve) => this.socket.write(data, () => resolve()));
  }

  endInput(): void {
    if (this.socket.writable) this.socket.end();
  }

  async resize(size: TerminalSize): Promise<void> {
    if (this.options.tty) await this.resizeTo(size);
  }

  close(): void {
    this.socket.destroy();
  }

  private async *chunks(): AsyncGenerator<OutputChunk> {
    const frames = new FrameReader();
    try {
      for await (const bytes of this.socket as AsyncIterable<Buffer>) {
        if (this.options.tty) yield { stream: 'stdout', data: bytes };
        else yield* frames.read(bytes);
      }
    } catch (error) {
      // Closed on our own side while reading: that is an end, not a failure.
      if (this.socket.destroyed && isPrematureClose(error)) return;
      const message = `error during connect: ${error instanceof Error ? error.message : String(error)}`;
      throw new RuntimeError('Unavailable', message, { cause: error });
    }
  }
}

const isPrematureClose = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
