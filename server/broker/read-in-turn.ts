// What the broker says, taken one after the other.
import type { Socket } from 'node:net';
import { createFrameReader } from './frames';
import { answer, type BrokerAnswer, MAX_ANSWER_BYTES } from './messages';

/**
 * Takes chunks of `socket` and hands on what is in them. Frames after an answer wait for a turn, so that it reaches its caller before
 * what follows it (`term:attach`). Throws on what is no answer of a broker, or destroys the socket with that.
 */
export function readInTurn(
  socket: Socket,
  output: (body: Buffer) => void,
  take: (message: BrokerAnswer) => void,
): (chunk: Buffer) => void {
  const waiting: (() => void)[] = [];
  let resting = false;
  const work = () => {
    resting = false;
    while (!resting && !socket.destroyed) {
      const next = waiting.shift();
      if (!next) return void socket.resume();
      next();
    }
  };
  return createFrameReader(MAX_ANSWER_BYTES, (kind, body) => {
    waiting.push(() => {
      if (kind === 'output') return output(body);
      const message = answer.parse(JSON.parse(body.toString('utf8')));
      take(message);
      if (message.verb !== 'ack') return;
      resting = true;
      socket.pause();
      setImmediate(() => {
        try {
          work();
        } catch (error) {
          socket.destroy(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
    if (!resting) work();
  });
}
