// How the two processes' messages lie on the wire: length (4 bytes, big-endian, of what follows), kind (1 byte), body.
// Verbs are JSON; terminal output goes as bytes beside them.

export type FrameKind = 'verb' | 'output';
const KINDS: readonly FrameKind[] = ['verb', 'output'];
const HEAD_BYTES = 5;

/** The peer does not speak this protocol: the connection is not worth keeping. */
export class FrameError extends Error {
  override name = 'FrameError';
}

/** What a client's screen is to show: where it comes from, and bytes since the terminal was opened. */
export interface Output {
  seat: string;
  client: string;
  terminal: string;
  offset: number;
  bytes: Uint8Array;
}

function frame(kind: FrameKind, ...parts: Uint8Array[]): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(parts.reduce((sum, part) => sum + part.length, 1));
  head.writeUInt8(KINDS.indexOf(kind), 4);
  return Buffer.concat([head, ...parts]);
}

export const verbFrame = (message: unknown): Buffer => frame('verb', Buffer.from(JSON.stringify(message)));

/** Three names with a length byte each, the offset as a double, then the bytes as they are. */
export function outputFrame({ seat, client, terminal, offset, bytes }: Output): Buffer {
  const names = [seat, client, terminal].flatMap((name) => {
    const text = Buffer.from(name);
    return [Buffer.of(text.length), text];
  });
  const at = Buffer.alloc(8);
  at.writeDoubleBE(offset);
  return frame('output', ...names, at, bytes);
}

/** Throws FrameError. `bytes` shares the body's memory. */
export function readOutput(body: Buffer): Output {
  let at = 0;
  const name = () => {
    const end = at + 1 + (body[at] ?? 0);
    const text = body.toString('utf8', at + 1, end);
    at = end;
    return text;
  };
  const [seat, client, terminal] = [name(), name(), name()];
  if (at + 8 > body.length) throw new FrameError('output without an offset');
  return { seat, client, terminal, offset: body.readDoubleBE(at), bytes: body.subarray(at + 8) };
}

/**
 * Cuts a stream into frames. A frame that announces more than `maxBytes` throws FrameError at its head, before anything of it is
 * kept; so does an unknown kind. What `take` throws passes through.
 */
export function createFrameReader(maxBytes: number, take: (kind: FrameKind, body: Buffer) => void) {
  let waiting: Buffer[] = [];
  let held = 0;
  /** Bytes that are needed before anything can be said. */
  let wanted = HEAD_BYTES;
  return (chunk: Buffer): void => {
    waiting.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const all = waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting);
      waiting = [all];
      const length = all.readUInt32BE(0);
      const kind = KINDS[all.readUInt8(4)];
      if (!kind) throw new FrameError(`unknown kind ${all.readUInt8(4)}`);
      if (length < 1 || length > maxBytes) throw new FrameError(`a frame of ${length} bytes, at most ${maxBytes}`);
      wanted = 4 + length;
      if (held < wanted) return;
      const rest = all.subarray(wanted);
      const body = all.subarray(HEAD_BYTES, wanted);
      waiting = rest.length > 0 ? [rest] : [];
      held = rest.length;
      wanted = HEAD_BYTES;
      take(kind, body);
    }
  };
}
