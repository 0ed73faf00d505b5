import { Attachment } from './attachment';
import type { Clock } from './clock';
import type { TerminalClient } from './door';
import type { Ring } from './ring';

/** The clients that watch one terminal's output. */
export class Attachments {
  readonly #byClient = new Map<string, Attachment>();

  constructor(
    private readonly terminal: string,
    private readonly ring: Ring,
    private readonly clock: Clock,
  ) {}

  values(): Iterable<Attachment> {
    return this.#byClient.values();
  }

  /** From `offset`, or as near to it as the ring goes. Returns what the client is going to be sent at once. */
  attach(offset: number, client: TerminalClient): { from: number; end: number } {
    const attachment = new Attachment(client, this.terminal, this.ring, offset, this.clock.now());
    this.#byClient.set(client.id, attachment);
    const range = { from: attachment.cursor, end: this.ring.end };
    // The caller's answer must reach the client before the first chunk does.
    setImmediate(() => {
      if (this.#byClient.get(client.id) === attachment) attachment.pump();
    });
    return range;
  }

  /** False when it was not attached. */
  detach(clientId: string): boolean {
    return this.#byClient.delete(clientId);
  }

  taken(clientId: string, bytes: number): void {
    this.#byClient.get(clientId)?.take(bytes, this.clock.now());
  }

  pump(): void {
    for (const attachment of this.values()) attachment.pump();
  }

  clear(): void {
    this.#byClient.clear();
  }
}
