// A frame over the limit closes the connection without a word: refused here, it is a sentence instead.
import type { ClientEvent, Failure, Payload } from '@/lib/protocol/events';
import { MAX_FILE_BYTES, MAX_FRAME_BYTES } from '@/lib/protocol/limits';

/** Room for the event's name and the acknowledgement number. */
const ENVELOPE_BYTES = 256;

/** Why this payload can't be sent, or undefined. */
export function tooLarge<E extends ClientEvent>(event: E, payload: Payload<E>): Failure | undefined {
  if (event !== 'file:save' || !('content' in payload)) return undefined;
  const { file, content } = payload;
  const size = (text: string) => new TextEncoder().encode(text).length;
  const bytes = size(content);
  if (bytes > MAX_FILE_BYTES) return { code: 'TooLarge', facts: { file, bytes, limit: MAX_FILE_BYTES } };
  const frame = size(JSON.stringify(payload)) + ENVELOPE_BYTES;
  // Nearly all quotes and control characters, each of which travels as two to six bytes.
  return frame > MAX_FRAME_BYTES
    ? { code: 'TooLarge', facts: { file, bytes: frame, limit: MAX_FRAME_BYTES } }
    : undefined;
}
